using Beckon.Delivery;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows;

/// <summary>
/// Decides what a flow makes of an event, and of a time that has come: pure, so that production, simulation and explanations run the same code.
/// Ids come in, or are made of those that do, because two makings of the same decision must be able to agree on them. Where it would have to see more of
/// the contact than it is shown, the run stands before that step and is due at once.
/// </summary>
public static class FlowRunner
{
    /// <summary>
    /// The run that this event starts, gone on with until it rests or ends, or skipped with its reason; null when the flow does not listen to the event.
    /// </summary>
    public static FlowTurn? Start(LiveFlow flow, TriggerFacts facts, Guid runId, DateTimeOffset now)
    {
        var (e, definition) = (facts.Event, flow.Definition);
        if (!definition.Trigger.Fits(e, flow.Id, facts.Today)) return null;

        var trace = new List<TraceLine> { new("trigger", e.Name, true) };
        var reason = StartRules.WhyNot(flow, facts, trace);
        var run = new FlowRun
        {
            Id = runId,
            FlowId = flow.Id,
            FlowVersion = flow.Version,
            ContactId = facts.Recipient.ContactId,
            Key = ExitRules.KeyOf(definition.Trigger, e, facts.Cart),
            CartId = definition.Trigger.IsPerProduct ? null : facts.Cart?.Id,
            EventId = e.Id,
            EventReceivedAt = e.ReceivedAt,
            TriggeredAt = e.OccurredAt,
            Status = FlowRunStatus.Completed,
            Depth = OwnEvent.DepthOf(e),
            Trace = trace,
            StartedAt = now,
        };
        if (reason is { } why) return Stop(run with { Status = FlowRunStatus.Skipped, Reason = why }, definition);
        // By the event's own times, so that it comes to the same whenever it is processed.
        if (definition.Trigger.Who is null) return GoOn(run, definition, new FlowSight(facts.Recipient, null) { Sending = facts.Sending }, (e.OccurredAt, e.ReceivedAt));
        return new FlowTurn(run with { Status = FlowRunStatus.Waiting, Step = StartRules.Door, InStep = false, DueAt = e.ReceivedAt }, []);
    }

    /// <summary>The rest of a run is over: whatever may have changed meanwhile is asked again, and it goes on until it rests again or ends.</summary>
    public static FlowTurn Resume(FlowRun run, FlowDefinition definition, ResumeFacts facts, DateTimeOffset now)
    {
        // A run that began while its flow was being paused rests like the others.
        if (!facts.Live) return definition.CampaignId is null ? new FlowTurn(run with { Status = FlowRunStatus.Held }, []) : End(run, definition, SkipReason.Paused);
        if (facts.Restarted) return End(run, definition, SkipReason.Restarted);
        if (definition.Exits.Bought)
        {
            if (facts.Bought) return End(run, definition, SkipReason.Bought);
            run = run with { Trace = [.. run.Trace, new TraceLine("has not bought since", "no order", true)] };
        }
        if (run.Step == StartRules.Door) return Enter(run, definition, facts.Sight, now);
        return GoOn(run, definition, facts.Sight, (now, now));
    }

    /// <summary>The run has waited for this event: it goes on where that leads.</summary>
    public static FlowTurn Hear(FlowRun run, FlowDefinition definition, CanonicalEvent e)
    {
        var step = (WaitForStep)definition.Map.Step(run.Step!);
        var turn = new Passage(run with { Trace = [.. run.Trace, new($"has {step.On.Words()}", "yes", true)] }, definition, FlowSight.Nothing, (e.OccurredAt, e.ReceivedAt));
        turn.Pass(step, "then");
        return turn.GoFrom(definition.Map.Into(step, step.Then));
    }

