namespace Beckon.Analytics;

/// <summary>
/// The last so many calendar days of a workspace's zone, today among them, and as much time before them to compare with: up to the same time of day, so
/// that a morning is not compared with whole days.
/// </summary>
public sealed record HomePeriod
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required DateTimeOffset PreviousStart { get; init; }

    public required DateTimeOffset PreviousEnd { get; init; }

    public required IReadOnlyList<DateOnly> Days { get; init; }

    public static HomePeriod Of(DateTimeOffset now, TimeZoneInfo zone, int days)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var first = DateOnly.FromDateTime(local.DateTime).AddDays(1 - days);
        return new HomePeriod
        {
            Start = StartOf(first, zone),
            End = now,
            PreviousStart = StartOf(first.AddDays(-days), zone),
            PreviousEnd = At(local.DateTime.AddDays(-days), zone),
            Days = [.. Enumerable.Range(0, days).Select(first.AddDays)],
        };
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => At(day.ToDateTime(TimeOnly.MinValue), zone);

    // Where clocks are put forward at midnight, the day begins an hour later; where an hour comes twice, the first one counts.
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        var time = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(time)) time = time.AddMinutes(30);
        var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
