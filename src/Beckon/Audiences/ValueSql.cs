using System.Globalization;
using Beckon.Audiences.Language;
using Beckon.Storage;

namespace Beckon.Audiences;

/// <summary>Says what values must be in SQL, as <see cref="ValueRules"/> does.</summary>
internal static class ValueSql
{
    /// <summary>The test without a not, and whether it was one: <c>is_not</c> holds for those without a value too.</summary>
    public static (ValueTest Test, bool Denied) Affirmed(ValueTest test) => test.Op switch
    {
        ValueOp.IsNot => (test with { Op = ValueOp.Is }, true),
        ValueOp.IsNotSet => (test with { Op = ValueOp.IsSet }, true),
        _ => (test, false),
    };

    /// <summary>Whether a text passes; null where it is null.</summary>
    public static string Passes(ValueTest test, string text, Today today, Placeholders values) => test.Op switch
    {
        ValueOp.IsSet => $"{text} is not null",
        ValueOp.Is => $"{Small(text)} = {values.Of(ValueRules.Small(test.Text ?? ""))}",
        ValueOp.IsOneOf => $"{Small(text)} = any({values.Of<string[]>([.. (test.Texts ?? []).Select(ValueRules.Small)])})",
        ValueOp.Contains => $"position({values.Of(ValueRules.Small(test.Text ?? ""))} in {Small(text)}) > 0",
        ValueOp.StartsWith => $"starts_with({Small(text)}, {values.Of(ValueRules.Small(test.Text ?? ""))})",
        ValueOp.EndsWith when values.Of(ValueRules.Small(test.Text ?? "")) is var end => $"right({Small(text)}, char_length({end})) = {end}",
        ValueOp.IsTrue => $"{text} = 'true'",
        ValueOp.IsFalse => $"{text} = 'false'",
        ValueOp.Number when test.Number is { } number => $"(case when {text} ~ '{ValueRules.NumberPattern}$' then {Number(number, $"{text}::numeric", "1", values)} else false end)",
        ValueOp.Time when test.Time is { } time => Time(time, text, today, values),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    /// <summary>Whether a sum divided by a count passes, multiplied out.</summary>
    public static string Number(NumberTest test, string sum, string count, Placeholders values)
    {
        var value = $"{values.Of(test.Value)} * {count}";
        return test.Op switch
        {
            NumberOp.AtLeast => $"{sum} >= {value}",
            NumberOp.AtMost => $"{sum} <= {value}",
            NumberOp.MoreThan => $"{sum} > {value}",
            NumberOp.LessThan => $"{sum} < {value}",
            NumberOp.Exactly => $"{sum} = {value}",
            NumberOp.Between => $"({sum} >= {value} and {sum} <= {values.Of(test.To ?? test.Value)} * {count})",
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };
    }

    /// <summary>The values of a property, each a row <c>v</c>, as <see cref="ValueRules.TextsOf"/> finds them.</summary>
    public static string Values(string properties, string path, Placeholders values)
    {
        var steps = string.Concat(path.Split('.').Select(step => $".\"{step.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        return $"jsonb_path_query({properties}, {values.Of($"lax ${steps}[*]")}::jsonpath) as v";
    }

    /// <summary>A row of <see cref="Values"/> as a text; null for objects, lists and null.</summary>
    public const string Text = "(case when jsonb_typeof(v) in ('string', 'number', 'boolean') then v #>> '{}' end)";

    private static string Small(string text) => $"lower({text} collate \"C\")";

    private static string Time(TimeTest time, string text, Today today, Placeholders values)
    {
        var moment = ValueRules.WrittenWindow(time, today);
        var day = $"left({text}, 10)";
        return $"""
            (case when {text} ~ '{ValueRules.MomentPattern}$' then {Between(text, moment, values)}
                  when {day} ~ '{ValueRules.DayPattern}$' then {(time.Anniversary ? Anniversary(time, day, today, values) : Between(day, ValueRules.WrittenDays(time, today), values))}
                  else false end)
            """;
    }

    private static string Between(string text, (string From, string To) bounds, Placeholders values) =>
        $"({text} collate \"C\" >= {values.Of(bounds.From)} and {text} collate \"C\" < {values.Of(bounds.To)})";

    // Days of birth are checked when they are kept; one that is none is nobody's.
    private static string Anniversary(TimeTest time, string day, Today today, Placeholders values)
    {
        var days = Days.Of(time, today);
        var (from, to) = (days.From ?? today.Day, days.To ?? today.Day);
        string Year(DateOnly of) => of.Year.ToString(CultureInfo.InvariantCulture);
        return $"""
            exists (
                select from generate_series({Year(from)}, {Year(to)}) y
                where ({day}::date + make_interval(years => y - extract(year from {day}::date)::int))::date between {values.Of(from)} and {values.Of(to)})
            """;
    }
}
