using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Rfm;

/// <summary>Tells of customers who moved from one segment into another, as events like any other. Pure.</summary>
public static partial class RfmNews
{
    public static CanonicalEvent Of(Mover mover, TimeProvider time)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(new SaidOfMove(mover.From, mover.To), SegmentNewsJson.Default.SaidOfMove);
        return OwnEvent.Of(EventNames.RfmSegmentChanged, mover.ContactId, new RawJson(said), time) with { Derived = true };
    }

    internal sealed record SaidOfMove(string? From, string? To);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(SaidOfMove))]
    internal sealed partial class SegmentNewsJson : JsonSerializerContext;
}

/// <summary>A customer who is in another segment than before.</summary>
/// <param name="ContactId">Who.</param>
/// <param name="From">Null: they had no delivered order before.</param>
/// <param name="To">Null: they have none any more.</param>
public readonly record struct Mover(Guid ContactId, string? From, string? To);
