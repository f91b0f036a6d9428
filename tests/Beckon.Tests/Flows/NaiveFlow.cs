using Beckon.Audiences.Language;
using Beckon.Flows;

namespace Beckon.Tests.Flows;

/// <summary>
/// Says what a flow does with one contact who did certain things, knowing from the beginning all that is yet to happen: the other way round than the engine,
/// which is told one thing after the other.
/// </summary>
public sealed class NaiveFlow(FlowDefinition flow, Guid flowId, Guid contact, IReadOnlyList<Told> told, DateTimeOffset end)
{
    private readonly List<Passing> _passings = [];

    /// <summary>A line for each message and for how each run ended.</summary>
    public List<string> Play()
    {
        foreach (var trigger in told.Where(one => one.Name == flow.Trigger.EventName)) Enter(trigger.At);
        return [.. _passings.SelectMany((passing, number) => passing.Lines.Select(line => $"{number} {line}"))];
    }

    private void Enter(DateTimeOffset at)
    {
        var let = _passings.FindAll(passing => passing.LetIn);
        var refused = flow.Reentry switch
        {
            { Mode: ReentryMode.Once } when let.Count > 0 => "already_been",
            { Mode: ReentryMode.OncePerPeriod, Period: { } period } when let.Count > 0 && period.After(let[^1].Began) > at => "already_been",
            { Mode: ReentryMode.NotWhileActive } when let.Exists(passing => passing.Ended is null || passing.Ended > at) => "already_in",
            _ => null,
        };
        var passing = new Passing(at) { LetIn = refused is null };
        _passings.Add(passing);
        if (refused is not null)
        {
            passing.Lines.Add($"skipped {refused}");
            return;
        }
        var (leaves, now) = (told.FirstOrDefault(one => one.At > at && flow.Exits.Events.Any(test => test.Event == one.Name))?.At, at);
        var outcome = Walk(flow.Steps, passing, leaves, ref now);
        passing.Ended = outcome switch { Outcome.Rests => null, Outcome.Left => leaves, _ => now };
        passing.Lines.Add(outcome switch { Outcome.Rests => "rests", Outcome.Left => $"left {leaves:HH:mm:ss}", _ => $"completed {now:HH:mm:ss}" });
    }

    private Outcome Walk(IReadOnlyList<FlowStep> steps, Passing passing, DateTimeOffset? leaves, ref DateTimeOffset now)
    {
        foreach (var step in steps)
        {
            var outcome = Do(step, passing, leaves, ref now);
            if (outcome != Outcome.GoesOn) return outcome;
        }
        return Outcome.GoesOn;
    }

    private Outcome Do(FlowStep step, Passing passing, DateTimeOffset? leaves, ref DateTimeOffset now)
    {
        switch (step)
        {
            case EndStep: return Outcome.Ends;
            case WaitStep wait: return Rest(wait.For.After(now), leaves, ref now);
            case WaitForStep asked:
                var (since, until) = (now, asked.Within.After(now));
                var comes = told.FirstOrDefault(one => one.Name == asked.On.Event && one.At > since && one.At < until);
                var rested = Rest(comes?.At ?? until, leaves, ref now);
                return rested != Outcome.GoesOn ? rested : Walk(comes is null ? asked.Otherwise : asked.Then, passing, leaves, ref now);
            case SplitStep split:
                var moment = now;
                var orders = told.Count(one => one.Name == "order_completed" && one.At <= moment);
                var way = split.Ways.FirstOrDefault(way => ((OrderCondition)way.Who).Is is { } test && test.Passes(orders));
                return Walk(way?.Steps ?? split.Otherwise, passing, leaves, ref now);
            case RandomSplitStep random:
                var (drawn, sum) = (StartRules.Draw($"split\n{flowId:n}\n{random.Id}\n{contact:n}"), 0m);
                return Walk(random.Shares.First(share => (sum += share.Percent) > drawn).Steps, passing, leaves, ref now);
            default:
                passing.Lines.Add($"{step.Id} {now:HH:mm:ss}");
                return Outcome.GoesOn;
        }
    }

    private Outcome Rest(DateTimeOffset until, DateTimeOffset? leaves, ref DateTimeOffset now)
    {
        // What takes people out comes before what was waited for, where both are the same event.
        if (leaves > now && leaves <= until) return Outcome.Left;
        if (until > end) return Outcome.Rests;
        now = until;
        return Outcome.GoesOn;
    }

    private enum Outcome
    {
        GoesOn,
        Rests,
        Ends,
        Left,
    }

    private sealed class Passing(DateTimeOffset began)
    {
        public DateTimeOffset Began { get; } = began;
        public bool LetIn { get; init; }
        public DateTimeOffset? Ended { get; set; }
        public List<string> Lines { get; } = [];
    }
}

/// <summary>Something the contact did.</summary>
public sealed record Told(string Name, DateTimeOffset At);
