using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>A call of a platform as it is read: what it says, under which id, and of when it is.</summary>
public sealed record Notice
{
    // What is told for the first time this long after it happened is the past: it is kept and starts nothing.
    private static readonly TimeSpan Past = TimeSpan.FromDays(7);

    public required Arrival Arrival { get; init; }

    public required JsonElement Body { get; init; }

    public required Fields Fields { get; init; }

    /// <summary>The platform's id of this delivery: the same when it is sent again.</summary>
    public required string Id { get; init; }

    /// <summary>Of when what it says is. Never later than its receipt.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The event of this call: as often as the platform makes a new call.</summary>
    public CanonicalEvent Event(string name) => new()
    {
        Id = Arrival.NewId(),
        SourceId = Arrival.Source.Id,
        MessageId = $"{name}:{Id}",
        Name = name,
        OccurredAt = At,
        ReceivedAt = Arrival.ReceivedAt,
        Properties = RawJson.From(Body),
    };

    /// <summary>
    /// Something that happens once, such as that an order was delivered: whatever calls tell of it, and however many, it is one event.
    /// </summary>
    /// <param name="name">What happened.</param>
    /// <param name="id">To what, or which time.</param>
    /// <param name="at">When; null: at the time of this call.</param>
    public CanonicalEvent Once(string name, string id, DateTimeOffset? at)
    {
        var happened = Arrival.NotLater(at ?? At);
        return Event(name) with { MessageId = $"{name}:{id}", OccurredAt = happened, Backfill = Arrival.ReceivedAt - happened > Past };
    }

    /// <summary>Kept as it is, about nobody.</summary>
    public List<CanonicalEvent> Custom(string name) => [Event(name)];
}
