namespace Beckon.Delivery;

/// <summary>
/// When a channel stops handing over because its server is in trouble, and when it tries again. Pure; the jitter comes in as a value between 0
/// and 1. What a server says about one message (a bad address, a refusal, "later") is proof that it works.
/// </summary>
public static class CircuitRules
{
    /// <summary>So many failures in a row are the server's, whatever the message.</summary>
    public const int FailuresToOpen = 3;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>How many messages may be handed over now: all that were asked for, one to probe with, or none.</summary>
    public static int MostNow(Circuit circuit, DateTimeOffset now, int asked)
    {
        if (circuit.NextTryAt is not { } next) return asked;
        return next <= now ? 1 : 0;
    }

    /// <summary>Is the server at fault? A hand-over without an answer counts: going on would leave every message in doubt.</summary>
    public static bool IsServers(ProviderOutcome outcome) => outcome switch
    {
        ProviderOutcome.Unreachable or ProviderOutcome.Misconfigured or ProviderOutcome.Uncertain => true,
        ProviderOutcome.Accepted or ProviderOutcome.BadAddress or ProviderOutcome.OptedOut or ProviderOutcome.Refused or ProviderOutcome.Deferred or ProviderOutcome.NotTried => false,
    };

    /// <summary>The state after results, in the order in which they came.</summary>
    public static Circuit After(Circuit before, IEnumerable<ProviderResult> results, DateTimeOffset now, double jitter)
    {
        var circuit = before;
        var failed = false;
        foreach (var result in results.Where(result => result.Outcome != ProviderOutcome.NotTried))
        {
            failed = IsServers(result.Outcome);
            circuit = failed ? circuit with { Failures = circuit.Failures + 1, Since = circuit.Since ?? now, Error = result.Reply } : Circuit.Closed;
        }
        // Stragglers of the hand-over that opened it tell nothing new.
        if (!failed || circuit.Failures < FailuresToOpen || circuit.NextTryAt > now) return circuit;
        return circuit with { Openings = circuit.Openings + 1, NextTryAt = now + Wait(circuit.Openings, jitter) };
    }

    /// <summary>10 s, 20 s, 40 s … up to 5 minutes, spread by half so that many shops do not come back to one server at once.</summary>
    public static TimeSpan Wait(int openings, double jitter) =>
        Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(openings, 10)), Longest.TotalSeconds) * (0.75 + jitter / 2) * TimeSpan.FromSeconds(1);
}
