namespace Beckon.Client.Events;

/// <summary>What happens to a product, and so to nobody in particular: enqueue it without a shopper.</summary>
public abstract record InventoryEvent(string Name) : ProductEvent(Name)
{
    public string? StoreId { get; init; }

    internal override bool IsOfProduct => true;
}

/// <summary>A product can be bought again.</summary>
public sealed record BackInStock() : InventoryEvent("back_in_stock")
{
    /// <summary>How many pieces there are now.</summary>
    public decimal? Quantity { get; init; }
}

/// <summary>A product costs less than before. Say also the <see cref="ProductEvent.Price"/>, which is what it costs now.</summary>
public sealed record PriceDrop() : InventoryEvent("price_drop")
{
    /// <summary>What one piece cost before.</summary>
    public required decimal PreviousPrice { get; init; }
}

/// <summary>A product is sold that was not before.</summary>
public sealed record NewProductAdded() : InventoryEvent("new_product_added")
{
    /// <summary>How many pieces there are.</summary>
    public decimal? Quantity { get; init; }
}

/// <summary>Few pieces of a product are left.</summary>
public sealed record LowInventory() : InventoryEvent("low_inventory")
{
    /// <summary>How many pieces there are now.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>From how many pieces on it counts as few.</summary>
    public decimal? Threshold { get; init; }
}
