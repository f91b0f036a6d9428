using Beckon.Events;

namespace Beckon.Catalog;

/// <summary>What an event makes of a product, and what is news about it. Pure.</summary>
public static class ProductRules
{
    /// <summary>The product after the event; a late event changes nothing.</summary>
    public static Product Apply(Product? product, CanonicalEvent e, Guid newId)
    {
        var change = e.Product ?? throw new ArgumentException("The event tells of no product.", nameof(e));
        if (product is not null && e.OccurredAt < product.UpdatedAt) return product;
        var told = new Product
        {
            Id = product?.Id ?? newId,
            SourceId = e.SourceId,
            ExternalId = change.ExternalId,
            State = change.State,
            Name = change.Name ?? product?.Name,
            Brand = change.Brand ?? product?.Brand,
            Category = change.Category ?? product?.Category,
            Currency = change.Currency ?? product?.Currency,
            Url = change.Url ?? product?.Url,
            ImageUrl = change.ImageUrl ?? product?.ImageUrl,
            // One that is heard of only by a change of it was there before.
            Announced = product?.Announced == true || change.State == ProductState.Sold || product is null && !change.IsNew,
            Variants = change.Variants.Count > 0 ? change.Variants : product?.Variants ?? [],
            CreatedAt = product?.CreatedAt ?? e.OccurredAt,
            UpdatedAt = e.OccurredAt,
            RestockedAt = product?.RestockedAt,
        };
        return told.InStock && product is { InStock: false } ? told with { RestockedAt = e.OccurredAt } : told;
    }

    /// <summary>What is news about the product: at most one of each kind, about all variants that it concerns.</summary>
    public static List<ProductNews> News(Product? before, Product after, ProductChange change)
    {
        if (ReferenceEquals(before, after) || after.State != ProductState.Sold) return [];
        if (before is null ? change.IsNew : !before.Announced) return [new ProductNews(EventNames.NewProductAdded, after.Variants.Select(variant => new VariantNews(variant)).ToList())];
        if (before is not { State: ProductState.Sold }) return [];

        var pairs = after.Variants
            .Select(now => (Now: now, Then: before.Variants.FirstOrDefault(then => then.Id == now.Id)))
            .Where(pair => pair.Then is not null)
            .ToList();
        return
        [
            .. Of(EventNames.PriceDrop, pairs.Where(pair => pair.Now.Price < pair.Then!.Price)),
            .. Of(EventNames.BackInStock, pairs.Where(pair => pair.Now.InStock && !pair.Then!.InStock)),
            .. Of(EventNames.LowInventory, pairs.Where(pair => IsLow(pair.Now, pair.Then!, change.LowFrom))),
        ];
    }

    private static bool IsLow(ProductVariant now, ProductVariant then, int lowFrom) =>
        now.Quantity > 0 && now.Quantity <= lowFrom && then.Quantity > lowFrom;

    private static IEnumerable<ProductNews> Of(string name, IEnumerable<(ProductVariant Now, ProductVariant? Then)> pairs)
    {
        var variants = pairs.Select(pair => new VariantNews(pair.Now) { PreviousPrice = pair.Then?.Price }).ToList();
        if (variants.Count > 0) yield return new ProductNews(name, variants);
    }
}

/// <summary>Something new about a product.</summary>
/// <param name="Name">The event that tells it.</param>
/// <param name="Variants">The variants that it concerns.</param>
public sealed record ProductNews(string Name, IReadOnlyList<VariantNews> Variants);

/// <summary>A variant as it is now.</summary>
public sealed record VariantNews(ProductVariant Variant)
{
    public decimal? PreviousPrice { get; init; }
}
