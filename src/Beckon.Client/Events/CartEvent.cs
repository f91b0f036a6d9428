using System.Text.Json.Serialization;

namespace Beckon.Client.Events;

/// <summary>What happens to a cart.</summary>
public abstract record CartEvent(string Name) : ShopEvent(Name)
{
    /// <summary>The cart as it is after the event. Null: the shopper's one nameless cart.</summary>
    [JsonIgnore]
    public Cart? Cart { get; init; }

    internal override Cart? CartPart => Cart;
}

/// <summary>A shopper began to check out.</summary>
public sealed record CheckoutStarted() : CartEvent("checkout_started")
{
    public string? CheckoutId { get; init; }

    /// <summary>Where the shopper goes on with it.</summary>
    public string? CheckoutUrl { get; init; }

    /// <summary>What it comes to.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217; the workspace's when it is left out.</summary>
    public string? Currency { get; init; }

    /// <summary>How many pieces.</summary>
    public decimal? ItemCount { get; init; }
}

/// <summary>Something was put into or taken out of a cart.</summary>
public sealed record CartUpdated() : CartEvent("cart_updated");

/// <summary>A cart was left. Without items it says who, with them also what.</summary>
public sealed record CartAbandoned() : CartEvent("cart_abandoned");

/// <summary>A cart was bought: nobody is asked to come back for it.</summary>
public sealed record CartConverted() : CartEvent("cart_converted");

/// <summary>An order of a menu provider moved on.</summary>
/// <param name="Status">One of the twelve, from <c>pending</c> to <c>finished_without_review</c>.</param>
public sealed record CartStatusUpdated([property: JsonIgnore] string Status) : CartEvent("cart_status_updated")
{
    /// <summary>The order as it is after the event; its status is needed.</summary>
    [JsonIgnore]
    public Order? Order { get; init; }

    internal override string? StatusPart => Status;

    internal override Order? OrderPart => Order;
}
