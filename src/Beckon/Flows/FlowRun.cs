using Beckon.Delivery;

namespace Beckon.Flows;

/// <summary>One passage of one contact through a flow, as it stands.</summary>
public sealed record FlowRun
{
    public required Guid Id { get; init; }

    public required Guid FlowId { get; init; }

    /// <summary>The version it began on, which it also ends on.</summary>
    public required int FlowVersion { get; init; }

    public required Guid ContactId { get; init; }

    /// <summary>The cart it is about: parallel carts are parallel runs.</summary>
    public required string Key { get; init; }

    public Guid? CartId { get; init; }

    /// <summary>What triggered it.</summary>
    public required Guid EventId { get; init; }

    public required DateTimeOffset EventReceivedAt { get; init; }

    /// <summary>When the trigger happened: what waits and exit rules count from.</summary>
    public required DateTimeOffset TriggeredAt { get; init; }

    public required FlowRunStatus Status { get; init; }

    /// <summary>The wait it stands at; null before the first.</summary>
    public string? Step { get; init; }

    /// <summary>When the wait is over.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why it did not begin, or ended early.</summary>
    public SkipReason? Reason { get; init; }

    public required IReadOnlyList<TraceLine> Trace { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>Where a run stands.</summary>
public enum FlowRunStatus
{
    /// <summary>It goes on at its time.</summary>
    Waiting,

    /// <summary>It went through all steps.</summary>
    Completed,

    /// <summary>An exit rule, a newer run or a pause ended it.</summary>
    Exited,

    /// <summary>It did not begin.</summary>
    Skipped,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>What one decision makes of a run: how it stands afterwards, and the messages that come of it.</summary>
public sealed record FlowTurn(FlowRun Run, IReadOnlyList<NewMessage> Messages);
