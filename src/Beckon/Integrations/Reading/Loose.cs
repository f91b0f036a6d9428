using System.Globalization;
using System.Text;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>
/// An object whose sender cannot be asked to mend it: each value is taken when it can be used and left out when it cannot, and the names of its
/// fields are compared without regard to case. Nothing of it is ever a fault.
/// </summary>
public readonly struct Loose(JsonElement element)
{
    private const decimal MostMoney = 9_999_999_999_999_999m;
    private const int FewestTellingDigits = 7;
    private const long LargestSeconds = 9_999_999_999;
    private const long LargestMilliseconds = LargestSeconds * 1000;

    private const NumberStyles PlainNumber =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public JsonElement Element => element;

    /// <summary>The value of a field; null for what is not there, <c>null</c> and blank texts.</summary>
    public JsonElement? this[string name]
    {
        get
        {
            if (element.ValueKind != JsonValueKind.Object) return null;
            if (element.TryGetProperty(name, out var exact)) return Filled(exact);
            foreach (var field in element.EnumerateObject())
            {
                if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) return Filled(field.Value);
            }
            return null;
        }
    }

    /// <summary>Text, or a number as it is written.</summary>
    public string? Text(string name, int longest = Fields.LongestText) => this[name] is { } value ? TextOf(value, longest) : null;

    public string? Id(string name) => Text(name, Fields.LongestId);

    public decimal? Number(string name) => this[name] is { } value ? NumberOf(value) : null;

    /// <summary>How many; one when it is not said or makes no sense.</summary>
    public decimal Quantity(string name) => Number(name) is { } quantity and >= 0 ? quantity : 1;

    /// <summary>true, 1, "1", "true" and "yes", and their opposites.</summary>
    public bool? Flag(string name) => this[name] is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => TextOf(value, Fields.LongestId)?.ToLowerInvariant() switch
        {
            "1" or "true" or "yes" => true,
            "0" or "false" or "no" => false,
            _ => null,
        },
    };

    public string? Url(string name) => WebAddress.Normalize(Text(name));

    /// <summary>ISO 4217 in upper case.</summary>
    public string? Currency(string name) =>
        Text(name) is { Length: 3 } code && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : null;

    /// <summary>ISO 8601, or seconds or milliseconds since 1970.</summary>
    public DateTimeOffset? Time(string name, TimeZoneInfo zone)
    {
        if (Text(name) is not { } text) return null;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return IsoTime.TryParse(text, zone, out var time) ? time : null;
        if (number is 0 or > LargestMilliseconds) return null;
        return number <= LargestSeconds ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);
    }

    public string? Email(string name) => EmailAddress.Normalize(Text(name));

    /// <summary>In E.164. A till may know only the last digits of a number, which say nothing.</summary>
    public string? Phone(string name, Workspace workspace) =>
        Text(name) is { } text && text.Count(char.IsAsciiDigit) >= FewestTellingDigits ? PhoneNumber.Normalize(text, workspace.CallingCode) : null;

    /// <summary>An object, also where it is written as text.</summary>
    public Loose? Nested(string name) => this[name] is { } value && Unwrapped(value) is { ValueKind: JsonValueKind.Object } inner ? new Loose(inner) : null;

    /// <summary>The objects of a list, also where it is written as text; null when there is no list.</summary>
    public List<Loose>? List(string name, int most) =>
        this[name] is { } value && Unwrapped(value) is { ValueKind: JsonValueKind.Array } list ? ObjectsOf(list, most) : null;

    public static List<Loose> ObjectsOf(JsonElement list, int most) =>
        [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).Take(most).Select(one => new Loose(one))];

    public static string? TextOf(JsonElement value, int longest = Fields.LongestText)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()?.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 } && text.Length <= longest ? text : null;
    }

    /// <summary>Money that stands alone, as a number or as text.</summary>
    public static decimal? NumberOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetDecimal(out var number) ? Sensible(number) : null;
        return TextOf(value, Fields.LongestId) is { } text && decimal.TryParse(text, PlainNumber, CultureInfo.InvariantCulture, out var read) ? Sensible(read) : null;
    }

    private static decimal? Sensible(decimal number) => Math.Abs(number) <= MostMoney ? number : null;

    private static JsonElement? Filled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => null,
        _ => value,
    };

    // What is written inside a text has not been looked at yet: it may hold what cannot be stored.
    private static JsonElement Unwrapped(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text || text.TrimStart() is not ['{' or '[', ..]) return value;
        using var inner = BodyJson.Parse(Encoding.UTF8.GetBytes(text), new Faults());
        return inner?.RootElement.Clone() ?? value;
    }
}
