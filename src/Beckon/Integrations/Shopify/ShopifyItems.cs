using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Shopify;

/// <summary>The <c>line_items</c> of carts, checkouts and orders.</summary>
public static class ShopifyItems
{
    /// <summary>Those that can be told apart: an item that was made up at the till has no product.</summary>
    public static List<LineItem> Of(Fields parent) => [.. parent.Objects("line_items"u8).Select(Item).OfType<LineItem>()];

    private static LineItem? Item(Fields item)
    {
        var sku = item.Id("sku"u8);
        var name = item.Text("title"u8) ?? item.Text("name"u8);
        var id = item.Id("product_id"u8) ?? item.Id("variant_id"u8) ?? sku ?? item.Id("id"u8);
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = item.Text("variant_title"u8) is { } variant && name is not null ? $"{name} – {variant}" : name,
            Brand = item.Text("vendor"u8),
            Price = item.Number("price"u8),
            Quantity = item.Quantity("current_quantity"u8) is > 0 and var left ? left : item.Quantity("quantity"u8) ?? 1,
        };
    }
}
