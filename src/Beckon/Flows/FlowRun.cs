using Beckon.Delivery;

namespace Beckon.Flows;

/// <summary>One passage of one contact through a flow.</summary>
public sealed record FlowRun
{
    public required Guid Id { get; init; }

    public required LiveFlow Flow { get; init; }

    public required Guid ContactId { get; init; }

    /// <summary>The cart it is about: parallel carts are parallel runs.</summary>
    public required string Key { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>Why the run did not begin; null when it did.</summary>
    public SkipReason? Skipped { get; init; }

    public required IReadOnlyList<TraceLine> Trace { get; init; }

    public required IReadOnlyList<NewMessage> Messages { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
