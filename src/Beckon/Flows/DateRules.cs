using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>When dates that are known of people have their day. Pure.</summary>
public static class DateRules
{
    // From a day of the last year to that of the next but one: so many days before or after it may lie in another year.
    private const int MostYears = 4;

    /// <summary>The first moment after another at which the day of a date has its turn; null where the date is not known or its day is over.</summary>
    public static DateTimeOffset? Next(IDated dated, DateOnly? known, TimeOnly at, DateTimeOffset after, TimeZoneInfo zone)
    {
        // What lies beyond is no date of a person.
        if (known is not { Year: > 1 and < 9_000 } date) return null;
        if (!dated.Yearly) return LocalTimes.Moment(date.AddDays(dated.Days), at, zone) is var moment && moment > after ? moment : null;
        var year = Math.Max(date.Year, LocalTimes.DayOf(after, zone).Year - 2);
        for (var i = 0; i <= MostYears + 1; i++)
        {
            if (LocalTimes.Moment(InYear(date, year + i).AddDays(dated.Days), at, zone) is var next && next > after) return next;
        }
        return null;
    }

    private static DateOnly InYear(DateOnly date, int year) => new(year, date.Month, Math.Min(date.Day, DateTime.DaysInMonth(year, date.Month)));
}
