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
        var id = Ids.New(time);
        var now = time.GetUtcNow();
        return new CanonicalEvent
        {
            Id = id,
            SourceId = Source.Own,
            MessageId = $"{EventNames.RfmSegmentChanged}:{id:n}",
            Name = EventNames.RfmSegmentChanged,
            OccurredAt = now,
            ReceivedAt = now,
            Who = new Identifiers { ContactId = mover.ContactId },
            Derived = true,
            Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(new SaidOfMove(mover.From, mover.To), SegmentNewsJson.Default.SaidOfMove)),
        };
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
