using System.Diagnostics;
using System.Globalization;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows;

/// <summary>
/// Decides what a flow makes of an event, and of a time that has come: pure, so that production, previews and explanations run the same code.
/// Ids come in, or are made of those that do, because two makings of the same decision must be able to agree on them.
/// </summary>
public static class FlowRunner
{
    /// <summary>
    /// The run that this event starts, gone on with until its first wait or its end, or skipped with its reason; null when the flow does not
    /// listen to the event.
    /// </summary>
    public static FlowTurn? Start(LiveFlow flow, TriggerFacts facts, Guid runId, DateTimeOffset now)
    {
        var e = facts.Event;
        if (e.Name != flow.Definition.Trigger) return null;

        var trace = new List<TraceLine> { new("trigger", e.Name, true) };
        var reason = WhyNot(flow.Definition, facts, trace);
        var run = new FlowRun
        {
            Id = runId,
            FlowId = flow.Id,
            FlowVersion = flow.Version,
            ContactId = facts.Recipient.ContactId,
            Key = facts.Cart?.ExternalId ?? "",
            CartId = facts.Cart?.Id,
            EventId = e.Id,
            EventReceivedAt = e.ReceivedAt,
            TriggeredAt = e.OccurredAt,
            Status = FlowRunStatus.Completed,
            Trace = trace,
            StartedAt = now,
        };
        // By the event's own times, so that it comes to the same whenever it is processed.
        return reason is { } why
            ? Stop(run with { Status = FlowRunStatus.Skipped, Reason = why }, flow.Definition)
            : GoOn(run, flow.Definition, facts.Recipient, (e.OccurredAt, e.ReceivedAt));
    }

    /// <summary>The wait of a run is over: whatever may have changed meanwhile is asked again, and it goes on until its next wait or its end.</summary>
    public static FlowTurn Resume(FlowRun run, FlowDefinition definition, ResumeFacts facts, DateTimeOffset now)
    {
        if (!facts.Live) return End(run, definition, SkipReason.Paused);
        if (facts.Restarted) return End(run, definition, SkipReason.Restarted);
        if (definition.ExitRule == ExitRule.None) return GoOn(run, definition, facts.Recipient, (now, now));
        if (facts.Bought) return End(run, definition, SkipReason.Bought);
        var asked = run with { Trace = [.. run.Trace, new TraceLine("has not bought since", "no order", true)] };
        return GoOn(asked, definition, facts.Recipient, (now, now));
    }

    /// <summary>The run ends before its last step; the messages it would have come to are recorded as skipped.</summary>
    public static FlowTurn End(FlowRun run, FlowDefinition definition, SkipReason reason)
    {
        var line = reason switch
        {
            SkipReason.Bought => new TraceLine("has not bought since", "bought", false),
            SkipReason.Restarted => new TraceLine("is the latest abandonment of the cart", "abandoned again", false),
            SkipReason.Paused => new TraceLine("campaign is live", "paused", false),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This does not end a run."),
        };
        return Stop(run with { Status = FlowRunStatus.Exited, Reason = reason, Trace = [.. run.Trace, line] }, definition);
    }

    private static FlowTurn Stop(FlowRun run, FlowDefinition definition) =>
        new(run, [.. Remaining(run, definition).OfType<SendStep>().Select(step => Message(run, definition, step, run.Reason))]);

    private static FlowTurn GoOn(FlowRun run, FlowDefinition definition, Recipient recipient, (DateTimeOffset From, DateTimeOffset Now) clock)
    {
        var messages = new List<NewMessage>();
        foreach (var step in Remaining(run, definition))
        {
            switch (step)
            {
                case WaitStep wait:
                    var due = clock.From + wait.Duration;
                    var until = due.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                    run = run with { Step = wait.Id, DueAt = due, Trace = [.. run.Trace, new($"waits {Exactly(wait.Duration)}", $"until {until} UTC", true)] };
                    if (due > clock.Now) return new FlowTurn(run with { Status = FlowRunStatus.Waiting }, messages);
                    clock.From = due;
                    break;
                case SendStep send:
                    var verdict = SendPolicy.MayWrite(recipient);
                    run = run with { Trace = [.. run.Trace, .. verdict.Trace] };
                    messages.Add(Message(run, definition, send, verdict.Reason));
                    clock.From = clock.Now;
                    break;
                default: throw new UnreachableException();
            }
        }
        return new FlowTurn(run with { Status = FlowRunStatus.Completed }, messages);
    }

    private static IEnumerable<FlowStep> Remaining(FlowRun run, FlowDefinition definition)
    {
        if (run.Step is null) return definition.Steps;
        return definition.Steps.Any(step => step.Id == run.Step)
            ? definition.Steps.SkipWhile(step => step.Id != run.Step).Skip(1)
            : throw new InvalidDataException($"Its version of the flow has no step “{run.Step}”.");
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

    private static NewMessage Message(FlowRun run, FlowDefinition definition, SendStep step, SkipReason? skipped) => new()
    {
        Id = MessageId.Of(run.Id, step.Id, Channel.Email),
        CampaignId = definition.CampaignId,
        FlowId = run.FlowId,
        FlowVersion = run.FlowVersion,
        RunId = run.Id,
        Step = step.Id,
        ContactId = run.ContactId,
        ContentId = step.ContentId,
        ExitRule = definition.ExitRule,
        CartId = run.CartId,
        EventId = run.EventId,
        EventReceivedAt = run.EventReceivedAt,
        TriggeredAt = run.TriggeredAt,
        Skipped = skipped,
        Trace = run.Trace,
    };

    private static string Words(TimeSpan span) => span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : span.TotalMinutes >= 2 ? $"{(int)span.TotalMinutes} minutes"
        : $"{Math.Max(0, (int)span.TotalSeconds)} seconds";

    // As it was set: 90 minutes stay 90 minutes.
    private static string Exactly(TimeSpan span)
    {
        var (count, unit) = span switch
        {
            { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => (span.TotalDays, "day"),
            { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => (span.TotalHours, "hour"),
            _ => (Math.Ceiling(span.TotalMinutes), "minute"),
        };
        return $"{count:0} {unit}{(count == 1 ? "" : "s")}";
    }
}

/// <summary>What a flow needs to know to decide about one event.</summary>
public sealed record TriggerFacts(CanonicalEvent Event, Recipient Recipient, Cart? Cart);

/// <summary>What a run needs to know when its wait is over, as it is at that moment.</summary>
/// <param name="Recipient">The contact on the channel.</param>
/// <param name="Live">The flow still is.</param>
/// <param name="Bought">The cart was bought, or the contact ordered since the trigger.</param>
/// <param name="Restarted">A run of a later trigger waits for the same cart.</param>
public sealed record ResumeFacts(Recipient Recipient, bool Live, bool Bought, bool Restarted);
