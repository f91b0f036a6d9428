using Beckon.Events;

namespace Beckon.Orders;

/// <summary>Money that was given back of an order, kept whether the order is known yet or not: requests overtake each other.</summary>
/// <param name="At">When it was given back.</param>
/// <param name="Amount">In the currency of the order.</param>
/// <param name="Status">Where the order stands when nothing is left of it.</param>
public readonly record struct OrderRefund(DateTimeOffset At, decimal Amount, OrderStatus Status);
