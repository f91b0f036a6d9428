namespace Beckon.Audiences.Language;

/// <summary>What a condition on events asks for, and where the answer stands. Pure.</summary>
public static class EventRules
{
    public static NumberTest AtLeastOne { get; } = new(NumberOp.AtLeast, 1);

    /// <summary>
    /// Whether the answer stands in what is kept per contact and name (first time, last time, count), which costs nothing to look up and covers all that
    /// ever happened; otherwise the history is looked into.
    /// </summary>
    public static bool ByTrait(EventCondition e)
    {
        if (e.Where is { Count: > 0 }) return false;
        return e.Measure switch
        {
            EventMeasure.FirstTime or EventMeasure.LastTime => true,
            EventMeasure.Count when e.Time is null => true,
            EventMeasure.Count => e.Time.Op is TimeOp.After or TimeOp.Before or TimeOp.InLast && Asks(e.Is) != Asked.HowMany,
            _ => false,
        };
    }

    /// <summary>The window that events must lie in to be measured.</summary>
    public static TimeTest? WindowOf(EventCondition e) => e.Measure is EventMeasure.FirstTime or EventMeasure.LastTime ? null : e.Time;

    /// <summary>Whether a count is asked for more than being there.</summary>
    public static Asked Asks(NumberTest? test) =>
        !(test ?? AtLeastOne).Passes(0) && (test ?? AtLeastOne) is { Op: NumberOp.AtLeast, Value: > 0 and <= 1 } or { Op: NumberOp.MoreThan, Value: >= 0 and < 1 } ? Asked.Any
        : test is { Op: NumberOp.AtMost, Value: >= 0 and < 1 } or { Op: NumberOp.LessThan, Value: > 0 and <= 1 } or { Op: NumberOp.Exactly, Value: 0 } ? Asked.None
        : Asked.HowMany;

    /// <summary>Whether a number passes a test.</summary>
    public static bool Passes(this NumberTest test, decimal number) => Passes(test, number, 1);

    /// <summary>Whether a sum divided by a count passes a test: multiplied out, so that nothing is lost by dividing.</summary>
    public static bool Passes(this NumberTest test, decimal sum, long count) => test.Op switch
    {
        NumberOp.AtLeast => sum >= test.Value * count,
        NumberOp.AtMost => sum <= test.Value * count,
        NumberOp.MoreThan => sum > test.Value * count,
        NumberOp.LessThan => sum < test.Value * count,
        NumberOp.Exactly => sum == test.Value * count,
        NumberOp.Between => sum >= test.Value * count && sum <= (test.To ?? test.Value) * count,
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };
}

/// <summary>What is asked of a count.</summary>
public enum Asked
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Not one.</summary>
    None,

    HowMany,
}
