using System.Net;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.WooCommerce;

/// <summary>The <c>line_items</c> of orders and drafts.</summary>
public static class WooCommerceItems
{
    public static List<LineItem> Of(Fields parent) => [.. parent.Objects("line_items"u8).Select(Item).OfType<LineItem>()];

    /// <summary>Names come as HTML, with <c>&amp;ndash;</c> and the like.</summary>
    public static string? Name(Fields fields) => WebUtility.HtmlDecode(fields.Text("name"u8));

    private static LineItem? Item(Fields item)
    {
        var sku = item.Id("sku"u8);
        // 0: a product that is there no more.
        var id = item.Id("product_id"u8) is { } product and not "0" ? product : sku ?? item.Id("id"u8);
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = Name(item),
            Price = item.Number("price"u8) is { } price ? Math.Round(price, 2) : null,
            Quantity = item.Quantity("quantity"u8) ?? 1,
            ImageUrl = item.Nested("image"u8)?.UrlIfAny("src"u8),
        };
    }
}
