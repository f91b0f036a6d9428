namespace Beckon.Integrations.Replays;

/// <summary>Requests being taken in once more as they came: by the same adapters, into the same inbox, without sending anything.</summary>
public sealed record Replay
{
    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Where the events go: the workspace itself, or one made for them.</summary>
    public required Guid Into { get; init; }

    public string? IntoName { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required ReplayStatus Status { get; init; }

    /// <summary>The last payload that was taken in.</summary>
    public Guid? Position { get; init; }

    /// <summary>How many payloads there are to take in; null until they were counted.</summary>
    public long? Payloads { get; init; }

    public long Done { get; init; }

    public long Events { get; init; }

    /// <summary>Payloads that can no longer be read, because the workspace's settings or Beckon itself have changed since.</summary>
    public long Refused { get; init; }

    public string? Refusal { get; init; }

    public string? Error { get; init; }

    /// <summary>The last row of the inbox that may hold an event of it, and then the last that such rows were handed over in.</summary>
    public long? LastInboxId { get; init; }

    public long? LastHandedId { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool Here => Into == WorkspaceId;
}

/// <summary>How far a replay is.</summary>
public enum ReplayStatus
{
    /// <summary>For a node to begin with it.</summary>
    Waiting,

    /// <summary>Payloads are taken in.</summary>
    Running,

    /// <summary>All are taken in; the last events are being processed.</summary>
    Finishing,

    Done,

    /// <summary>Stopped by a person. What had been taken in stays.</summary>
    Cancelled,

    /// <summary>Stopped by a fault, which is told.</summary>
    Failed,
}
