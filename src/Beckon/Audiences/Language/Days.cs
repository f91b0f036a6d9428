namespace Beckon.Audiences.Language;

/// <summary>A stretch of calendar days, both ends among them; null: without end.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public readonly record struct Days(DateOnly? From, DateOnly? To)
{
    public bool Has(DateOnly day) => !(day < From) && !(day > To);

    /// <summary>Which days pass the test, asked today. Minutes and hours count as the day they reach into.</summary>
    public static Days Of(TimeTest test, Today today) => test.Op switch
    {
        TimeOp.After => new(DayOf(test.Date, today).AddDays(1), null),
        TimeOp.Before => new(null, DayOf(test.Date, today).AddDays(-1)),
        TimeOp.On => new(DayOf(test.Date, today), DayOf(test.Date, today)),
        TimeOp.Between => new(DayOf(test.Date, today), DayOf(test.To, today)),
        TimeOp.InLast => new(Shift(today.Day, test, -1), today.Day),
        TimeOp.InNext => new(today.Day, Shift(today.Day, test, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    /// <summary>The day of a year's return of a day: of 29 February in other years 28 February.</summary>
    public static DateOnly AnniversaryIn(int year, DateOnly day) => day.AddYears(year - day.Year);

    /// <summary>Whether one of a day's returns is among these days, which are then limited.</summary>
    public bool HasAnniversary(DateOnly day)
    {
        for (var year = From!.Value.Year; year <= To!.Value.Year; year++)
        {
            if (Has(AnniversaryIn(year, day))) return true;
        }
        return false;
    }

    /// <summary>When time alone changes whether a day passes the test; null: never again.</summary>
    public static DateTimeOffset? NextChange(TimeTest test, DateOnly day, Today today)
    {
        if (test.Op is not (TimeOp.InLast or TimeOp.InNext)) return null;
        if (!test.Anniversary) return Candidates(test, day).Where(one => one > today.Day).Select(one => (DateTimeOffset?)today.StartOf(one)).Min();
        var years = Enumerable.Range(today.Day.Year - 1, 4).Select(year => AnniversaryIn(year, day));
        return years.SelectMany(one => Candidates(test, one)).Where(one => one > today.Day).Select(one => (DateTimeOffset?)today.StartOf(one)).Min();
    }

    private static IEnumerable<DateOnly> Candidates(TimeTest test, DateOnly day) => test.Op == TimeOp.InLast
        ? [day, FirstPast(day, test)]
        : [FirstReaching(day, test), day.AddDays(1)];

    /// <summary>The day that lies so far from another: of months the same day of that month, or its last.</summary>
    internal static DateOnly Shift(DateOnly from, TimeTest test, int sign)
    {
        var amount = sign * (test.Amount ?? 0);
        return test.Unit switch
        {
            TimeUnit.Weeks => from.AddDays(7 * amount),
            TimeUnit.Months => from.AddMonths(amount),
            TimeUnit.Days => from.AddDays(amount),
            _ => from,
        };
    }

    /// <summary>The first day on which a day is longer ago than the test allows.</summary>
    internal static DateOnly FirstPast(DateOnly day, TimeTest test)
    {
        var first = Shift(day, test, 1);
        while (Shift(first, test, -1) <= day) first = first.AddDays(1);
        while (Shift(first.AddDays(-1), test, -1) > day) first = first.AddDays(-1);
        return first;
    }

    /// <summary>The first day on which a day to come is as near as the test demands.</summary>
    internal static DateOnly FirstReaching(DateOnly day, TimeTest test)
    {
        var first = Shift(day, test, -1);
        while (Shift(first, test, 1) < day) first = first.AddDays(1);
        while (Shift(first.AddDays(-1), test, 1) >= day) first = first.AddDays(-1);
        return first;
    }

    private static DateOnly DayOf(string? date, Today today) =>
        Today.ReadDay(date) ?? today.DayOf(Today.ReadMoment(date) ?? throw new FormatException("The filter has not been checked: its date is none."));
}
