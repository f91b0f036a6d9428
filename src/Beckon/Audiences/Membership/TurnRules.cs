using Beckon.Audiences.Language;

namespace Beckon.Audiences.Membership;

/// <summary>Finds out which way time alone can turn a filter. Pure.</summary>
public static class TurnRules
{
    /// <summary>Whether time alone can bring somebody in: then everybody has to be looked at when it is worked out, else only those who fit.</summary>
    public static bool LetsIn(Filter filter) => Of(filter).HasFlag(Turn.In);

    private static Turn Of(Filter filter) => filter switch
    {
        NoneOf none => Swapped(Of(new AnyOf(none.Of))),
        EventCondition e when (e.Where ?? []).Any(test => IsRelative(test.Is.Time)) => Turn.In | Turn.Out,
        EventCondition { Measure: EventMeasure.Count } e => Of(e.Time, EventRules.Asks(e.Is), e.Is?.Op),
        EventCondition { Measure: EventMeasure.FirstTime or EventMeasure.LastTime } e => Of(e.Time),
        EventCondition e => IsRelative(e.Time) ? Turn.In | Turn.Out : Turn.Never,
        OrderCondition { Measure: OrderMeasure.Count } o => Of(o.Time, EventRules.Asks(o.Is), o.Is?.Op),
        OrderCondition { Measure: OrderMeasure.FirstTime or OrderMeasure.LastTime } o => Of(o.Time),
        OrderCondition o => IsRelative(o.Time) ? Turn.In | Turn.Out : Turn.Never,
        ProfileCondition p => Of(p.Is.Time),
        // What is written in a field may lie ahead.
        FieldCondition f => IsRelative(f.Is.Time) ? Turn.In | Turn.Out : Turn.Never,
        // A day to come comes nearer.
        PredictionCondition p => IsRelative(p.Time) ? Turn.In | Turn.Out : Turn.Never,
        LoyaltyCondition l => Of(l.Joined),
        AbandonedItemCondition a => Of(a.Time),
        _ => filter.Parts().Aggregate(Turn.Never, (sum, part) => sum | Of(part)),
    };

    // What happened lately is less lately by and by.
    private static Turn Of(TimeTest? time) => time?.Op switch
    {
        TimeOp.InLast => Turn.Out,
        TimeOp.InNext => Turn.In | Turn.Out,
        _ => Turn.Never,
    };

    // And there is less and less of it.
    private static Turn Of(TimeTest? time, Asked asked, NumberOp? op) => asked switch
    {
        _ when !IsRelative(time) => Turn.Never,
        Asked.Any => Of(time),
        Asked.HowMany when op is NumberOp.AtLeast or NumberOp.MoreThan => Of(time),
        Asked.None => Swapped(Of(time)),
        _ => Turn.In | Turn.Out,
    };

    private static bool IsRelative(TimeTest? time) => time?.Op is TimeOp.InLast or TimeOp.InNext;

    private static Turn Swapped(Turn turn) => (turn.HasFlag(Turn.In) ? Turn.Out : Turn.Never) | (turn.HasFlag(Turn.Out) ? Turn.In : Turn.Never);

    [Flags]
    private enum Turn
    {
        Never = 0,
        In = 1,
        Out = 2,
    }
}
