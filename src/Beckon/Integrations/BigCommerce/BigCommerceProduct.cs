using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Products with their variants.</summary>
public static class BigCommerceProduct
{
    public static List<CanonicalEvent>? Read(Notice notice, bool isNew)
    {
        var fields = notice.Fields;
        if (fields.Id("id"u8) is not { } id) return null;
        var tracking = fields.Word("inventory_tracking"u8);
        return [notice.Event(PlatformEvents.ProductUpdated) with
        {
            OccurredAt = notice.Arrival.NotLater(BigCommerceWebhook.Date(fields, "date_modified"u8) ?? notice.At),
            Properties = EventProperties.Of(fields.Element, ("productId", id)),
            Product = new ProductChange
            {
                ExternalId = id,
                State = fields.IsTrue("is_visible"u8) && fields.Word("availability"u8) != "disabled" ? ProductState.Sold : ProductState.Hidden,
                IsNew = isNew,
                Name = fields.Text("name"u8),
                Currency = notice.Arrival.Workspace.Currency,
                Url = UrlOf(fields, notice.Arrival.Source.Settings.ShopUrl),
                ImageUrl = fields.Nested("primary_image"u8)?.UrlIfAny("url_standard"u8),
                Variants = Variants(fields, id, tracking),
                LowFrom = notice.Arrival.Source.Settings.LowStock,
            },
        }];
    }

    private static string? UrlOf(Fields product, string? shop) =>
        shop is not null && product.Nested("custom_url"u8)?.Text("url"u8) is { } path && path.StartsWith('/') ? WebAddress.Normalize(shop.TrimEnd('/') + path) : null;

    private static IReadOnlyList<ProductVariant> Variants(Fields product, string id, string tracking)
    {
        var variants = product.Objects("variants"u8).Where(variant => variant.Has("id"u8)).ToList();
        // A product that is counted as a whole has one stock, whatever its variants.
        if (variants.Count == 0 || tracking == "product") return [Variant(product, id, counted: tracking is "product")];
        return [.. variants.Select(variant => Variant(variant, variant.Id("id"u8) ?? id, counted: tracking == "variant"))];
    }

    private static ProductVariant Variant(Fields fields, string id, bool counted)
    {
        var quantity = counted ? fields.Number("inventory_level"u8) : null;
        return new ProductVariant
        {
            Id = id,
            Sku = fields.Id("sku"u8),
            Price = fields.Number("calculated_price"u8) ?? fields.Number("price"u8),
            Quantity = quantity is { } left ? Math.Max(left, 0) : null,
            InStock = quantity is not <= 0 && !fields.IsTrue("purchasing_disabled"u8),
        };
    }
}