    /// <summary>The run ends before its last step; the messages that a campaign would have come to are recorded as skipped.</summary>
    public static FlowTurn End(FlowRun run, FlowDefinition definition, SkipReason reason, string? seen = null)
    {
        var line = reason switch
        {
            SkipReason.Bought => new TraceLine("has not bought since", "bought", false),
            SkipReason.Restarted => new TraceLine(run.CartId is null ? "is the latest run about it" : "is the latest abandonment of the cart", run.CartId is null ? "began again" : "abandoned again", false),
            SkipReason.Paused => new TraceLine($"{(definition.CampaignId is null ? "flow" : "campaign")} is live", "paused", false),
            SkipReason.Left => new TraceLine("nothing takes them out", seen ?? "an exit rule", false),
            SkipReason.DoesNotFit => new TraceLine("is let in", seen ?? "no", false),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This does not end a run."),
        };
        return Stop(run with { Lingers = false, Status = reason == SkipReason.DoesNotFit ? FlowRunStatus.Skipped : FlowRunStatus.Exited, Reason = reason, Trace = [.. run.Trace, line] }, definition);
    }

    // Whether they are let in is seen when the run is looked at for the first time.
    private static FlowTurn Enter(FlowRun run, FlowDefinition definition, FlowSight sight, DateTimeOffset now)
    {
        if (definition.Trigger.Who is { } who && sight.Look is { } look)
        {
            var (fits, seen) = look.Ask(who);
            if (!fits) return End(run, definition, SkipReason.DoesNotFit, seen);
            run = run with { Trace = [.. run.Trace, new TraceLine("is let in", seen, true)] };
        }
        return new Passage(run, definition, sight, (run.TriggeredAt, now)).GoFrom(First(definition));
    }

    private static FlowTurn GoOn(FlowRun run, FlowDefinition definition, FlowSight sight, (DateTimeOffset From, DateTimeOffset Now) clock)
    {
        var passage = new Passage(run, definition, sight, clock);
        if (run.Step is null) return passage.GoFrom(First(definition));
        var step = definition.Map.Step(run.Step);
        if (!run.InStep) return passage.GoFrom(step);
        if (step is not WaitForStep asked)
        {
            passage.Pass(step);
            return passage.GoFrom(definition.Map.After(step));
        }
        passage.Tell(new TraceLine($"has {asked.On.Words()}", $"not within {asked.Within}", false));
        passage.Pass(asked, "otherwise");
        return passage.GoFrom(definition.Map.Into(asked, asked.Otherwise));
    }

    private static FlowStep? First(FlowDefinition definition) => definition.Steps.Count == 0 ? null : definition.Steps[0];

    // Of a flow that is no campaign nobody can say to which messages it would have come.
    private static FlowTurn Stop(FlowRun run, FlowDefinition definition) => definition.CampaignId is null
        ? new FlowTurn(run, [])
        : new FlowTurn(run, [.. Remaining(run, definition).OfType<SendStep>().Select(step => Passage.Message(run, definition, step, run.Reason))]);

    private static IEnumerable<FlowStep> Remaining(FlowRun run, FlowDefinition definition)
    {
        var step = run.Step is null ? First(definition) : run.InStep ? definition.Map.After(definition.Map.Step(run.Step)) : definition.Map.Step(run.Step);
        for (; step is not null; step = definition.Map.After(step)) yield return step;
    }
}

/// <summary>What a flow needs to know to decide about one event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Recipient">The contact on the channel.</param>
/// <param name="Cart">The cart that it is about.</param>
/// <param name="Today">The moment at which it is asked.</param>
public sealed record TriggerFacts(CanonicalEvent Event, Recipient Recipient, Cart? Cart, Audiences.Language.Today Today)
{
    /// <summary>When they last came into the flow; null: never.</summary>
    public DateTimeOffset? LastEntered { get; init; }

    /// <summary>Whether a run of theirs is under way.</summary>
    public bool IsIn { get; init; }

    /// <summary>What of the rules of sending holds for them; null: not looked up.</summary>
    public SendingState? Sending { get; init; } = SendingState.Free;
}

/// <summary>What a run needs to know when its wait is over, as it is at that moment.</summary>
/// <param name="Sight">What can be seen of the contact.</param>
/// <param name="Live">The flow still is.</param>
/// <param name="Bought">The cart was bought, or the contact ordered since the trigger.</param>
/// <param name="Restarted">A run of a later trigger waits for the same cart.</param>
public sealed record ResumeFacts(FlowSight Sight, bool Live, bool Bought, bool Restarted);
