using Beckon.Events;

namespace Beckon.Catalog;

/// <summary>A product as a source last described it. <see cref="UpdatedAt"/> is its version: what happened before it changes nothing any more.</summary>
public sealed record Product
{
    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    public required string ExternalId { get; init; }

    public required ProductState State { get; init; }

    public string? Name { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    public string? Currency { get; init; }

    public string? Url { get; init; }

    public string? ImageUrl { get; init; }

    /// <summary>Whether it has been said, or need not be said, that it is new.</summary>
    public required bool Announced { get; init; }

    public required IReadOnlyList<ProductVariant> Variants { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it last could be bought again after it could not.</summary>
    public DateTimeOffset? RestockedAt { get; init; }

    /// <summary>Of the variant that costs least.</summary>
    public decimal? Price => Variants.Min(variant => variant.Price);

    public bool InStock => State == ProductState.Sold && Variants.Any(variant => variant.InStock);
}
