using System.Text.Json.Serialization;

namespace Beckon.Client.Events;

/// <summary>Something about a product.</summary>
public abstract record ProductEvent(string Name) : ShopEvent(Name)
{
    /// <summary>The product, by the id that carts and orders name it by.</summary>
    public required string ProductId { get; init; }

    public string? Sku { get; init; }

    /// <summary>As the shopper knows it.</summary>
    [JsonPropertyName("name")]
    public string? ProductName { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    /// <summary>Of one piece, after discounts.</summary>
    public decimal? Price { get; init; }

    /// <summary>ISO 4217; the workspace's when it is left out.</summary>
    public string? Currency { get; init; }

    /// <summary>The product's page.</summary>
    public string? Url { get; init; }

    public string? ImageUrl { get; init; }
}

/// <summary>A shopper looked at a product.</summary>
public sealed record ViewedProduct() : ProductEvent("viewed_product");

/// <summary>A shopper put a product into a cart.</summary>
public sealed record AddedToCart() : ProductEvent("added_to_cart")
{
    /// <summary>How many pieces; one when it is left out.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The cart as it is after the event.</summary>
    [JsonIgnore]
    public Cart? Cart { get; init; }

    internal override Cart? CartPart => Cart;
}

/// <summary>A shopper took a product out of a cart.</summary>
public sealed record RemovedFromCart() : ProductEvent("removed_from_cart")
{
    /// <summary>How many pieces; one when it is left out.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The cart as it is after the event.</summary>
    [JsonIgnore]
    public Cart? Cart { get; init; }

    internal override Cart? CartPart => Cart;
}

/// <summary>A shopper began to write a review and has not sent it.</summary>
public sealed record StartedProductReview() : ProductEvent("started_product_review")
{
    public string? OrderId { get; init; }
}

/// <summary>A shopper sent a review.</summary>
public sealed record CompletedProductReview() : ProductEvent("completed_product_review")
{
    public string? OrderId { get; init; }

    /// <summary>1 to 5 stars.</summary>
    public decimal? Rating { get; init; }

    public string? Review { get; init; }
}
