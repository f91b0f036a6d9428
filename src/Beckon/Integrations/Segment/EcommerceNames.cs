using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Beckon.Events;

namespace Beckon.Integrations.Segment;

/// <summary>
/// The events of the e-commerce specification that the catalogue has: those of its second version, the names of the first that are still sent, and the
/// catalogue's own. All others keep their names: they are custom events, as are those that other tools tell of their own e-mails.
/// </summary>
public static class EcommerceNames
{
    private static readonly FrozenDictionary<string, EcommerceEvent> Known = new Dictionary<string, EcommerceEvent>(StringComparer.OrdinalIgnoreCase)
    {
        ["Product Viewed"] = new(EventNames.ViewedProduct),
        ["Viewed Product"] = new(EventNames.ViewedProduct),
        ["Product List Viewed"] = new(EventNames.ViewedCategory),
        ["Viewed Product Category"] = new(EventNames.ViewedCategory),
        ["Product Added"] = new(EventNames.AddedToCart, EcommercePart.Added),
        ["Added Product"] = new(EventNames.AddedToCart, EcommercePart.Added),
        ["Wishlist Product Added to Cart"] = new(EventNames.AddedToCart, EcommercePart.Added),
        ["Product Removed"] = new(EventNames.RemovedFromCart, EcommercePart.Removed),
        ["Removed Product"] = new(EventNames.RemovedFromCart, EcommercePart.Removed),
        ["Cart Viewed"] = new(EventNames.CartUpdated, EcommercePart.Cart),
        ["Viewed Cart"] = new(EventNames.CartUpdated, EcommercePart.Cart),
        ["Cart Updated"] = new(EventNames.CartUpdated, EcommercePart.Cart),
        ["Cart Abandoned"] = new(EventNames.CartAbandoned, EcommercePart.Abandoned),
        ["Checkout Started"] = new(EventNames.CheckoutStarted, EcommercePart.Cart),
        ["Started Checkout"] = new(EventNames.CheckoutStarted, EcommercePart.Cart),
        ["Order Created"] = new(EventNames.OrderCreated, EcommercePart.Created),
        ["Order Completed"] = new(EventNames.OrderCompleted, EcommercePart.Completed),
        ["Completed Order"] = new(EventNames.OrderCompleted, EcommercePart.Completed),
        ["Order Fulfilled"] = new(EventNames.OrderFulfilled, EcommercePart.Fulfilled),
        // The catalogue has no event for it: what it says of the order is taken all the same.
        ["Order Updated"] = new("Order Updated", EcommercePart.Updated),
        ["Updated Order"] = new("Order Updated", EcommercePart.Updated),
        ["Order Cancelled"] = new(EventNames.OrderCanceled, EcommercePart.Cancelled),
        ["Order Canceled"] = new(EventNames.OrderCanceled, EcommercePart.Cancelled),
        ["Cancelled Order"] = new(EventNames.OrderCanceled, EcommercePart.Cancelled),
        ["Order Refunded"] = new(EventNames.OrderRefunded, EcommercePart.Refunded),
        ["Refunded Order"] = new(EventNames.OrderRefunded, EcommercePart.Refunded),
        ["Product Reviewed"] = new(EventNames.CompletedProductReview),
        ["Reviewed Product"] = new(EventNames.CompletedProductReview),
        [EventNames.ViewedProduct] = new(EventNames.ViewedProduct),
        [EventNames.ViewedBrand] = new(EventNames.ViewedBrand),
        [EventNames.ViewedCategory] = new(EventNames.ViewedCategory),
        [EventNames.AddedToCart] = new(EventNames.AddedToCart, EcommercePart.Added),
        [EventNames.RemovedFromCart] = new(EventNames.RemovedFromCart, EcommercePart.Removed),
        [EventNames.CartUpdated] = new(EventNames.CartUpdated, EcommercePart.Cart),
        [EventNames.CartAbandoned] = new(EventNames.CartAbandoned, EcommercePart.Abandoned),
        [EventNames.CheckoutStarted] = new(EventNames.CheckoutStarted, EcommercePart.Cart),
        [EventNames.OrderCreated] = new(EventNames.OrderCreated, EcommercePart.Created),
        [EventNames.OrderCompleted] = new(EventNames.OrderCompleted, EcommercePart.Completed),
        [EventNames.OrderFulfilled] = new(EventNames.OrderFulfilled, EcommercePart.Fulfilled),
        [EventNames.OrderCanceled] = new(EventNames.OrderCanceled, EcommercePart.Cancelled),
        [EventNames.OrderRefunded] = new(EventNames.OrderRefunded, EcommercePart.Refunded),
        [EventNames.StartedProductReview] = new(EventNames.StartedProductReview),
        [EventNames.CompletedProductReview] = new(EventNames.CompletedProductReview),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the catalogue that messages come to.</summary>
    public static IReadOnlyList<string> Events { get; } =
        [.. new[] { EventNames.CustomerUpdated, EventNames.ViewedPage }.Concat(Known.Values.Select(one => one.Name).Where(name => !name.Contains(' ', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal))];

    public static bool TryFind(string name, [NotNullWhen(true)] out EcommerceEvent? known) => Known.TryGetValue(name, out known);

    /// <summary>What the catalogue calls a property of the specification; the others keep their names.</summary>
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("coupon"u8)) return "couponCode"u8;
        if (!name.Contains((byte)'_')) return name;
        if (name.SequenceEqual("product_id"u8)) return "productId"u8;
        if (name.SequenceEqual("image_url"u8)) return "imageUrl"u8;
        if (name.SequenceEqual("order_id"u8)) return "orderId"u8;
        if (name.SequenceEqual("cart_id"u8)) return "cartId"u8;
        if (name.SequenceEqual("checkout_id"u8)) return "checkoutId"u8;
        if (name.SequenceEqual("checkout_url"u8)) return "checkoutUrl"u8;
        if (name.SequenceEqual("store_id"u8)) return "storeId"u8;
        if (name.SequenceEqual("shipping_method"u8)) return "deliveryMethod"u8;
        if (name.SequenceEqual("payment_method"u8)) return "paymentMethod"u8;
        return name.SequenceEqual("review_body"u8) ? "review"u8 : name;
    }
}

/// <summary>What an event of the specification is in the catalogue, and what it tells of beside the person.</summary>
public sealed record EcommerceEvent(string Name, EcommercePart Part = EcommercePart.None)
{
    /// <summary>Whether its properties name who buys: guests have no account that would.</summary>
    public bool NamesBuyer => Part is not (EcommercePart.None or EcommercePart.Added or EcommercePart.Removed);
}

/// <summary>What an event tells of.</summary>
public enum EcommercePart
{
    None,

    /// <summary>One product that was put into the cart.</summary>
    Added,

    /// <summary>One product that was taken out.</summary>
    Removed,

    /// <summary>The whole cart.</summary>
    Cart,

    /// <summary>A cart that was left.</summary>
    Abandoned,

    /// <summary>An order, by where it stands.</summary>
    Created,
    Completed,
    Fulfilled,
    Updated,
    Cancelled,
    Refunded,
}
