namespace Beckon.Predictions;

/// <summary>What customers are expected to do, as it was last computed.</summary>
/// <param name="Computed">When and from what; null while there has not been a delivered order.</param>
/// <param name="Refusal">Why nothing is predicted, as a sentence; null where something is, and before the first time.</param>
/// <param name="Outcome">What was found; null where nothing is predicted.</param>
/// <param name="Currency">Of all amounts: the workspace's.</param>
/// <param name="Top">Those of whom the most is expected, at most ten.</param>
public sealed record PredictionsView(
    PredictionComputation? Computed, string? Refusal, PredictionOutcome? Outcome, string Currency, IReadOnlyList<TopCustomer> Top)
{
    public static PredictionsView Of(PredictionRun? run, IReadOnlyList<TopCustomer> top, string currency) => new(
        run is null ? null : new PredictionComputation(run.Day, run.FinishedAt, run.Milliseconds, run.Customers, run.Settings.HorizonDays),
        run?.Refusal, run?.Outcome, currency, top);
}

/// <summary>When predictions were computed, and from what.</summary>
/// <param name="Day">The workspace's calendar day that they are of.</param>
/// <param name="FinishedAt">When it was done.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Customers">How many customers had a delivered order.</param>
/// <param name="HorizonDays">Orders and value are those of so many coming days.</param>
public sealed record PredictionComputation(DateOnly Day, DateTimeOffset FinishedAt, int Milliseconds, long Customers, int HorizonDays);

/// <summary>A customer of whom much is expected.</summary>
/// <param name="Id">Starts with <c>con_</c>.</param>
/// <param name="Name">As in the list of contacts.</param>
/// <param name="ExpectedOrders">How often they will buy within the horizon.</param>
/// <param name="ProbabilityActive">How probable it is that they have not stopped buying, 0 to 1.</param>
/// <param name="LifetimeValue">What they will spend within the horizon, discounted to today; null where what customers spend fits no model.</param>
/// <param name="NextOrderOn">By when they will have bought again with a chance of one half; null: probably never again, or not within two years.</param>
public sealed record TopCustomer(string Id, string Name, decimal ExpectedOrders, decimal ProbabilityActive, decimal? LifetimeValue, DateOnly? NextOrderOn);

/// <summary>What came of computing.</summary>
/// <param name="Customers">Of how many customers something is predicted.</param>
/// <param name="Refusal">Why nothing is; null where something is.</param>
public sealed record PredictionResult(long Customers, string? Refusal);
