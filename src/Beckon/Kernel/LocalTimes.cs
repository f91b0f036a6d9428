namespace Beckon.Kernel;

/// <summary>Times of day in a zone whose clocks go forward and back. Pure.</summary>
public static class LocalTimes
{
    private const int MostDays = 9;

    /// <summary>
    /// The first moment after another at which it is such a time on such a day. A time that the clocks leave out is the moment at which they go
    /// forward; of a time that comes twice the first counts.
    /// </summary>
    public static DateTimeOffset Next(DateTimeOffset after, TimeOnly at, IReadOnlyList<DayOfWeek>? days, TimeZoneInfo zone)
    {
        var day = DayOf(after, zone);
        for (var i = 0; i < MostDays; i++, day = day.AddDays(1))
        {
            if (days is { Count: > 0 } && !days.Contains(day.DayOfWeek)) continue;
            var moment = Moment(day, at, zone);
            if (moment > after) return moment;
        }
        throw new InvalidDataException("There is no such day of the week.");
    }

    /// <summary>The day that it is somewhere.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>When it is such a time on a day.</summary>
    public static DateTimeOffset Moment(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at);
        // Clocks go forward on whole minutes.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
