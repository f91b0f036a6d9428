using System.Globalization;
using System.Text.Json;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Segment;

/// <summary>Times as people write them by hand, beside ISO 8601: a month of one digit, or milliseconds since 1970.</summary>
public static class LooseTime
{
    // Thirteen digits until the year 2286.
    private const long LeastMilliseconds = 100_000_000_000;
    private const long MostMilliseconds = 9_999_999_999_999;

    public static DateTimeOffset? Read(Fields fields, ReadOnlySpan<byte> name, TimeZoneInfo zone)
    {
        if (!fields.TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetInt64(out var number) && number is >= LeastMilliseconds and <= MostMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString();
        if (IsoTime.TryParse(text, zone, out var time)) return time;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
            && time.Year is >= 1970 and <= 2999
            ? time
            : null;
    }
}
