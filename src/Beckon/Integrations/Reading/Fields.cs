using System.Globalization;
using System.Text;
using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>
/// An object of a body, read the way real senders write it: money and quantities as numbers or as text, ids as text or as numbers of
/// any length, <c>""</c> for what is absent. Each fault is noted by the path of its value, and reading goes on.
/// </summary>
public readonly struct Fields
{
    /// <summary>The longest id: ids are keys of indexes.</summary>
    public const int LongestId = 255;

    public const int LongestText = 2_000;
    /// <summary>What numeric(18, 2) holds.</summary>
    public const decimal MostMoney = 9_999_999_999_999_999m;

    private const int LongestUrl = 4_000;

    private const NumberStyles PlainNumber =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private readonly JsonElement _object;
    private readonly Faults _faults;

    private Fields(JsonElement element, Spot spot, Faults faults)
    {
        _object = element;
        Spot = spot;
        _faults = faults;
    }

    public Spot Spot { get; }

    public JsonElement Element => _object;

    /// <summary>The fields of an element that must be an object; null, with a fault noted, when it is something else.</summary>
    public static Fields? Of(JsonElement element, Spot spot, Faults faults)
    {
        if (element.ValueKind == JsonValueKind.Object) return new Fields(element, spot, faults);
        faults.Add(spot.ToString(), "This must be a JSON object.");
        return null;
    }

    public void Fault(ReadOnlySpan<byte> name, string sentence) => _faults.Add(PathOf(name), sentence);

    public void FaultHere(string sentence) => _faults.Add(Spot.ToString(), sentence);

    /// <summary>Whether the sender gave the field a value at all.</summary>
    public bool Has(ReadOnlySpan<byte> name) => TryGet(name, out var value) && !IsBlank(value);

    public string? Text(ReadOnlySpan<byte> name, int longest = LongestText)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return Within(name, value.GetString(), longest);
        Fault(name, "This must be text.");
        return null;
    }

    /// <summary>An id: text, or a number, whose digits are kept exactly.</summary>
    public string? Id(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return Within(name, value.GetRawText(), LongestId);
        if (value.ValueKind == JsonValueKind.String) return Within(name, value.GetString(), LongestId);
        Fault(name, "This must be an id: text or a number.");
        return null;
    }

    public decimal? Number(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var value) || IsBlank(value)) return null;
        if (TryNumber(value, out var number) && Math.Abs(number) <= MostMoney) return number;
        Fault(name, "This must be a number, such as 19.90.");
        return null;
    }

    public decimal? Quantity(ReadOnlySpan<byte> name)
    {
        var quantity = Number(name);
        if (quantity is not < 0) return quantity;
        Fault(name, "This must not be negative.");
        return null;
    }

    public bool? Flag(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var value) || IsBlank(value)) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fault(name, "This must be true or false.");
        return null;
    }

    /// <summary>A moment in UTC; one without offset is read in the zone.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> name, TimeZoneInfo zone)
    {
        if (!TryGet(name, out var value) || IsBlank(value)) return null;
        if (value.ValueKind == JsonValueKind.String && IsoTime.TryParse(value.GetString(), zone, out var time)) return time;
        Fault(name, "This must be a date and time in ISO 8601, such as 2026-03-08T09:30:00+02:00.");
        return null;
    }

    /// <summary>ISO 4217 in upper case.</summary>
    public string? Currency(ReadOnlySpan<byte> name)
    {
        var text = Text(name);
        if (text is null) return null;
        if (text.Length == 3 && text.All(char.IsAsciiLetter)) return text.ToUpperInvariant();
        Fault(name, "This must be a currency code of three letters, such as USD.");
        return null;
    }

    /// <summary>An address that is safe to put into a message: http or https.</summary>
    public string? Url(ReadOnlySpan<byte> name)
    {
        var text = Text(name, LongestUrl);
        if (text is null) return null;
        if (WebAddress.Normalize(text) is { } url) return url;
        Fault(name, "This must be a full http or https address.");
        return null;
    }

    /// <summary>For what only decorates: an address that cannot be used is left out instead of refusing the rest.</summary>
    public string? UrlIfAny(ReadOnlySpan<byte> name) =>
        TryGet(name, out var value) && value.ValueKind == JsonValueKind.String ? WebAddress.Normalize(value.GetString()) : null;

    public Fields? Nested(ReadOnlySpan<byte> name) =>
        TryGet(name, out var value) ? Of(value, Spot.Field(NameOf(name)), _faults) : null;

    /// <summary>The objects of an array; null when the sender gave none. PHP writes an empty object as an empty array, so that is none too.</summary>
    public List<Fields>? List(ReadOnlySpan<byte> name, int most)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(name, "This must be a list.");
            return null;
        }
        var count = value.GetArrayLength();
        if (count > most)
        {
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"There are {count} of these; send at most {most} in one request."));
            return null;
        }
        return Elements(value, Spot.Field(NameOf(name)), _faults);
    }

    public static List<Fields> Elements(JsonElement array, Spot spot, Faults faults)
    {
        var objects = new List<Fields>(array.GetArrayLength());
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (Of(element, spot.Element(index++), faults) is { } fields) objects.Add(fields);
        }
        return objects;
    }

    /// <summary>The objects among the elements of an array of this object's; others are passed over, with a fault noted.</summary>
    public List<Fields> Children(JsonElement array) => Elements(array, Spot, _faults);

    public bool TryGet(ReadOnlySpan<byte> name, out JsonElement value) =>
        _object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static bool IsBlank(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && (value.ValueEquals(""u8) || string.IsNullOrWhiteSpace(value.GetString()));

    private static bool TryNumber(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out number),
            JsonValueKind.String => decimal.TryParse(value.GetString(), PlainNumber, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    private string? Within(ReadOnlySpan<byte> name, string? text, int longest)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length <= longest) return text;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"This must have at most {longest} characters."));
        return null;
    }

    private string PathOf(ReadOnlySpan<byte> name) => Spot.PathOf(NameOf(name));

    private static string NameOf(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);
}
