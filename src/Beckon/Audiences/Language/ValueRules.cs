using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Beckon.Audiences.Language;

/// <summary>What values are and when they pass. Pure. The same rules are said in SQL by <see cref="ValueSql"/>.</summary>
public static partial class ValueRules
{
    /// <summary>A number as values hold it: more digits are no number that anybody compares.</summary>
    public const string NumberPattern = @"^-?[0-9]{1,15}(\.[0-9]{1,9})?";

    public const string DayPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";

    public const string MomentPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";

    // Here the end of a text is written otherwise than in the database.
    private const string End = @"\z";

    // Behind every text that begins with a digit.
    private const string AfterAll = "~";

    private const int Patience = 1_000;

    /// <summary>With the letters A to Z in small: the database does the same whatever its language.</summary>
    public static string Small(string text) =>
        text.AsSpan().IndexOfAnyInRange('A', 'Z') < 0 ? text : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = from[i] is >= 'A' and <= 'Z' ? (char)(from[i] | 0x20) : from[i];
        });

    public static decimal? NumberOf(string? text) =>
        text is not null && IsNumber().IsMatch(text) ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>A JSON value as a text: of objects, lists and null there is none.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>The values that a name stands for: in objects by points, in lists any of them.</summary>
    public static IEnumerable<string> TextsOf(JsonElement root, string path)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var step in path.Split('.')) found = found.SelectMany(Elements).Where(one => one.ValueKind == JsonValueKind.Object).SelectMany(one => Member(one, step));
        return found.SelectMany(Elements).Select(TextOf).OfType<string>();
    }

    /// <summary>Whether any of the values passes; of <c>is_not</c> and <c>is_not_set</c> whether none is it, or is set.</summary>
    public static bool Passes(ValueTest test, IEnumerable<string> values, Today today) => test.Op switch
    {
        ValueOp.IsNotSet => !values.Any(),
        ValueOp.IsNot => !values.Any(value => One(test with { Op = ValueOp.Is }, value, today)),
        _ => values.Any(value => One(test, value, today)),
    };

    private static bool One(ValueTest test, string value, Today today) => test.Op switch
    {
        ValueOp.IsSet => true,
        ValueOp.Is => Small(value) == Small(test.Text ?? ""),
        ValueOp.IsOneOf => test.Texts?.Any(text => Small(value) == Small(text)) == true,
        ValueOp.Contains => Small(value).Contains(Small(test.Text ?? ""), StringComparison.Ordinal),
        ValueOp.StartsWith => Small(value).StartsWith(Small(test.Text ?? ""), StringComparison.Ordinal),
        ValueOp.EndsWith => Small(value).EndsWith(Small(test.Text ?? ""), StringComparison.Ordinal),
        ValueOp.IsTrue => value == "true",
        ValueOp.IsFalse => value == "false",
        ValueOp.Number => NumberOf(value) is { } number && test.Number?.Passes(number) == true,
        ValueOp.Time => test.Time is { } time && IsIn(time, value, today),
        _ => false,
    };

    /// <summary>Whether a day or a moment, written as custom fields are, passes. Of other texts the day that they begin with counts.</summary>
    private static bool IsIn(TimeTest time, string value, Today today)
    {
        if (IsMoment().IsMatch(value)) return IsBetween(value, WrittenWindow(time, today));
        if (DayIn(value) is not { } day) return false;
        if (!time.Anniversary) return IsBetween(day, WrittenDays(time, today));
        return ReadDay(day) is { } birth && Days.Of(time, today).HasAnniversary(birth);
    }

    private static bool IsBetween(string value, (string From, string To) bounds) =>
        string.CompareOrdinal(value, bounds.From) >= 0 && string.CompareOrdinal(value, bounds.To) < 0;

    /// <summary>The bounds of a window as moments are written: from the first on, before the second.</summary>
    public static (string From, string To) WrittenWindow(TimeTest time, Today today)
    {
        var window = Window.Of(time, today);
        return (Written(window.From) ?? "", Written(window.To) ?? AfterAll);
    }

    /// <summary>The bounds of a stretch of days as days are written: from the first on, before the second.</summary>
    public static (string From, string To) WrittenDays(TimeTest time, Today today)
    {
        var days = Days.Of(time, today);
        return (days.From is { } from ? Written(from) : "", days.To is { } to ? Written(to.AddDays(1)) : AfterAll);
    }

    // Moments are written to the second: the first second that is not before the moment.
    private static string? Written(DateTimeOffset? at) =>
        at?.AddTicks(TimeSpan.TicksPerSecond - 1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>When time alone changes whether a value passes.</summary>
    public static DateTimeOffset? NextChange(TimeTest time, string value, Today today)
    {
        if (IsMoment().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at)) return Window.NextChange(time, at, today);
        return DayIn(value) is { } text && ReadDay(text) is { } day ? Days.NextChange(time, day, today) : null;
    }

    public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? DayIn(string value) => value.Length >= 10 && IsDay().IsMatch(value[..10]) ? value[..10] : null;

    // Far from the ends of the calendar, where days cannot be counted on.
    private static DateOnly? ReadDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.Year < 200 ? new DateOnly(200, 1, 1) : day.Year > 9800 ? new DateOnly(9800, 1, 1) : day
            : null;

    private static IEnumerable<JsonElement> Elements(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    private static IEnumerable<JsonElement> Member(JsonElement of, string name) => of.TryGetProperty(name, out var member) ? [member] : [];

    [GeneratedRegex(NumberPattern + End, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex IsNumber();

    [GeneratedRegex(DayPattern + End, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex IsDay();

    [GeneratedRegex(MomentPattern + End, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex IsMoment();
}
