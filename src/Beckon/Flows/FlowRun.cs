using Beckon.Delivery;

namespace Beckon.Flows;

/// <summary>One passage of one contact through a flow, as it stands.</summary>
public sealed record FlowRun
{
    public required Guid Id { get; init; }

    public required Guid FlowId { get; init; }

    /// <summary>The version it is on: that which it began on, unless it was moved.</summary>
    public required int FlowVersion { get; init; }

    public required Guid ContactId { get; init; }

    /// <summary>The cart or order it is about: parallel carts are parallel runs. Empty for what is about neither.</summary>
    public required string Key { get; init; }

    public Guid? CartId { get; init; }

    /// <summary>What triggered it.</summary>
    public required Guid EventId { get; init; }

    public required DateTimeOffset EventReceivedAt { get; init; }

    /// <summary>When the trigger happened: what waits and exit rules count from.</summary>
    public required DateTimeOffset TriggeredAt { get; init; }

    public required FlowRunStatus Status { get; init; }

    /// <summary>The step it stands at; null before the first.</summary>
    public string? Step { get; init; }

    /// <summary>Whether it stands in that step, resting; else it is about to do it.</summary>
    public bool InStep { get; init; } = true;

    /// <summary>When it goes on.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when the rules of sending let it stand before a message; null: they do not.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>The code of a discount that it was given last.</summary>
    public string? DiscountCode { get; init; }

    /// <summary>How many flows have called each other to come here.</summary>
    public int Depth { get; init; }

    /// <summary>Why it did not begin, or ended early.</summary>
    public SkipReason? Reason { get; init; }

    public required IReadOnlyList<TraceLine> Trace { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether they are let in is yet to be asked.</summary>
    public bool IsAtDoor => IsUnderWay && Step == StartRules.Door;

    /// <summary>It has gone through all steps, and a message of it is put off: what would have ended it before still does.</summary>
    public bool Lingers { get; init; }

    /// <summary>What ends runs reaches it.</summary>
    public bool IsInReach => IsUnderWay || Lingers;

    /// <summary>It goes on at some time, unless something ends it.</summary>
    public bool IsUnderWay => Status is FlowRunStatus.Waiting or FlowRunStatus.Held;
}

/// <summary>Where a run stands.</summary>
public enum FlowRunStatus
{
    /// <summary>It goes on at its time.</summary>
    Waiting,

    /// <summary>Its flow is paused: it goes on when that does.</summary>
    Held,

    /// <summary>It went through all steps.</summary>
    Completed,

    /// <summary>An exit rule, a newer run or a pause ended it.</summary>
    Exited,

    /// <summary>It did not begin.</summary>
    Skipped,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>What one decision makes of a run: how it stands afterwards, and what comes of it.</summary>
/// <param name="Run">The run as it is now.</param>
/// <param name="Messages">The messages that are to be sent, or were skipped.</param>
public sealed record FlowTurn(FlowRun Run, IReadOnlyList<NewMessage> Messages)
{
    /// <summary>What is to be done to the contact.</summary>
    public IReadOnlyList<FlowStep> Deeds { get; init; } = [];

    /// <summary>The steps that it went through, with the branch that it took.</summary>
    public IReadOnlyList<StepPassed> Passed { get; init; } = [];

    /// <summary>The codes of discounts that it gives the contact.</summary>
    public IReadOnlyList<CodeGiven> Given { get; init; } = [];
}

/// <summary>That a run gives its contact a code.</summary>
/// <param name="Discount">The discount, by its id starting with <c>dsc_</c>.</param>
/// <param name="Code">The code.</param>
public readonly record struct CodeGiven(string Discount, string Code);

/// <summary>That a run has come through a step.</summary>
/// <param name="Step">Which.</param>
/// <param name="Way">The name of the way it took, or the reason for which it was not done; empty for the ordinary.</param>
public readonly record struct StepPassed(string Step, string Way);
