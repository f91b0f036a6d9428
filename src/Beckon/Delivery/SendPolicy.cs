namespace Beckon.Delivery;

/// <summary>Decides whether a message may go out. Pure; asked when the message is made and again at the instant of sending.</summary>
public static class SendPolicy
{
    /// <summary>May this person be written to at all?</summary>
    public static Verdict MayWrite(Recipient recipient)
    {
        var trace = new List<TraceLine>
        {
            new("has an e-mail address", recipient.Address is null ? "none" : "yes", recipient.Address is not null),
        };
        if (recipient.Address is null) return new Verdict(SkipReason.NoAddress, trace);

        SkipReason? reason = recipient.Consent switch
        {
            "subscribed" => null,
            "unsubscribed" => SkipReason.Unsubscribed,
            "pending" => SkipReason.OptInPending,
            _ => SkipReason.NotSubscribed,
        };
        trace.Add(new TraceLine("is subscribed to e-mail", recipient.Consent, reason is null));
        if (reason is not null) return new Verdict(reason, trace);

        trace.Add(new TraceLine("address is not suppressed", recipient.Suppression ?? "clear", recipient.Suppression is null));
        return new Verdict(recipient.Suppression is null ? null : SkipReason.Suppressed, trace);
    }

    /// <summary>The whole question at the instant of sending: the person, and whether they bought meanwhile.</summary>
    public static Verdict MaySend(Recipient recipient, ExitRule exit, bool bought)
    {
        var verdict = MayWrite(recipient);
        if (verdict.Reason is not null || exit == ExitRule.None) return verdict;
        return new Verdict(
            bought ? SkipReason.Bought : null,
            [.. verdict.Trace, new TraceLine("has not bought since", bought ? "bought" : "no order", !bought)]);
    }
}

/// <summary>The answer: no reason to skip means send.</summary>
public sealed record Verdict(SkipReason? Reason, IReadOnlyList<TraceLine> Trace)
{
    public bool Send => Reason is null;
}

/// <summary>What takes somebody out of a flow before its message.</summary>
public enum ExitRule
{
    None,

    /// <summary>The cart was bought, or the contact placed any order since the trigger.</summary>
    CartBought,
}
