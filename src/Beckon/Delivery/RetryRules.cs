namespace Beckon.Delivery;

/// <summary>What a provider's answer means for a message. Pure; the jitter comes in as a value between 0 and 1.</summary>
public static class RetryRules
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // RFC 5321 §4.5.4.1 asks for days; a reminder of a cart is of no use after one.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    public static MessageOutcome Apply(DueMessage message, string subject, string provider, ProviderResult result, double jitter)
    {
        var outcome = new MessageOutcome
        {
            MessageId = message.Id,
            ContactId = message.Recipient.ContactId,
            Status = "",
            Address = message.Recipient.Address,
            Subject = subject,
            Provider = provider,
            Reply = result.Reply,
            HandedAt = result.HandedAt,
        };
        return result.Outcome switch
        {
            ProviderOutcome.Accepted => outcome with { Status = "sent", SentAt = result.HandedAt, Trace = [new("handed to the provider", provider, true)] },
            ProviderOutcome.BadAddress => outcome with { Status = "bounced", Reason = "bad_address", Detail = result.Reply },
            ProviderOutcome.Refused => outcome with { Status = "failed", Reason = "refused", Detail = result.Reply },
            ProviderOutcome.Uncertain => outcome with { Status = "uncertain", Reason = "no_answer", Detail = result.Reply },
            ProviderOutcome.Deferred => Again(outcome, message, result, "deferred", jitter),
            ProviderOutcome.Misconfigured => Again(outcome, message, result, "misconfigured", jitter),
        };
    }

    private static MessageOutcome Again(MessageOutcome outcome, DueMessage message, ProviderResult result, string reason, double jitter)
    {
        if (result.HandedAt - message.CreatedAt > GiveUpAfter) return outcome with { Status = "failed", Reason = reason, Detail = result.Reply };
        return outcome with { Status = "queued", Reason = reason, Detail = result.Reply, DueAt = result.HandedAt + Wait(message.Attempts, jitter) };
    }

    /// <summary>10 s, 20 s, 40 s … up to an hour, spread by half so that a server that comes back is not met by all at once.</summary>
    public static TimeSpan Wait(int attempts, double jitter)
    {
        var wait = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (0.75 + jitter / 2));
    }
}
