using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beckon.Contacts.Fields;

/// <summary>
/// Says what a value is as the kind of its field, whatever it was written as. Dates are kept as <c>2026-05-31</c> and moments as
/// <c>2026-05-31T10:00:00Z</c>, so that they sort as text.
/// </summary>
public static class FieldRules
{
    public const int LongestText = 1_000;
    public const int LongestKey = 60;
    public const int LongestLabel = 80;
    public const int MostFields = 200;
    public const int MostChoices = 200;

    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    // Day first and month first cannot be told apart by one value: only what is unmistakable is read, and what an import says of itself.
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "dd.MM.yyyy", "d.M.yyyy"];

    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "true", "yes", "y", "1", "on", "ja", "oui", "si", "sí", "да", "так" };
    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "false", "no", "n", "0", "off", "nein", "non", "нет", "ні" };

    /// <summary>The value as it is kept; null when it is none of the field's kind.</summary>
    public static JsonNode? Read(ContactField field, JsonElement value, TimeZoneInfo zone) => value.ValueKind switch
    {
        JsonValueKind.String => Read(field, value.GetString() ?? "", zone, DateOrder.Unmistakable),
        JsonValueKind.Number => field.Kind switch
        {
            FieldKind.Number => Number(value.GetRawText()),
            FieldKind.Text or FieldKind.Choice => Read(field, value.GetRawText(), zone, DateOrder.Unmistakable),
            _ => null,
        },
        JsonValueKind.True or JsonValueKind.False when field.Kind == FieldKind.Boolean => JsonValue.Create(value.GetBoolean()),
        _ => null,
    };

    /// <summary>The text as the field keeps it; null when it is none of the field's kind.</summary>
    public static JsonNode? Read(ContactField field, string text, TimeZoneInfo zone, DateOrder order)
    {
        var trimmed = text.Trim();
        if (trimmed.Contains('\0', StringComparison.Ordinal)) return null;
        return field.Kind switch
        {
            FieldKind.Text => trimmed.Length is > 0 and <= LongestText ? JsonValue.Create(trimmed) : null,
            FieldKind.Number => Number(trimmed),
            FieldKind.Date => Day(trimmed, order) is { } day ? JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null,
            FieldKind.DateTime => Moment(trimmed, zone, order) is { } at ? JsonValue.Create(at.ToString(MomentFormat, CultureInfo.InvariantCulture)) : null,
            FieldKind.Boolean => Yes.Contains(trimmed) ? JsonValue.Create(true) : No.Contains(trimmed) ? JsonValue.Create(false) : null,
            FieldKind.Choice => field.Choices.FirstOrDefault(choice => choice.Equals(trimmed, StringComparison.OrdinalIgnoreCase)) is { } known
                ? JsonValue.Create(known)
                : null,
        };
    }

    /// <summary>What a value of the field looks like, for a sentence that says what is wrong.</summary>
    public static string Expected(ContactField field) => field.Kind switch
    {
        FieldKind.Text => $"a text of at most {LongestText} characters",
        FieldKind.Number => "a number such as 1234.5",
        FieldKind.Date => "a date such as 2026-05-31",
        FieldKind.DateTime => "a time such as 2026-05-31T10:00:00Z",
        FieldKind.Boolean => "true or false",
        FieldKind.Choice => $"one of: {string.Join(", ", field.Choices.Take(10))}{(field.Choices.Count > 10 ? ", …" : "")}",
    };

    public static DateOnly? Day(string text, DateOrder order)
    {
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        string[] formats = order switch
        {
            DateOrder.DayFirst => ["d/M/yyyy", "d-M-yyyy"],
            DateOrder.MonthFirst => ["M/d/yyyy", "M-d-yyyy"],
            DateOrder.Unmistakable => [],
        };
        return DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? day
            : text.Length > 10 && text[10] is 'T' or ' ' && Day(text[..10], order) is { } before ? before
            : null;
    }

    private static DateTime? Moment(string text, TimeZoneInfo zone, DateOrder order)
    {
        if (text.Length < 8) return null;
        var space = text.IndexOfAny(['T', ' ']);
        if (space < 0) return Day(text, order) is { } midnight ? ToUtc(midnight.ToDateTime(TimeOnly.MinValue), zone) : null;
        if (Day(text[..space], order) is not { } day) return null;
        var iso = $"{day:yyyy-MM-dd}T{text[(space + 1)..].Trim()}";
        if (HasOffset(iso))
        {
            return DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? at.UtcDateTime : null;
        }
        return DateTime.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? ToUtc(local, zone) : null;
    }

    private static bool HasOffset(string iso) => iso[^1] is 'Z' or 'z' || iso.IndexOfAny(['+', '-'], 11) >= 0;

    // A time that a change of the clocks leaves out is taken for the one an hour later.
    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(plain)) plain = plain.AddHours(1);
        return TimeZoneInfo.ConvertTimeToUtc(plain, zone);
    }

    private static JsonValue? Number(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        // "1.234,50" and "1234,5": a comma that is the last separator, with other than three digits behind it or a point before it, is decimal.
        var (comma, point) = (plain.LastIndexOf(','), plain.LastIndexOf('.'));
        if (comma > point && (point >= 0 || plain.Length - comma - 1 != 3))
            plain = plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(
            plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && decimal.Abs(number) < 1_000_000_000_000_000m
            ? JsonValue.Create(number)
            : null;
    }
}

/// <summary>How 03/04/2026 is to be read.</summary>
public enum DateOrder
{
    /// <summary>Not at all: only dates that cannot be mistaken are read.</summary>
    Unmistakable,

    DayFirst,

    MonthFirst,
}
