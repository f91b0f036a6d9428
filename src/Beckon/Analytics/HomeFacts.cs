namespace Beckon.Analytics;

/// <summary>What the home screen is made of, as read.</summary>
public sealed record HomeFacts
{
    public required IReadOnlyDictionary<DateOnly, long> Events { get; init; }
    public required long EventsBefore { get; init; }
    public required IReadOnlyDictionary<DateOnly, long> Messages { get; init; }
    public required long MessagesBefore { get; init; }
    public required IReadOnlyDictionary<DateOnly, Recovered> Recovered { get; init; }
    public required Recovered RecoveredBefore { get; init; }
    public required HomeState State { get; init; }
}

/// <summary>Delivered orders that are credited to messages.</summary>
public readonly record struct Recovered(long Orders, decimal Revenue);

/// <summary>How a workspace stands.</summary>
public sealed record HomeState
{
    public long Contacts { get; init; }
    public bool HasSource { get; init; }
    public bool HasEvent { get; init; }
    public bool HasCampaign { get; init; }
    public bool WasLive { get; init; }

    /// <summary>The name of a campaign that is live now; null when none is.</summary>
    public string? LiveCampaign { get; init; }
    public bool AnybodySubscribed { get; init; }
    public bool SendsByEmail { get; init; }
    public long DeadLetters { get; init; }
    public long MessagesInTrouble { get; init; }
    public long Conflicts { get; init; }
}
