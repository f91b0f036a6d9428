namespace Beckon.Events;

/// <summary>A product in a cart or an order. The price is that of one piece, in the currency of the cart or order.</summary>
public sealed record LineItem
{
    public required string ProductId { get; init; }

    public string? Sku { get; init; }

    public string? Name { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    public decimal? Price { get; init; }

    /// <summary>What was taken off one piece; the price is what is left.</summary>
    public decimal? Discount { get; init; }

    public decimal Quantity { get; init; } = 1;

    public string? Url { get; init; }

    public string? ImageUrl { get; init; }

    public string? Description { get; init; }
}
