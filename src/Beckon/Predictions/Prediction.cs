namespace Beckon.Predictions;

/// <summary>What a customer is expected to do.</summary>
/// <param name="ExpectedOrders">How often they will buy within the horizon, to two decimals. Orders of one day count once.</param>
/// <param name="ProbabilityActive">How probable it is that they have not stopped buying, 0 to 1, to three decimals.</param>
/// <param name="LifetimeValue">What they will spend within the horizon, discounted to today; null where what customers spend fits no model.</param>
/// <param name="NextOrderOn">By when they will have bought again with a chance of one half; null: probably never again, or not within two years.</param>
public sealed record Prediction(decimal ExpectedOrders, decimal ProbabilityActive, decimal? LifetimeValue, DateOnly? NextOrderOn);
