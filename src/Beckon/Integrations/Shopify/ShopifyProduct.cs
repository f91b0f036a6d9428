using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Shopify;

/// <summary>Products with their variants. Shopify sends one anew whenever a price or a stock of it changes.</summary>
public static class ShopifyProduct
{
    private const int MostVariants = 2_048;

    public static List<CanonicalEvent>? Read(Notice notice, string? shop, bool isNew)
    {
        if (notice.Fields.Id("id"u8) is not { } id) return null;
        var fields = notice.Fields;
        return [notice.Event(PlatformEvents.ProductUpdated) with
        {
            Product = new ProductChange
            {
                ExternalId = id,
                State = IsSold(fields) ? ProductState.Sold : ProductState.Hidden,
                IsNew = isNew,
                Name = fields.Text("title"u8),
                Brand = fields.Text("vendor"u8),
                Category = fields.Text("product_type"u8),
                Currency = notice.Arrival.Workspace.Currency,
                Url = UrlOf(fields, notice.Arrival.Source.Settings.ShopUrl ?? (shop is null ? null : "https://" + shop)),
                ImageUrl = fields.Nested("image"u8)?.UrlIfAny("src"u8) ?? fields.Objects("images"u8).Select(one => one.UrlIfAny("src"u8)).FirstOrDefault(),
                Variants = [.. (fields.List("variants"u8, MostVariants) ?? []).Select(Variant).OfType<ProductVariant>()],
                LowFrom = notice.Arrival.Source.Settings.LowStock,
            },
        }];
    }

    public static List<CanonicalEvent>? Deleted(Notice notice) => notice.Fields.Id("id"u8) is { } id
        ? [notice.Event(PlatformEvents.ProductDeleted) with { Product = new ProductChange { ExternalId = id, State = ProductState.Deleted, Variants = [] } }]
        : null;

    private static bool IsSold(Fields product) => product.Word("status"u8) is "active" or "" && product.Time("published_at"u8) is not null;

    private static string? UrlOf(Fields product, string? shop) =>
        shop is null || product.Text("handle"u8, Fields.LongestId) is not { } handle ? null
        : WebAddress.Normalize($"{shop.TrimEnd('/')}/products/{Uri.EscapeDataString(handle)}");

    private static ProductVariant? Variant(Fields variant)
    {
        if (variant.Id("id"u8) is not { } id) return null;
        // Null: the shop does not count it. Left out: the version of the API has the field no more.
        var counted = !variant.Element.TryGetProperty("inventory_management"u8, out _) || variant.Has("inventory_management"u8);
        var quantity = counted ? variant.Number("inventory_quantity"u8) : null;
        return new ProductVariant
        {
            Id = id,
            Sku = variant.Id("sku"u8),
            Name = variant.Text("title"u8) is { } title and not "Default Title" ? title : null,
            Price = variant.Number("price"u8),
            Quantity = quantity is { } left ? Math.Max(left, 0) : null,
            InStock = quantity is not <= 0 || variant.Word("inventory_policy"u8) == "continue",
        };
    }
}
