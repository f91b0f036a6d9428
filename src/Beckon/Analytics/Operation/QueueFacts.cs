namespace Beckon.Analytics.Operation;

/// <summary>What waits for a workspace at one moment. Counting stops at <see cref="Most"/>: beyond that nobody needs the exact number.</summary>
public sealed record QueueFacts
{
    public const int Most = 10_000;

    public static QueueFacts Empty { get; } = new();

    /// <summary>Events in the inbox; of at most <see cref="Most"/> rows, each of which holds up to 500.</summary>
    public long Events { get; init; }

    /// <summary>There are more than were counted.</summary>
    public bool MoreEvents { get; init; }

    /// <summary>How long the oldest has been waiting; null when nothing waits.</summary>
    public TimeSpan? OldestEvent { get; init; }

    /// <summary>Messages whose time to be sent has come.</summary>
    public long Messages { get; init; }

    /// <summary>For how long the first of them has been due; null when none is.</summary>
    public TimeSpan? OldestMessage { get; init; }

    /// <summary>Messages that are to be sent later, such as those that a mail server asked to bring again.</summary>
    public long Later { get; init; }

    /// <summary>Runs of flows that wait for their time.</summary>
    public long Runs { get; init; }

    /// <summary>For how long the first of those has been due that should have gone on; null when all are in time.</summary>
    public TimeSpan? OldestRun { get; init; }

    /// <summary>Events set aside.</summary>
    public long DeadLetters { get; init; }
}
