namespace Beckon.Integrations.Fetching;

/// <summary>When a fetch that failed is tried again. Pure; the jitter comes in as a value between 0 and 1.</summary>
public static class FetchRules
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // As long as platforms themselves repeat a call that nobody answers.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(48);

    /// <summary>2 s, 4 s, 8 s … up to an hour, spread by half; null when it is given up.</summary>
    public static DateTimeOffset? NextTry(PendingFetch fetch, DateTimeOffset now, double jitter)
    {
        if (now - fetch.ReceivedAt >= GiveUpAfter) return null;
        var wait = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(fetch.Attempts, 20)), Longest.TotalSeconds);
        return now + TimeSpan.FromSeconds(wait * (0.75 + jitter / 2));
    }
}
