using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows;

/// <summary>
/// Decides what a flow makes of an event: pure, so that production, previews and explanations run the same code. Ids come in as a function
/// because two runs of the same decision must be able to agree on them.
/// </summary>
public sealed class FlowRunner(Func<Guid> newId)
{
    /// <summary>The run that this event starts, begun or skipped with its reason; null when the flow does not listen to it.</summary>
    public FlowRun? Start(LiveFlow flow, TriggerFacts facts, DateTimeOffset now)
    {
        var e = facts.Event;
        if (e.Name != flow.Definition.Trigger) return null;

        var trace = new List<TraceLine> { new("trigger", e.Name, true) };
        var reason = WhyNot(flow.Definition, facts, trace);
        var verdict = reason is null ? SendPolicy.MayWrite(facts.Recipient) : null;
        if (verdict is not null) trace.AddRange(verdict.Trace);

        var runId = newId();
        return new FlowRun
        {
            Id = runId,
            Flow = flow,
            ContactId = facts.Recipient.ContactId,
            Key = facts.Cart?.ExternalId ?? "",
            EventId = e.Id,
            Skipped = reason,
            Trace = trace,
            Messages = [.. flow.Definition.Steps.Select(step => Message(flow, step, runId, facts, reason ?? verdict?.Reason, trace))],
            StartedAt = now,
        };
    }

    private static SkipReason? WhyNot(FlowDefinition definition, TriggerFacts facts, List<TraceLine> trace)
    {
        var e = facts.Event;
        trace.Add(new TraceLine("is news, not loaded history", e.Replayed ? "replay" : e.Backfill ? "history" : "news", !e.Replayed && !e.Backfill));
        // The fence: what is replayed has had its chance to send, whatever became of it.
        if (e.Replayed) return SkipReason.Replay;
        if (e.Backfill) return SkipReason.Backfill;

        // An event that had to be mended first is as old as that makes it.
        var age = (e.Retry?.At ?? e.ReceivedAt) - e.OccurredAt;
        var fresh = age <= definition.MaxAge;
        trace.Add(new TraceLine($"heard of within {Words(definition.MaxAge)}", Words(age), fresh));
        if (!fresh) return SkipReason.TooOld;
        if (definition.ExitRule != ExitRule.CartBought || facts.Cart is not { } cart) return null;

        // A late report does not move a cart back: what counts is where the cart stands, not what the event said.
        var abandoned = cart.Status == CartStatus.Abandoned;
        trace.Add(new TraceLine("cart is abandoned", cart.Status.ToString().ToLowerInvariant(), abandoned));
        return abandoned ? null : SkipReason.CartNotAbandoned;
    }

    private static NewMessage Message(
        LiveFlow flow, SendStep step, Guid runId, TriggerFacts facts, SkipReason? skipped, IReadOnlyList<TraceLine> trace)
    {
        return new NewMessage
        {
            Id = MessageId.Of(runId, step.Id, Channel.Email),
            CampaignId = flow.Definition.CampaignId,
            FlowId = flow.Id,
            FlowVersion = flow.Version,
            RunId = runId,
            Step = step.Id,
            ContactId = facts.Recipient.ContactId,
            ContentId = step.ContentId,
            ExitRule = flow.Definition.ExitRule,
            CartId = facts.Cart?.Id,
            EventId = facts.Event.Id,
            EventReceivedAt = facts.Event.ReceivedAt,
            TriggeredAt = facts.Event.OccurredAt,
            Skipped = skipped,
            Trace = trace,
        };
    }

    private static string Words(TimeSpan span) => span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : span.TotalMinutes >= 2 ? $"{(int)span.TotalMinutes} minutes"
        : $"{Math.Max(0, (int)span.TotalSeconds)} seconds";
}

/// <summary>What a flow needs to know to decide about one event.</summary>
public sealed record TriggerFacts(CanonicalEvent Event, Recipient Recipient, Cart? Cart);
