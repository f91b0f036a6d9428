namespace Beckon.Contacts.Jobs;

/// <summary>Long work on contacts: it goes on when nobody looks, and can be found again and stopped.</summary>
public sealed record ContactJob
{
    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    public required JobKind Kind { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>The file of an import, or what is done in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>What is to be done, as JSON.</summary>
    public string Settings { get; init; } = "{}";

    /// <summary>Of an import: how its file is read, as JSON.</summary>
    public string? Shape { get; init; }

    public long Bytes { get; init; }

    public long BytesDone { get; init; }

    /// <summary>How many contacts or rows there are; null until that is known.</summary>
    public long? Total { get; init; }

    public long Done { get; init; }

    public long Added { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Refused { get; init; }

    public Guid? Position { get; init; }

    public string? Error { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When what can be downloaded is deleted.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What a job does.</summary>
public enum JobKind
{
    Import,
    Export,
    Bulk,
}

/// <summary>How far a job is.</summary>
public enum JobStatus
{
    /// <summary>An import whose file is there and whose columns are being mapped.</summary>
    Draft,

    /// <summary>For a node to begin with it.</summary>
    Waiting,

    Running,

    Done,

    /// <summary>Stopped by a person. What had been done stays.</summary>
    Cancelled,

    /// <summary>Stopped by a fault, which is told.</summary>
    Failed,
}
