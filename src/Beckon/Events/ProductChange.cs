namespace Beckon.Events;

/// <summary>What an event says of a product: the whole of it, as it now stands. What it leads to follows from what was known before.</summary>
public sealed record ProductChange
{
    public const int FewPieces = 5;

    /// <summary>By which carts and orders name it.</summary>
    public required string ExternalId { get; init; }

    public required ProductState State { get; init; }

    /// <summary>The platform says that it was just made.</summary>
    public bool IsNew { get; init; }

    public string? Name { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    public string? Currency { get; init; }

    public string? Url { get; init; }

    public string? ImageUrl { get; init; }

    /// <summary>At least one. A product without variants is its own.</summary>
    public required IReadOnlyList<ProductVariant> Variants { get; init; }

    /// <summary>From how many pieces on there are few left.</summary>
    public int LowFrom { get; init; } = FewPieces;
}

/// <summary>A product in one of its forms, such as a size.</summary>
public sealed record ProductVariant
{
    public required string Id { get; init; }

    public string? Sku { get; init; }

    public string? Name { get; init; }

    public decimal? Price { get; init; }

    /// <summary>How many there are; null where they are not counted.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Whether it can be bought.</summary>
    public required bool InStock { get; init; }
}

/// <summary>Whether shoppers see a product.</summary>
public enum ProductState
{
    Sold,
    Hidden,
    Deleted,
}
