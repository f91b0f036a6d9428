using System.Globalization;
using Beckon.Predictions.Fitting;

namespace Beckon.Tests.Predictions;

/// <summary>The published purchases of CDNOW, as they were known on 30 September 1997.</summary>
public static class CdnowShop
{
    private static readonly DateOnly End = new(1997, 9, 30);

    public sealed record Customer(PurchaseHistory History, double RepeatAverage);

    public static IReadOnlyList<Customer> Customers { get; } = [.. Read()];

    public static IReadOnlyList<WeighedHistory> Histories { get; } =
        [.. Customers.CountBy(customer => customer.History).Select(pair => new WeighedHistory(pair.Key, pair.Value))];

    public static IReadOnlyList<RepeatSpend> Spends { get; } =
        [.. Customers.Where(customer => customer is { History.Repeats: > 0, RepeatAverage: > 0 }).Select(customer => new RepeatSpend(customer.History.Repeats, customer.RepeatAverage))];

    private static IEnumerable<Customer> Read()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "tests", "Beckon.Tests", "Predictions", "cdnow-purchases.csv")).Skip(1).Select(line => line.Split(','));
        var purchases = lines.Select(cells => (Who: cells[0], Day: DateOnly.Parse(cells[1], CultureInfo.InvariantCulture), Spent: double.Parse(cells[2], CultureInfo.InvariantCulture)));
        foreach (var customer in purchases.Where(purchase => purchase.Day <= End).GroupBy(purchase => purchase.Who))
        {
            var days = customer.GroupBy(purchase => purchase.Day).Select(day => (Day: day.Key, Spent: day.Sum(one => one.Spent))).OrderBy(day => day.Day).ToList();
            var (first, last) = (days[0].Day, days[^1].Day);
            yield return new Customer(
                new PurchaseHistory(days.Count - 1, last.DayNumber - first.DayNumber, End.DayNumber - first.DayNumber),
                days.Count == 1 ? 0 : days.Skip(1).Average(day => day.Spent));
        }
    }
}
