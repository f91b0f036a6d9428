using System.Text.Json.Serialization;

namespace Beckon.Client.Events;

/// <summary>What happens to an order, at a point of sale or in a web shop.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Order">The order as it is after the event.</param>
public abstract record OrderEvent(string Name, [property: JsonIgnore] Order Order) : ShopEvent(Name)
{
    /// <summary><c>online</c> or <c>in_store</c>.</summary>
    public string? Channel { get; init; }

    public string? StoreId { get; init; }

    public string? CouponCode { get; init; }

    /// <summary>What was taken off the whole order.</summary>
    public decimal? Discount { get; init; }

    public decimal? Shipping { get; init; }

    public decimal? Tax { get; init; }

    public string? DeliveryMethod { get; init; }

    public string? PaymentMethod { get; init; }

    /// <summary>ISO 4217; the workspace's when it is left out.</summary>
    public string? Currency { get; init; }

    internal override Order? OrderPart => Order;
}

/// <summary>An order was placed and is not paid or handed over yet.</summary>
public sealed record OrderCreated(Order Order) : OrderEvent("order_created", Order)
{
    /// <summary>The cart that became the order.</summary>
    [JsonIgnore]
    public Cart? Cart { get; init; }

    internal override Cart? CartPart => Cart;
}

/// <summary>An order was bought. It counts for revenue.</summary>
public sealed record OrderCompleted(Order Order) : OrderEvent("order_completed", Order)
{
    /// <summary>The cart that became the order.</summary>
    [JsonIgnore]
    public Cart? Cart { get; init; }

    internal override Cart? CartPart => Cart;
}

/// <summary>The goods were picked up or delivered.</summary>
public sealed record OrderFulfilled(Order Order) : OrderEvent("order_fulfilled", Order)
{
    /// <summary>The cart that became the order.</summary>
    [JsonIgnore]
    public Cart? Cart { get; init; }

    /// <summary><c>pickup</c>, <c>delivery</c> or <c>shipping</c>.</summary>
    public string? Fulfilment { get; init; }

    /// <summary>Where the parcel can be followed.</summary>
    public string? TrackingUrl { get; init; }

    internal override Cart? CartPart => Cart;
}

/// <summary>An order was called off. Its revenue is taken back out.</summary>
public sealed record OrderCanceled(Order Order) : OrderEvent("order_canceled", Order)
{
    public string? Reason { get; init; }
}

/// <summary>Money was given back. The order's revenue is taken back out.</summary>
public sealed record OrderRefunded(Order Order) : OrderEvent("order_refunded", Order)
{
    public string? Reason { get; init; }

    public decimal? RefundAmount { get; init; }
}
