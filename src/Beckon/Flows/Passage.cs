using System.Diagnostics;
using System.Globalization;
using Beckon.Delivery;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>A run on its way through steps, until it rests or ends. Pure.</summary>
internal sealed class Passage(FlowRun run, FlowDefinition definition, FlowSight sight, (DateTimeOffset From, DateTimeOffset Now) clock)
{
    private const int MostCalls = 5;

    private const string GivesACode = "gives a code of the discount";
    private const string NoneLeft = "none are left";

    // Codes that are added are found within that time.
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromMinutes(10);

    private readonly List<NewMessage> _messages = [];
    private readonly List<FlowStep> _deeds = [];
    private readonly List<StepPassed> _passed = [];
    private readonly List<CodeGiven> _given = [];
    private FlowRun _run = run;
    private (DateTimeOffset From, DateTimeOffset Now) _clock = clock;

    public void Tell(TraceLine line) => _run = _run with { Trace = [.. _run.Trace, line] };

    public void Pass(FlowStep step, string way = "") => _passed.Add(new StepPassed(step.Id, way));

    /// <summary>Does this step and what follows.</summary>
    public FlowTurn GoFrom(FlowStep? step)
    {
        while (step is not null)
        {
            if (!sight.IsEnoughFor(step)) return Stand(step, inStep: false, _clock.Now);
            if (step is EndStep)
            {
                Pass(step);
                break;
            }
            if (RestUntil(step) is { } due && due > _clock.Now) return Stand(step, inStep: true, due);
            if (step is SendStep send && HeldUntil(send) is { } free) return Stand(send, inStep: false, free);
            if (step is DiscountStep { WhenNoneLeft: WhenNoneLeft.Wait } && sight.Offer is { Code: null }) return AwaitCodes(step);
            step = Do(step);
        }
        return Turn(_run with { Status = FlowRunStatus.Completed });
    }

    // When a step that rests is over; null for those that do not rest.
    private DateTimeOffset? RestUntil(FlowStep step)
    {
        var (due, words) = step switch
        {
            WaitStep wait => (wait.For.After(_clock.From), $"waits {wait.For}"),
            WaitUntilStep until => (LocalTimes.Next(_clock.From, until.At, until.Days, sight.Look!.Zone), $"waits until {until.At:HH:mm} in {sight.Look.Zone.Id}"),
            WaitUntilDateStep date => (DateRules.Next(date, sight.Look!.DayOf(date), date.At, _clock.From, sight.Look.Zone), $"waits for a day at {date.At:HH:mm} in {sight.Look.Zone.Id}"),
            WaitForStep asked => (asked.Within.After(_clock.From), $"waits up to {asked.Within} for them to have {asked.On.Words()}"),
            _ => (default(DateTimeOffset?), ""),
        };
        if (due is not { } over)
        {
            if (step is WaitUntilDateStep) Tell(new TraceLine(words, "the date is not known, or over", true));
            return null;
        }
        Tell(new TraceLine(words, string.Create(CultureInfo.InvariantCulture, $"until {over.UtcDateTime:yyyy-MM-dd HH:mm} UTC"), true));
        _run = _run with { Step = step.Id, InStep = true, DueAt = over };
        // What was to come while it would have rested is looked for by whoever hears of it, not by the clock.
        if (step is not WaitForStep) _clock.From = over;
        return over;
    }

    private FlowStep? Do(FlowStep step)
    {
        var next = definition.Map.After(step);
        switch (step)
        {
            case SplitStep split: return Choose(split);
            case RandomSplitStep random: return Draw(random);
            case WaitForStep asked:
                Pass(asked, "otherwise");
                return definition.Map.Into(asked, asked.Otherwise);
            case SendStep send:
                Send(send);
                _clock.From = _clock.Now;
                return next;
            case CallStep or EmitStep or ChangeStep or DiscountStep when _run.Depth >= MostCalls:
                Tell(new TraceLine(Says(step), $"not after {MostCalls} that have led to each other", false));
                Pass(step, "too_deep");
                return next;
            case ChangeStep or CallStep or EmitStep or WebhookStep:
                Tell(new TraceLine(Says(step), "done", true));
                _deeds.Add(step);
                _clock.From = _clock.Now;
                break;
            case DiscountStep discount:
                Give(discount);
                return next;
            case WaitStep or WaitUntilStep or WaitUntilDateStep: break;
            default: throw new UnreachableException();
        }
        Pass(step);
        return next;
    }

    private void Give(DiscountStep step)
    {
        var code = sight.Offer!.Code;
        Tell(new TraceLine(GivesACode, code ?? NoneLeft, code is not null));
        if (code is not null)
        {
            _given.Add(new CodeGiven(step.Discount, code));
            _run = _run with { DiscountCode = code };
        }
        _clock.From = _clock.Now;
        Pass(step, code is null ? "none_left" : "");
    }

