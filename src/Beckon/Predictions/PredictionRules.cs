using System.Globalization;

namespace Beckon.Predictions;

/// <summary>When there is enough to predict from. Pure.</summary>
public static class PredictionRules
{
    public const int LeastCustomers = 200;
    public const int LeastReturned = 50;
    public const int LeastDays = 90;

    // A model is tested on the last quarter of a year where the history is three times as long.
    private const int TestDays = 90;

    /// <summary>Why nothing is predicted, as a sentence; null: there is enough.</summary>
    /// <param name="customers">Who bought.</param>
    /// <param name="returned">Who bought on more than one day.</param>
    /// <param name="days">Since the first delivered order of all.</param>
    public static string? Refusal(int customers, int returned, int days) =>
        customers >= LeastCustomers && returned >= LeastReturned && days >= LeastDays
            ? null
            : $"There is too little history to predict from. It takes {LeastCustomers} customers with a delivered order, {LeastReturned} of whom bought on more than one day, over at least {LeastDays} days. So far it is {Count(customers, "customer")}, {Number(returned)} of whom came back, over {Count(days, "day")}.";

    /// <summary>Why nothing is predicted although there is enough.</summary>
    public const string DoesNotFit =
        "What your customers bought follows no pattern that could be carried on: no parameters of the model are better than all others. This is usual of orders that were made up or loaded in part. Load all orders; it is tried again each day.";

    /// <summary>How long before today the model is tested from.</summary>
    public static int TestSpan(int days) => Math.Min(TestDays, days / 3);

    private static string Count(int number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";

    private static string Number(int number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
