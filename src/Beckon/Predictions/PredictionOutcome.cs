using Beckon.Predictions.Fitting;

namespace Beckon.Predictions;

/// <summary>What was found of all customers together.</summary>
/// <param name="Purchases">The model of when customers buy, time in weeks.</param>
/// <param name="Spend">The model of what they spend; null where it does not fit.</param>
/// <param name="ExpectedOrders">Of all.</param>
/// <param name="Active">How many are expected to be customers still.</param>
/// <param name="LifetimeValue">Of all.</param>
/// <param name="ByProbability">The customers by how probable it is that they are active: ten steps of a tenth, from 0 on.</param>
/// <param name="Test">How well the model would have done; null where the history is too short to tell.</param>
public sealed record PredictionOutcome(
    BgNbd Purchases, GammaGamma? Spend, decimal ExpectedOrders, decimal Active, decimal? LifetimeValue, IReadOnlyList<ProbabilityStep> ByProbability,
    PredictionTest? Test);

/// <summary>Customers of about the same probability of being active.</summary>
/// <param name="From">The least of it.</param>
/// <param name="Customers">How many.</param>
/// <param name="LifetimeValue">Theirs together; null where what customers spend fits no model.</param>
public sealed record ProbabilityStep(decimal From, long Customers, decimal? LifetimeValue);

/// <summary>What the model would have predicted some time ago from what was known then, and what came.</summary>
/// <param name="Days">How long ago.</param>
/// <param name="Customers">Of how many customers.</param>
/// <param name="Predicted">How many orders it would have expected since.</param>
/// <param name="Actual">How many there were.</param>
public sealed record PredictionTest(int Days, int Customers, decimal Predicted, long Actual);
