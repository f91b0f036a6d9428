using Beckon.Predictions.Fitting;

namespace Beckon.Predictions;

/// <summary>What a customer has bought.</summary>
/// <param name="ContactId">Who.</param>
/// <param name="History">When.</param>
/// <param name="RepeatAverage">What they spent on average on the days after the first on which they bought; 0 for who never came back.</param>
/// <param name="Then">What was known of them when the model is tested from; null: they had not bought yet.</param>
/// <param name="Since">On how many days they have bought since.</param>
public readonly record struct Customer(Guid ContactId, PurchaseHistory History, double RepeatAverage, PurchaseHistory? Then, int Since);
