using System.Globalization;
using Beckon.Kernel;

namespace Beckon.Storage.Months;

/// <summary>A calendar month in UTC, and the range of version-7 ids that are made in it.</summary>
public readonly record struct Month : IComparable<Month>
{
    private const int Year = 12;

    // Counted from the year 0, so that months add up.
    private readonly int _number;

    private Month(int number) => _number = number;

    public DateTimeOffset Start => new(_number / Year, _number % Year + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The smallest id made in it.</summary>
    public Guid FirstId => Ids.First(Start) ?? Guid.Empty;

    public Month Next => Plus(1);

    public static Month Of(DateTimeOffset time) => new(time.UtcDateTime.Year * Year + time.UtcDateTime.Month - 1);

    public Month Plus(int months) => new(_number + months);

    /// <summary>The month's part of a table: <c>event_2026_11</c>.</summary>
    public string Table(string of) => string.Create(CultureInfo.InvariantCulture, $"{of}_{Start:yyyy_MM}");

    /// <summary>Reads what <see cref="Table"/> has written; null for any other name.</summary>
    public static Month? Read(string of, string table) =>
        table.StartsWith($"{of}_", StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(
            table.AsSpan(of.Length + 1), "yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? Of(start)
            : null;

    public int CompareTo(Month other) => _number.CompareTo(other._number);

    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;

    public override string ToString() => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
