namespace Beckon.Analytics.Operation;

/// <summary>What waited for a workspace over the last hour.</summary>
public sealed class QueueHour(DateTimeOffset since)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private DateTimeOffset _noted = since;

    public RecentHour Events { get; } = new(since);

    public RecentHour Messages { get; } = new(since);

    public void Note(DateTimeOffset now, QueueFacts facts)
    {
        Events.Raise(now, facts.Events);
        Messages.Raise(now, facts.Messages);
        _noted = now;
    }

    /// <summary>Nothing has waited for an hour: there is nothing to remember.</summary>
    public bool IsQuiet(DateTimeOffset now) => now - _noted > Remembered;
}
