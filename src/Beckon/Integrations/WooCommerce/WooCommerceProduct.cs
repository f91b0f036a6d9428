using System.Net;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.WooCommerce;

/// <summary>Products. A variable product comes without its variations, whose prices and stocks are told one by one, as products of their own.</summary>
public static class WooCommerceProduct
{
    public static List<CanonicalEvent>? Read(Notice notice, bool isNew)
    {
        if (notice.Fields.Id("id"u8) is not { } id) return null;
        var fields = notice.Fields;
        return [notice.Event(PlatformEvents.ProductUpdated) with
        {
            Product = new ProductChange
            {
                ExternalId = id,
                State = fields.Word("status"u8) == "publish" && fields.Word("catalog_visibility"u8) != "hidden" ? ProductState.Sold : ProductState.Hidden,
                IsNew = isNew && fields.Word("type"u8) != "variation",
                Name = WooCommerceItems.Name(fields),
                Brand = First(fields, "brands"u8),
                Category = First(fields, "categories"u8),
                Currency = notice.Arrival.Workspace.Currency,
                Url = fields.UrlIfAny("permalink"u8),
                ImageUrl = fields.Objects("images"u8).Select(one => one.UrlIfAny("src"u8)).FirstOrDefault(),
                Variants =
                [
                    new ProductVariant
                    {
                        Id = id,
                        Sku = fields.Id("sku"u8),
                        Price = fields.Number("price"u8),
                        Quantity = fields.IsTrue("manage_stock"u8) && fields.Number("stock_quantity"u8) is { } left ? Math.Max(left, 0) : null,
                        InStock = fields.Word("stock_status"u8) != "outofstock",
                    },
                ],
                LowFrom = notice.Arrival.Source.Settings.LowStock,
            },
        }];
    }

    public static List<CanonicalEvent>? Deleted(Notice notice) => notice.Fields.Id("id"u8) is { } id
        ? [notice.Event(PlatformEvents.ProductDeleted) with { Product = new ProductChange { ExternalId = id, State = ProductState.Deleted, Variants = [] } }]
        : null;

    private static string? First(Fields product, ReadOnlySpan<byte> list)
    {
        var named = product.Objects(list);
        return named.Count == 0 ? null : WebUtility.HtmlDecode(named[0].Text("name"u8));
    }
}