    // Said once, however often it is asked again.
    private FlowTurn AwaitCodes(FlowStep step)
    {
        var line = new TraceLine(GivesACode, NoneLeft, false);
        if (_run.Trace.Count == 0 || _run.Trace[^1] != line) Tell(line);
        return Stand(step, inStep: false, _clock.Now + UntilAskedAgain);
    }

    private static string Says(FlowStep step) => step switch
    {
        CallStep => "calls another flow",
        DiscountStep => GivesACode,
        EmitStep emit => $"tells the event {emit.Event}",
        WebhookStep webhook => $"calls {new Uri(webhook.Url).Host}",
        _ => "changes the contact",
    };

    private FlowStep? Choose(SplitStep split)
    {
        foreach (var way in split.Ways)
        {
            var (fits, seen) = sight.Look!.Ask(way.Who);
            Tell(new TraceLine($"goes the way “{way.Name}”", seen, fits));
            if (!fits) continue;
            Pass(split, way.Name);
            return definition.Map.Into(split, way.Steps);
        }
        Pass(split, "otherwise");
        return definition.Map.Into(split, split.Otherwise);
    }

    private FlowStep? Draw(RandomSplitStep split)
    {
        var share = ShareOf(split, _run.FlowId, _run.ContactId);
        Tell(new TraceLine($"goes the way “{share.Name}”", "by chance", true));
        Pass(split, share.Name);
        return definition.Map.Into(split, share.Steps);
    }

    /// <summary>The way that somebody always takes at a random split.</summary>
    public static RandomShare ShareOf(RandomSplitStep split, Guid flowId, Guid contactId)
    {
        var drawn = StartRules.Draw($"split\n{flowId:n}\n{split.Id}\n{contactId:n}");
        var sum = 0m;
        return split.Shares.FirstOrDefault(share => drawn < (sum += share.Percent)) ?? split.Shares[^1];
    }

    // Whether the rules of sending let it stand before the message for some time.
    private DateTimeOffset? HeldUntil(SendStep step)
    {
        if (!SendPolicy.MayWrite(sight.Recipient!, step.Over).Send || When(step) is not { Until: { } until } timing) return null;
        _run = _run with { HeldSince = _run.HeldSince ?? _clock.Now, Trace = [.. _run.Trace, .. timing.Trace] };
        return until;
    }

    private Timing When(SendStep step)
    {
        if (step.Limits == SendLimits.Ignore) return Timing.Now;
        var mine = _messages.Where(message => message is { Skipped: null, Limits: not SendLimits.Ignore }).Select(message => new SentMessage(_clock.Now, message.Channel));
        return SendPolicy.When(step.Limits, sight.Sending! with { Sent = [.. sight.Sending.Sent, .. mine] }, step.Over, _run.HeldSince, _clock.Now);
    }

    private void Send(SendStep step)
    {
        var verdict = SendPolicy.MayWrite(sight.Recipient!, step.Over);
        if (verdict.Send && When(step) is { Reason: { } never } timing) verdict = new Verdict(never, [.. verdict.Trace, .. timing.Trace]);
        _run = _run with { HeldSince = null, Trace = [.. _run.Trace, .. verdict.Trace] };
        _messages.Add(Message(_run, definition, step, verdict.Reason));
        Pass(step, verdict.Reason is { } reason ? Reasons.Of(reason) : "");
    }

    private FlowTurn Stand(FlowStep step, bool inStep, DateTimeOffset due) =>
        Turn(_run with { Status = FlowRunStatus.Waiting, Step = step.Id, InStep = inStep, DueAt = due });

    private FlowTurn Turn(FlowRun run) => new(run, _messages) { Deeds = _deeds, Passed = _passed, Given = _given };

    public static NewMessage Message(FlowRun run, FlowDefinition definition, SendStep step, SkipReason? skipped) => new()
    {
        Id = MessageId.Of(run.Id, step.Id, step.Over),
        Channel = step.Over,
        CampaignId = definition.CampaignId,
        FlowId = run.FlowId,
        FlowVersion = run.FlowVersion,
        RunId = run.Id,
        Step = step.Id,
        ContactId = run.ContactId,
        ContentId = step.ContentId ?? throw new InvalidDataException($"The step “{step.Id}” was published without a content."),
        Limits = step.Limits,
        DiscountCode = run.DiscountCode,
        ExitRule = definition.Exits.Bought ? ExitRule.CartBought : ExitRule.None,
        CartId = run.CartId,
        EventId = run.EventId,
        EventReceivedAt = run.EventReceivedAt,
        TriggeredAt = run.TriggeredAt,
        Skipped = skipped,
        Trace = run.Trace,
    };
}
