using Beckon.Audiences.Language;
using Beckon.Kernel;

namespace Beckon.Audiences.Matching;

/// <summary>Whether what a contact did fits a condition on events. Pure.</summary>
public static class EventMatch
{
    /// <summary>How long before it happened an event may have been received, where the sender's clock is ahead.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    public static Func<ContactFacts, Match> Compile(EventCondition e, Today today)
    {
        var window = Window.Of(e.Time, today);
        if (!EventRules.ByTrait(e)) return facts => ByHistory(e, facts, EventRules.WindowOf(e) is null ? Window.Always : window, today);
        var key = (e.Event, e.Status ?? "");
        return e.Measure switch
        {
            EventMeasure.FirstTime => facts => facts.Traits.TryGetValue(key, out var trait) ? At(e.Time, trait.First, window, today) : Match.No,
            EventMeasure.LastTime => facts => facts.Traits.TryGetValue(key, out var trait) ? At(e.Time, trait.Last, window, today) : Match.No,
            _ when e.Time is null => facts => Match.Of((e.Is ?? EventRules.AtLeastOne).Passes(facts.Traits.GetValueOrDefault(key).Count)),
            _ when EventRules.Asks(e.Is) == Asked.None => facts => ByOne(e, facts, key, window, today).Not,
            _ => facts => ByOne(e, facts, key, window, today),
        };
    }

    // Whether there is one in the window: the first stands for what was before, the last for the rest.
    private static Match ByOne(EventCondition e, ContactFacts facts, (string, string) key, Window window, Today today) =>
        !facts.Traits.TryGetValue(key, out var trait) ? Match.No : At(e.Time, e.Time?.Op == TimeOp.Before ? trait.First : trait.Last, window, today);

    private static Match At(TimeTest? time, DateTimeOffset at, Window window, Today today) => new(window.Has(at), Window.NextChange(time, at, today));

    private static Match ByHistory(EventCondition e, ContactFacts facts, Window window, Today today)
    {
        var from = Ids.First(window.From - ClockTolerance);
        var fitting = facts.Events.Where(one =>
            one.Name == e.Event && (e.Status is null || one.Status == e.Status) && (from is not { } first || one.Id >= first)
            && (e.Where ?? []).All(test => ValueRules.Passes(test.Is, ValueRules.TextsOf(one.Properties, test.Property), today))).ToList();
        var moved = PropertiesUntil(e, facts, today);
        if (e.Measure is EventMeasure.FirstTime or EventMeasure.LastTime)
        {
            if (fitting.Count == 0) return new Match(false, moved);
            return moved is null ? At() : new Match(At().Is, Match.Earlier(moved, At().Until));

            Match At() => EventMatch.At(e.Time, e.Measure == EventMeasure.FirstTime ? fitting.Min(one => one.At) : fitting.Max(one => one.At), Window.Of(e.Time, today), today);
        }
        var inside = fitting.FindAll(one => window.Has(one.At));
        return new Match(Passes(e, inside), Match.Earlier(moved, Until(e, fitting, inside, today)));
    }

    // Properties that are days come nearer and pass.
    private static DateTimeOffset? PropertiesUntil(EventCondition e, ContactFacts facts, Today today) => (e.Where ?? [])
        .Where(test => test.Is.Time?.Op is TimeOp.InLast or TimeOp.InNext)
        .SelectMany(test => facts.Events
            .Where(one => one.Name == e.Event)
            .SelectMany(one => ValueRules.TextsOf(one.Properties, test.Property))
            .Select(value => test.Is.Time is { } time ? ValueRules.NextChange(time, value, today) : null))
        .Min();

    private static bool Passes(EventCondition e, List<EventFact> events)
    {
        var test = e.Is ?? EventRules.AtLeastOne;
        if (e.Measure == EventMeasure.Count) return test.Passes(events.Count);
        var numbers = events.SelectMany(one => ValueRules.TextsOf(one.Properties, e.Property ?? "")).Select(ValueRules.NumberOf).OfType<decimal>().ToList();
        return e.Measure switch
        {
            EventMeasure.Sum => test.Passes(numbers.Sum()),
            _ when numbers.Count == 0 => false,
            EventMeasure.Average => test.Passes(numbers.Sum(), numbers.Count),
            EventMeasure.Minimum => test.Passes(numbers.Min()),
            EventMeasure.Maximum => test.Passes(numbers.Max()),
            _ => throw new ArgumentOutOfRangeException(nameof(e)),
        };
    }

    private static DateTimeOffset? Until(EventCondition e, List<EventFact> fitting, List<EventFact> inside, Today today)
    {
        if (e.Time?.Op is not (TimeOp.InLast or TimeOp.InNext)) return null;
        // So many in the last days stop being so many when the one leaves that is needed to be as many.
        if (e is { Measure: EventMeasure.Count, Time.Op: TimeOp.InLast, Is: null or { Op: NumberOp.AtLeast } } && fitting.TrueForAll(one => one.At <= today.Now))
        {
            var needed = (int)Math.Clamp(Math.Ceiling(e.Is?.Value ?? 1), 1, int.MaxValue);
            if (inside.Count < needed) return null;
            return Window.NextChange(e.Time, inside.OrderByDescending(one => one.At).ElementAt(needed - 1).At, today);
        }
        return fitting.Select(one => Window.NextChange(e.Time, one.At, today)).Min();
    }
}
