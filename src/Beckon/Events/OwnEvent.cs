using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>What Beckon itself tells of a contact: an event like any other, from now.</summary>
public static class OwnEvent
{
    /// <summary>The property in which events that follow from flows say how many have led to each other.</summary>
    public const string Depth = "depth";

    /// <summary>How many flows have led to each other up to this event.</summary>
    public static int DepthOf(CanonicalEvent e) =>
        e.SourceId == Source.Own && e.Properties.ToElement() is { ValueKind: JsonValueKind.Object } said
        && said.TryGetProperty(Depth, out var depth) && depth.ValueKind == JsonValueKind.Number && depth.TryGetInt32(out var number)
            ? number
            : 0;

    public static CanonicalEvent Of(string name, Guid contactId, RawJson properties, TimeProvider time)
    {
        var (id, now) = (Ids.New(time), time.GetUtcNow());
        return new CanonicalEvent
        {
            Id = id,
            SourceId = Source.Own,
            MessageId = $"{name}:{id:n}",
            Name = name,
            OccurredAt = now,
            ReceivedAt = now,
            Who = new Identifiers { ContactId = contactId },
            Properties = properties,
        };
    }
}
