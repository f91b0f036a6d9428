namespace Beckon.Delivery;

/// <summary>What a provider's answer means for a message. Pure; the jitter comes in as a value between 0 and 1.</summary>
public static class RetryRules
{
    /// <summary>At most so often is a message handed over while it is in doubt: a server that never answers would else deliver it all day long.</summary>
    public const int MostInDoubt = 3;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // RFC 5321 §4.5.4.1 asks for days; a reminder of a cart is of no use after one.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    public static MessageOutcome Apply(HandOver attempt, ProviderResult result, double jitter)
    {
        var outcome = new MessageOutcome
        {
            MessageId = attempt.Message.Id,
            ContactId = attempt.Message.Recipient.ContactId,
            Status = "",
            Address = attempt.Message.Address,
            Subject = attempt.Subject,
            Provider = attempt.Provider,
            Reply = result.Reply,
            HandedAt = result.HandedAt,
            IsAttempt = true,
        };
        return result.Outcome switch
        {
            ProviderOutcome.Accepted => outcome with { Status = "sent", SentAt = result.HandedAt, Trace = [new("handed to the provider", attempt.Provider, true)] },
            ProviderOutcome.BadAddress => outcome with { Status = "bounced", Reason = "bad_address", Detail = result.Reply },
            ProviderOutcome.OptedOut => OptedOut(outcome, result),
            ProviderOutcome.Refused => outcome with { Status = "failed", Reason = "refused", Detail = result.Reply },
            ProviderOutcome.Uncertain => InDoubt(outcome, attempt, result, jitter),
            ProviderOutcome.Deferred => Again(outcome with { Reason = "deferred", Detail = result.Reply }, attempt, result, jitter),
            ProviderOutcome.Misconfigured => Unharmed(outcome with { Reason = "misconfigured", Detail = result.Reply }, result, jitter),
            ProviderOutcome.Unreachable => Unharmed(outcome with { Reason = "unreachable", Detail = result.Reply }, result, jitter),
            ProviderOutcome.NotTried => outcome with { Status = "queued", HandedAt = null, Provider = null, Reply = null, IsAttempt = false },
        };
    }

    private static MessageOutcome OptedOut(MessageOutcome outcome, ProviderResult result) => outcome with
    {
        Status = "skipped",
        Reason = Reasons.Of(SkipReason.Unsubscribed),
        Detail = result.Reply,
        HandedAt = null,
        HasOptedOut = true,
        Trace = [new("has not told the provider to stop", result.Reply, false)],
    };

    private static MessageOutcome InDoubt(MessageOutcome outcome, HandOver attempt, ProviderResult result, double jitter)
    {
        var doubtful = outcome with { Reason = "no_answer", Detail = result.Reply, Trace = [new("the provider said that it took it", "no answer", false)] };
        return attempt.WhenInterrupted == WhenInterrupted.AtLeastOnce && attempt.Message.Attempts + 1 < MostInDoubt
            ? Queued(doubtful, result.HandedAt + Wait(attempt.Message.Attempts, jitter))
            : doubtful with { Status = "uncertain" };
    }

    private static MessageOutcome Again(MessageOutcome outcome, HandOver attempt, ProviderResult result, double jitter)
    {
        var since = attempt.Message.DeferredSince ?? result.HandedAt;
        return result.HandedAt - since > GiveUpAfter
            ? outcome with { Status = "failed" }
            : Queued(outcome, result.HandedAt + Wait(attempt.Message.Attempts, jitter)) with { DeferredSince = since };
    }

    // The server's trouble costs the message neither an attempt nor its day. It goes behind those that were not tried, so that none can stand in the others' way.
    private static MessageOutcome Unharmed(MessageOutcome outcome, ProviderResult result, double jitter) =>
        Queued(outcome, result.HandedAt + Wait(0, jitter)) with { HandedAt = null, IsAttempt = false };

    private static MessageOutcome Queued(MessageOutcome outcome, DateTimeOffset due) => outcome with { Status = "queued", DueAt = due };

    /// <summary>10 s, 20 s, 40 s … up to an hour, spread by half so that a server that comes back is not met by all at once.</summary>
    public static TimeSpan Wait(int attempts, double jitter)
    {
        var wait = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (0.75 + jitter / 2));
    }
}

/// <summary>A message that is handed over: what it is called, to which provider it goes, and what the workspace wants if it remains in doubt.</summary>
public sealed record HandOver(DueMessage Message, string Subject, string Provider, WhenInterrupted WhenInterrupted);
