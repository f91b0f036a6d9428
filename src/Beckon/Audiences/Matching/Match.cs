namespace Beckon.Audiences.Matching;

/// <summary>Whether a contact fits, and until when that cannot change by time alone.</summary>
/// <param name="Is">Whether they fit.</param>
/// <param name="Until">The first moment at which it may be otherwise without any event; null: never.</param>
public readonly record struct Match(bool Is, DateTimeOffset? Until)
{
    public static Match Yes { get; } = new(true, null);

    public static Match No { get; } = new(false, null);

    public static Match Of(bool fits) => fits ? Yes : No;

    public Match Not => new(!Is, Until);

    /// <summary>One of the two holds.</summary>
    public Match Or(Match other) => (Is, other.Is) switch
    {
        (true, true) => new(true, Until is null || other.Until is null ? null : Until > other.Until ? Until : other.Until),
        (true, false) => this,
        (false, true) => other,
        (false, false) => new(false, Earlier(Until, other.Until)),
    };

    /// <summary>The earlier of two moments; null: never.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    /// <summary>
    /// Everything holds, or something does not: then it stays so as long as any of what does not hold, so that the last of their moments counts.
    /// </summary>
    internal static Match All(Func<ContactFacts, Match>[] parts, ContactFacts facts)
    {
        var (fails, until, failsUntil) = (false, default(DateTimeOffset?), default(DateTimeOffset?));
        foreach (var part in parts)
        {
            var match = part(facts);
            if (match.Is)
            {
                until = Earlier(until, match.Until);
                continue;
            }
            if (match.Until is null) return No;
            if (!fails || match.Until > failsUntil) failsUntil = match.Until;
            fails = true;
        }
        return fails ? new Match(false, failsUntil) : new Match(true, until);
    }

    internal static Match Any(Func<ContactFacts, Match>[] parts, ContactFacts facts)
    {
        var (holds, until, holdsUntil) = (false, default(DateTimeOffset?), default(DateTimeOffset?));
        foreach (var part in parts)
        {
            var match = part(facts);
            if (!match.Is)
            {
                until = Earlier(until, match.Until);
                continue;
            }
            if (match.Until is null) return Yes;
            if (!holds || match.Until > holdsUntil) holdsUntil = match.Until;
            holds = true;
        }
        return holds ? new Match(true, holdsUntil) : new Match(false, until);
    }
}
