using System.Globalization;
using Beckon.Contacts;

namespace Beckon.Delivery;

/// <summary>Decides whether a message may go out, and when. Pure; asked when the message is made and again at the instant of sending.</summary>
public static class SendPolicy
{
    /// <summary>May this person be written to on a channel at all?</summary>
    public static Verdict MayWrite(Recipient recipient, Channel channel)
    {
        var reach = recipient.On(channel);
        var trace = new List<TraceLine>
        {
            new(channel == Channel.Email ? "has an e-mail address" : "has a phone number", reach.Address is null ? "none" : "yes", reach.Address is not null),
        };
        if (reach.Address is null) return new Verdict(SkipReason.NoAddress, trace);

        SkipReason? reason = reach.Consent switch
        {
            "subscribed" => null,
            "unsubscribed" => SkipReason.Unsubscribed,
            "pending" => SkipReason.OptInPending,
            _ => SkipReason.NotSubscribed,
        };
        trace.Add(new TraceLine(channel == Channel.Email ? "is subscribed to e-mail" : "is subscribed to SMS", reach.Consent, reason is null));
        if (reason is not null) return new Verdict(reason, trace);

        trace.Add(new TraceLine(channel == Channel.Email ? "address is not suppressed" : "number is not suppressed", reach.Suppression ?? "clear", reach.Suppression is null));
        return new Verdict(reach.Suppression is null ? null : SkipReason.Suppressed, trace);
    }

    /// <summary>The question at the instant of sending: the person, and whether they bought meanwhile.</summary>
    public static Verdict MaySend(Recipient recipient, Channel channel, ExitRule exit, bool bought)
    {
        var verdict = MayWrite(recipient, channel);
        if (verdict.Reason is not null || exit == ExitRule.None) return verdict;
        return new Verdict(
            bought ? SkipReason.Bought : null,
            [.. verdict.Trace, new TraceLine("has not bought since", bought ? "bought" : "no order", !bought)]);
    }

    /// <summary>When may it go out, by the rules of the workspace: now, at the earliest moment at which nothing stands against it, or never.</summary>
    /// <param name="limits">How the message takes the rules.</param>
    /// <param name="state">The rules, and what counts.</param>
    /// <param name="channel">What it would go out on.</param>
    /// <param name="heldSince">Since when they put it off; null: they did not yet.</param>
    /// <param name="now">The moment.</param>
    public static Timing When(SendLimits limits, SendingState state, Channel channel, DateTimeOffset? heldSince, DateTimeOffset now)
    {
        if (limits == SendLimits.Ignore || !state.Rules.Any) return Timing.Now;
        var caps = CapsOf(state, channel);
        var (at, trace) = (now, new List<TraceLine>());
        var reason = default(SkipReason?);
        while (Against(state, caps, at) is { } hindrance)
        {
            reason ??= hindrance.Reason;
            if (at == now || hindrance.Reason != reason) trace.Add(new TraceLine(hindrance.Rule, hindrance.Seen, false));
            at = hindrance.Until;
        }
        if (reason is null) return Timing.Now;
        var drop = limits == SendLimits.Drop || (limits == SendLimits.Workspace && state.Rules.WhenHeld == WhenHeld.Drop);
        if (drop) return new Timing(null, reason, trace);
        var longest = (heldSince ?? now).AddHours(state.Rules.MostHours);
        return at > longest
            ? new Timing(null, reason, [.. trace, new TraceLine($"waits {state.Rules.MostHours} hours at most", $"could go out on {Utc(at)}", false)])
            : new Timing(at, reason, [.. trace, new TraceLine("waits until it may go out", Utc(at), true)]);
    }

    // The caps that such a message falls under, each with what it counts, the latest first.
    private static List<(FrequencyCap Cap, List<DateTimeOffset> Sent)> CapsOf(SendingState state, Channel channel) =>
    [
        .. state.Rules.Caps.Where(cap => cap.Counts(channel))
            .Select(cap => (cap, state.Sent.Where(sent => cap.Counts(sent.Channel)).Select(sent => sent.At).OrderDescending().ToList())),
    ];

    private static (SkipReason Reason, string Rule, string Seen, DateTimeOffset Until)? Against(
        SendingState state, List<(FrequencyCap Cap, List<DateTimeOffset> Sent)> caps, DateTimeOffset at)
    {
        if (state.Rules.QuietHours is { } quiet && quiet.EndAt(at, state.Zone) is { } end)
        {
            var seen = TimeZoneInfo.ConvertTime(at, state.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);
            return (SkipReason.QuietHours, $"is not in quiet hours ({quiet.From:HH:mm} to {quiet.Until:HH:mm} in {state.Zone.Id})", seen, end);
        }
        foreach (var (cap, sent) in caps)
        {
            if (sent.Count < cap.Messages || sent[cap.Messages - 1].AddHours(cap.Hours) is var free && free <= at) continue;
            return (SkipReason.FrequencyCap, $"has not had {cap.Words()} yet", $"{sent.Count(one => one > at.AddHours(-cap.Hours))}", sent[cap.Messages - 1].AddHours(cap.Hours));
        }
        return null;
    }

    private static string Utc(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}

/// <summary>The answer: no reason to skip means send.</summary>
public sealed record Verdict(SkipReason? Reason, IReadOnlyList<TraceLine> Trace)
{
    public bool Send => Reason is null;
}

/// <summary>When a message may go out.</summary>
/// <param name="Until">Not before; null together with a reason: never.</param>
/// <param name="Reason">What stands against it now; null: nothing, it goes out.</param>
/// <param name="Trace">The rules that stand against it, with what was seen.</param>
public sealed record Timing(DateTimeOffset? Until, SkipReason? Reason, IReadOnlyList<TraceLine> Trace)
{
    public static Timing Now { get; } = new(null, null, []);
}

/// <summary>What takes somebody out of a flow before its message.</summary>
public enum ExitRule
{
    None,

    /// <summary>The cart was bought, or the contact placed any order since the trigger.</summary>
    CartBought,
}
