namespace Beckon.Privacy;

/// <summary>Somebody's wish to be forgotten, and how far it is.</summary>
public sealed record Erasure
{
    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Null: nobody is known by what was given.</summary>
    public Guid? ContactId { get; init; }

    public required ErasureStatus Status { get; init; }

    public required ErasureReason Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The last row of arrivals that takes effect before.</summary>
    public long? AfterInbox { get; init; }

    /// <summary>From then on nothing that arrives is theirs.</summary>
    public DateTimeOffset? DetachedAt { get; init; }

    /// <summary>Who it is, sealed; null when it is done.</summary>
    public byte[]? Person { get; init; }

    /// <summary>How much the present stage has to look at, as far as it was counted, and how much it has.</summary>
    public long Total { get; init; }

    public long Done { get; init; }

    public required DateTimeOffset StageSince { get; init; }

    /// <summary>The last request that was searched.</summary>
    public Guid? Position { get; init; }

    /// <summary>By table, how many rows were erased or emptied.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    public string? Error { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public Erasure Counting(string table, long rows) => rows == 0
        ? this
        : this with { Counts = new Dictionary<string, long>(Counts, StringComparer.Ordinal) { [table] = Counts.GetValueOrDefault(table) + rows } };
}

/// <summary>How far an erasure is.</summary>
public enum ErasureStatus
{
    /// <summary>Asked for.</summary>
    Waiting,

    /// <summary>What had arrived before takes effect first, to be erased with the rest.</summary>
    Ready,

    /// <summary>The contact is gone; their history is being erased.</summary>
    Clearing,

    /// <summary>The requests that were received are being searched for them.</summary>
    Searching,

    Done,
}

/// <summary>Why somebody is erased. Words of a list, because a text would soon say who it was.</summary>
public enum ErasureReason
{
    /// <summary>They asked the shop.</summary>
    PersonAsked,

    /// <summary>They asked, and the shop's platform passed it on.</summary>
    PlatformAsked,

    /// <summary>The shop has no use for it any more.</summary>
    NoLongerNeeded,

    /// <summary>They do not exist.</summary>
    TestData,
}
