using System.Globalization;

namespace Beckon.Integrations.Reading;

/// <summary>
/// ISO 8601 as real senders write it: any number of fraction digits, a space for the T, offsets with or without colon, or no offset
/// at all, which means the zone that the sender's clock shows.
/// </summary>
public static class IsoTime
{
    private const int DateLength = 10;
    private const int ClockLength = 8;
    private const int MostFractionDigits = 7;
    private const int OldestYear = 1900;
    private const int LatestYear = 2999;

    private static readonly string[] Clocks = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    public static bool TryParse(ReadOnlySpan<char> text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = default;
        text = text.Trim();
        if (text.Length < DateLength || !TryDate(text[..DateLength], out var date)) return false;
        var rest = text[DateLength..];
        if (rest.IsEmpty) return TryPlace(date.ToDateTime(TimeOnly.MinValue), null, zone, out time);
        if (rest[0] is not ('T' or 't' or ' ')) return false;
        rest = rest[1..];

        TimeSpan? offset = null;
        var mark = rest.LastIndexOfAny('+', '-');
        if (rest.EndsWith("Z", StringComparison.OrdinalIgnoreCase))
        {
            offset = TimeSpan.Zero;
            rest = rest[..^1];
        }
        else if (mark >= 0)
        {
            if (!TryOffset(rest[mark..], out var sent)) return false;
            offset = sent;
            rest = rest[..mark].TrimEnd();
        }
        if (rest.Length > ClockLength + 1 + MostFractionDigits && rest[(ClockLength + 1)..].IndexOfAnyExceptInRange('0', '9') < 0)
            rest = rest[..(ClockLength + 1 + MostFractionDigits)];
        return TimeOnly.TryParseExact(rest, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            && TryPlace(date.ToDateTime(clock), offset, zone, out time);
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year is >= OldestYear and <= LatestYear;

    // +03:00, +0300 (the DATE_ISO8601 of PHP) and +03.
    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        var sign = text[0] == '-' ? -1 : 1;
        Span<char> digits = stackalloc char[4];
        var count = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ':' && count == 2) continue;
            if (!char.IsAsciiDigit(text[i]) || count == digits.Length) return false;
            digits[count++] = text[i];
        }
        if (count is not (2 or 4)) return false;
        var hours = (digits[0] - '0') * 10 + (digits[1] - '0');
        var minutes = count == 4 ? (digits[2] - '0') * 10 + (digits[3] - '0') : 0;
        if (hours > 14 || minutes > 59 || hours == 14 && minutes > 0) return false;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }

    // An hour that the zone skips or has twice is read with the offset of its standard time.
    private static bool TryPlace(DateTime clock, TimeSpan? offset, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = new DateTimeOffset(clock, offset ?? zone.GetUtcOffset(clock)).ToUniversalTime();
        return true;
    }
}
