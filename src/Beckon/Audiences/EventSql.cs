using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Kernel;
using Beckon.Storage;

namespace Beckon.Audiences;

/// <summary>Says conditions on events in SQL, as <see cref="EventMatch"/> does.</summary>
internal static class EventSql
{
    public static string Of(EventCondition e, Today today, Placeholders values) =>
        EventRules.ByTrait(e) ? ByTrait(e, today, values) : ByHistory(e, today, values);

    private static string ByTrait(EventCondition e, Today today, Placeholders values)
    {
        var of = $"select from trait t where t.workspace_id = $1 and t.contact_id = c.id and t.name = {values.Of(e.Event)} and t.status = {values.Of(e.Status ?? "")}";
        if (e.Measure == EventMeasure.Count && e.Time is null)
        {
            var asked = e.Is ?? EventRules.AtLeastOne;
            // Whoever has none is in no row: where none is enough, those are left out for whom it is not.
            var count = ValueSql.Number(asked, "t.count", "1", values);
            return asked.Passes(0) ? $"not exists ({of} and not ({count}))" : $"exists ({of} and {count})";
        }
        var first = e.Measure == EventMeasure.FirstTime || (e.Measure == EventMeasure.Count && e.Time?.Op == TimeOp.Before);
        var none = e.Measure == EventMeasure.Count && EventRules.Asks(e.Is) == Asked.None;
        return $"{(none ? "not " : "")}exists ({of} and {AudienceQuery.Within(first ? "t.first_at" : "t.last_at", Window.Of(e.Time, today), values)})";
    }

    // Whoever has none is in no row: where none is enough, those are left out for whom it is not.
    internal static string Counted(NumberTest test, string rows, string measure, Placeholders values) => test.Passes(0)
        ? $"c.id not in ({rows} not ({ValueSql.Number(test, measure, "1", values)}))"
        : $"c.id in ({rows} {ValueSql.Number(test, measure, "1", values)})";

    private static string ByHistory(EventCondition e, Today today, Placeholders values)
    {
        var window = Window.Of(EventRules.WindowOf(e), today);
        var rows =
            $"""
            select e.contact_id from event e {Numbers(e, values)}
            where e.workspace_id = $1 and e.contact_id is not null and e.name = {values.Of(e.Event)}
              {(e.Status is { } status ? $"and e.status = {values.Of(status)}" : "")}
              {(Ids.First(window.From - EventMatch.ClockTolerance) is { } first ? $"and e.id >= {values.Of(first)}" : "")}
              and {AudienceQuery.Within("e.occurred_at", window, values)}
              {string.Concat((e.Where ?? []).Select(test => $" and {Property(test, today, values)}"))}
            group by e.contact_id having
            """;
        var asked = e.Is ?? EventRules.AtLeastOne;
        return e.Measure switch
        {
            EventMeasure.Count => Counted(asked, rows, "count(*)", values),
            EventMeasure.Sum => Counted(asked, rows, "coalesce(sum(n.number), 0)", values),
            EventMeasure.Average => $"c.id in ({rows} count(n.number) > 0 and {ValueSql.Number(asked, "sum(n.number)", "count(n.number)", values)})",
            EventMeasure.Minimum => $"c.id in ({rows} {ValueSql.Number(asked, "min(n.number)", "1", values)})",
            EventMeasure.Maximum => $"c.id in ({rows} {ValueSql.Number(asked, "max(n.number)", "1", values)})",
            EventMeasure.FirstTime => $"c.id in ({rows} {AudienceQuery.Within("min(e.occurred_at)", Window.Of(e.Time, today), values)})",
            EventMeasure.LastTime => $"c.id in ({rows} {AudienceQuery.Within("max(e.occurred_at)", Window.Of(e.Time, today), values)})",
            _ => throw new ArgumentOutOfRangeException(nameof(e)),
        };
    }

    private static string Numbers(EventCondition e, Placeholders values) => e is { Property: { } property, Measure: not (EventMeasure.Count or EventMeasure.FirstTime or EventMeasure.LastTime) }
        ? $"""
          left join lateral (
              select case when {ValueSql.Text} ~ '{ValueRules.NumberPattern}$' then {ValueSql.Text}::numeric end as number
              from {ValueSql.Values("e.properties", property, values)}) n on true
          """
        : "";

    private static string Property(PropertyTest asked, Today today, Placeholders values)
    {
        var (test, denied) = ValueSql.Affirmed(asked.Is);
        return $"""
            {(denied ? "not " : "")}exists (
                select from {ValueSql.Values("e.properties", asked.Property, values)} where {ValueSql.Passes(test, ValueSql.Text, today, values)})
            """;
    }
}
