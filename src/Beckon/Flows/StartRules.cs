using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Beckon.Delivery;
using Beckon.Events;

namespace Beckon.Flows;

/// <summary>Who comes into a flow. Pure.</summary>
public static class StartRules
{
    /// <summary>Where a run stands that has yet to be let in.</summary>
    public const string Door = "";

    private const decimal All = 100;

    /// <summary>Why nothing begins, as far as the event and what is known of earlier runs tell; each decision is added to the trace.</summary>
    public static SkipReason? WhyNot(LiveFlow flow, TriggerFacts facts, List<TraceLine> trace)
    {
        var (e, definition) = (facts.Event, flow.Definition);
        trace.Add(new TraceLine("is news, not loaded history", e.Replayed ? "replay" : e.Backfill ? "history" : "news", !e.Replayed && !e.Backfill));
        // The fence: what is replayed has had its chance to send, whatever became of it.
        if (e.Replayed) return SkipReason.Replay;
        if (e.Backfill) return SkipReason.Backfill;

        // An event that had to be mended first is as old as that makes it.
        var heard = e.Retry?.At ?? e.ReceivedAt;
        var fresh = heard <= definition.MaxAge.After(e.OccurredAt);
        trace.Add(new TraceLine($"heard of within {definition.MaxAge}", Words(heard - e.OccurredAt), fresh));
        if (!fresh) return SkipReason.TooOld;
        if (WhyNotAgain(definition, facts, trace) is { } again) return again;
        if (IsHeldOut(flow.Id, facts.Recipient.ContactId, definition.HoldoutPercent))
        {
            trace.Add(new TraceLine($"is not in the {definition.HoldoutPercent:0.##} % left out", "left out", false));
            return SkipReason.Holdout;
        }
        if (!definition.Exits.Bought || facts.Cart is not { } cart) return null;

        // A late report does not move a cart back: what counts is where the cart stands, not what the event said.
        var abandoned = cart.Status == CartStatus.Abandoned;
        trace.Add(new TraceLine("cart is abandoned", cart.Status.ToString().ToLowerInvariant(), abandoned));
        return abandoned ? null : SkipReason.CartNotAbandoned;
    }

    /// <summary>
    /// Whether somebody who was not let in is only counted. Of a flow that people come to with every step on a site there would be a row for each; that they
    /// are in it or have been, their other runs show. Loaded history is nobody's coming at all.
    /// </summary>
    public static bool IsOnlyCounted(SkipReason reason, FlowDefinition definition) => definition.CampaignId is null
        && reason is (SkipReason.AlreadyIn or SkipReason.AlreadyBeen or SkipReason.Backfill or SkipReason.Replay);

    /// <summary>Whether a contact is among those who are left out so that it can be seen what a flow brings about: always the same ones.</summary>
    public static bool IsHeldOut(Guid flowId, Guid contactId, decimal percent) => percent > 0 && Draw($"holdout\n{flowId:n}\n{contactId:n}") < percent;

    /// <summary>0 to 100, evenly, and always the same for the same name.</summary>
    public static decimal Draw(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) * All / 0x1_0000_0000L;
    }

    private static SkipReason? WhyNotAgain(FlowDefinition definition, TriggerFacts facts, List<TraceLine> trace)
    {
        var last = facts.LastEntered;
        var (rule, holds, reason) = definition.Reentry switch
        {
            { Mode: ReentryMode.NotWhileActive } => ("is not in the flow", !facts.IsIn, SkipReason.AlreadyIn),
            { Mode: ReentryMode.Once } => ("has not been in the flow", last is null, SkipReason.AlreadyBeen),
            { Mode: ReentryMode.OncePerPeriod, Period: { } period } =>
                ($"has not been in the flow for {period}", last is null || period.After(last.Value) <= facts.Event.ReceivedAt, SkipReason.AlreadyBeen),
            _ => ("", true, default(SkipReason)),
        };
        if (rule.Length == 0) return null;
        var seen = definition.Reentry.Mode == ReentryMode.NotWhileActive ? facts.IsIn ? "is in it" : "is not" : last is { } at ? $"came in on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "never";
        trace.Add(new TraceLine(rule, seen, holds));
        return holds ? null : reason;
    }

    private static string Words(TimeSpan span) => span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : span.TotalMinutes >= 2 ? $"{(int)span.TotalMinutes} minutes"
        : $"{Math.Max(0, (int)span.TotalSeconds)} seconds";
}
