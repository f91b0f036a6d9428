namespace Beckon.Client.Sending;

/// <summary>How long to wait before the next attempt.</summary>
internal static class Pause
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="attempt">How many attempts have failed before, 0 after the first.</param>
    /// <param name="asked">What the server asks for; never less than that, up to ten minutes.</param>
    /// <param name="most">The longest pause otherwise.</param>
    /// <param name="chance">0 to 1: half of the pause is left to it, so that many senders do not come back at once.</param>
    public static TimeSpan After(int attempt, TimeSpan? asked, TimeSpan most, double chance)
    {
        var full = First.TotalSeconds * Math.Pow(2, Math.Min(attempt, 20));
        var own = TimeSpan.FromSeconds(Math.Min(full, most.TotalSeconds) * (0.5 + chance / 2));
        if (asked is not { } wanted || wanted <= own) return own;
        // Those who were told the same moment are spread behind it.
        var spread = wanted + TimeSpan.FromSeconds(Math.Min(wanted.TotalSeconds / 10, 1) * chance);
        return spread < Longest ? spread : Longest;
    }
}
