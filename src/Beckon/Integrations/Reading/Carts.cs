using Beckon.Events;

namespace Beckon.Integrations.Reading;

/// <summary>A cart as the cart call and the events API describe it.</summary>
public static class Carts
{
    private const int MostItems = 1_000;

    /// <summary>No cart at all means the shopper's one nameless cart.</summary>
    public static CartChange Read(Fields? cart, CartStatus status)
    {
        if (cart is not { } fields) return new CartChange { ExternalId = "", Status = status };
        return new CartChange
        {
            ExternalId = fields.Id("id"u8) ?? "",
            Status = status,
            Url = fields.Url("url"u8),
            Currency = fields.Currency("currency"u8),
            Total = fields.Number("total"u8),
            Items = Items(fields),
        };
    }

    public static List<LineItem>? Items(Fields parent) =>
        parent.List("items"u8, MostItems)?.ConvertAll(Item);

    private static LineItem Item(Fields item)
    {
        var sku = item.Id("sku"u8);
        var productId = item.Id("productId"u8) ?? sku;
        if (productId is null) item.Fault("productId"u8, "Say which product it is: send productId, or sku.");
        return new LineItem
        {
            ProductId = productId ?? "",
            Sku = sku,
            Name = item.Text("name"u8),
            Brand = item.Text("brand"u8),
            Category = item.Text("category"u8),
            Price = item.Number("price"u8),
            Discount = item.Number("discount"u8),
            Quantity = item.Quantity("quantity"u8) ?? 1,
            Url = item.Url("url"u8),
            ImageUrl = item.Url("imageUrl"u8),
            Description = item.Text("description"u8),
        };
    }
}
