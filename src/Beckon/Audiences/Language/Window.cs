namespace Beckon.Audiences.Language;

/// <summary>A stretch of time: from a moment on, up to and without another; null: without end.</summary>
/// <param name="From">The first moment of it.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct Window(DateTimeOffset? From, DateTimeOffset? To)
{
    private static readonly TimeSpan Least = TimeSpan.FromMicroseconds(1);

    public static Window Always { get; } = new(null, null);

    public bool Has(DateTimeOffset at) => !(at < From) && !(at >= To);

    /// <summary>Which moments pass the test, asked now.</summary>
    public static Window Of(TimeTest? test, Today today) => test?.Op switch
    {
        null => Always,
        TimeOp.After => new(Today.ReadDay(test.Date) is { } day ? today.StartOf(day.AddDays(1)) : Moment(test.Date) + Least, null),
        TimeOp.Before => new(null, Today.ReadDay(test.Date) is { } day ? today.StartOf(day) : Moment(test.Date)),
        TimeOp.On when DayOf(test.Date, today) is var day => new(today.StartOf(day), today.StartOf(day.AddDays(1))),
        TimeOp.Between => new(
            Today.ReadDay(test.Date) is { } first ? today.StartOf(first) : Moment(test.Date),
            Today.ReadDay(test.To) is { } last ? today.StartOf(last.AddDays(1)) : Moment(test.To) + Least),
        TimeOp.InLast => new(Exactly(test) is { } span ? today.Now - span + Least : today.StartOf(Days.Shift(today.Day, test, -1)), today.Generous ? null : today.Now + Least),
        TimeOp.InNext => new(
            today.Now + Least,
            Exactly(test) is { } span ? today.Now + span + Least : today.StartOf(Days.Shift(today.Day, test, 1).AddDays(1))),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    /// <summary>When time alone changes whether a moment passes the test; null: never again.</summary>
    public static DateTimeOffset? NextChange(TimeTest? test, DateTimeOffset at, Today today) => test?.Op switch
    {
        TimeOp.InLast when at > today.Now => at,
        TimeOp.InLast => Later(Exactly(test) is { } span ? at + span : today.StartOf(Days.FirstPast(today.DayOf(at), test)), today),
        TimeOp.InNext => Later(Exactly(test) is { } span ? at - span : today.StartOf(Days.FirstReaching(today.DayOf(at), test)), today) ?? Later(at, today),
        _ => null,
    };

    /// <summary>The length of what is counted in minutes or hours; null for calendar days.</summary>
    private static TimeSpan? Exactly(TimeTest test) => test.Unit switch
    {
        TimeUnit.Minutes => TimeSpan.FromMinutes(test.Amount ?? 0),
        TimeUnit.Hours => TimeSpan.FromHours(test.Amount ?? 0),
        _ => null,
    };

    private static DateTimeOffset? Later(DateTimeOffset at, Today today) => at > today.Now ? at : null;

    private static DateOnly DayOf(string? date, Today today) => Today.ReadDay(date) ?? today.DayOf(Moment(date));

    private static DateTimeOffset Moment(string? text) => Today.ReadMoment(text) ?? throw new FormatException("The filter has not been checked: its date is none.");
}
