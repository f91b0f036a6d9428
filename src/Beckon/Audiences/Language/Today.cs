using System.Globalization;

namespace Beckon.Audiences.Language;

/// <summary>The moment at which a filter is asked, and the zone in which its days begin.</summary>
public sealed class Today
{
    private readonly TimeZoneInfo _zone;

    public Today(DateTimeOffset now, TimeZoneInfo zone)
    {
        // As exactly as the database keeps times.
        Now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
        _zone = zone;
        Day = DayOf(Now);
    }

    public DateTimeOffset Now { get; }

    /// <summary>Whether what is yet to happen counts as lately too, as by a sender's clock that is ahead: for a list that must leave nobody out.</summary>
    public bool Generous { get; init; }

    public DateOnly Day { get; }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>The first moment of a day: midnight, or where the clocks leave that out what comes after it.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>A day as it is written in a filter, <c>2026-05-31</c>; null for anything else.</summary>
    public static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9990 ? day : null;

    /// <summary>A moment as it is written in a filter, with its offset; null for anything else.</summary>
    public static DateTimeOffset? ReadMoment(string? text) =>
        text is { Length: > 16 and < 40 } && text.IndexOfAny(['Z', 'z', '+', '-'], 16) > 0
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is > 1 and < 9990
            ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime()
            : null;
}
