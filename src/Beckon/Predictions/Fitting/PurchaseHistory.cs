namespace Beckon.Predictions.Fitting;

/// <summary>What the models know of a customer: all else about when they bought does not matter to them. Days on which they bought count, not orders.</summary>
/// <param name="Repeats">On how many days they bought after the first.</param>
/// <param name="LastDay">How many days after the first they last bought; 0 for who never came back.</param>
/// <param name="Age">How many days ago they first bought.</param>
public readonly record struct PurchaseHistory(int Repeats, int LastDay, int Age);

/// <summary>A history, and how many customers have it.</summary>
/// <param name="History">The history.</param>
/// <param name="Customers">How many.</param>
public readonly record struct WeighedHistory(PurchaseHistory History, int Customers);

/// <summary>What a customer who came back spends.</summary>
/// <param name="Repeats">On how many days they bought after the first.</param>
/// <param name="Average">What they spent on such a day on average, above 0.</param>
public readonly record struct RepeatSpend(int Repeats, double Average);
