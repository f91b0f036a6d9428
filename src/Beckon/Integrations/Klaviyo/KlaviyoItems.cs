using System.Text;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Klaviyo;

/// <summary>The products of an event, by the names that Klaviyo asks its users for.</summary>
public static class KlaviyoItems
{
    private const int Most = 1_000;
    private const decimal MostPieces = 1_000_000;
    private const decimal MostPrice = 1_000_000_000;

    // The catalogue's name, and what it is called here.
    private static readonly (string Name, string[] Told)[] Canonical =
    [
        ("productId", ["ProductID", "ProductId"]), ("sku", ["SKU"]), ("name", ["ProductName"]), ("brand", ["Brand"]), ("price", ["Price"]),
        ("url", ["URL", "ProductURL"]), ("imageUrl", ["ImageURL"]), ("orderId", ["OrderId", "OrderID"]), ("checkoutUrl", ["CheckoutURL"]),
        ("couponCode", ["DiscountCode"]), ("discount", ["DiscountValue"]),
    ];

    /// <summary>The products that are listed; null when none are.</summary>
    public static List<LineItem>? All(Fields said)
    {
        if (!TryList(said, out var list) && !(said.Nested("$extra"u8) is { } extra && TryList(extra, out list))) return null;
        var items = new List<LineItem>(Math.Min(list.GetArrayLength(), Most));
        foreach (var product in said.Children(list).Take(Most))
        {
            if (Item(product) is { } item) items.Add(item);
        }
        return items;
    }

    /// <summary>The one product that was put into the cart, where the whole cart is not told.</summary>
    public static LineItem? AddedItem(Fields said)
    {
        var sku = said.Id("AddedItemSKU"u8);
        var id = said.Id("AddedItemProductID"u8) ?? sku;
        if (id is null) return Item(said);
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = said.Text("AddedItemProductName"u8),
            Category = First(said, "AddedItemCategories"u8),
            Price = Price(said.Number("AddedItemPrice"u8)),
            Quantity = Pieces(said.Quantity("AddedItemQuantity"u8)),
            Url = said.UrlIfAny("AddedItemURL"u8),
            ImageUrl = said.UrlIfAny("AddedItemImageURL"u8),
        };
    }

    public static decimal Sum(List<LineItem>? items) =>
        Math.Clamp(items?.Sum(item => (item.Price ?? 0) * item.Quantity) ?? 0, -Fields.MostMoney, Fields.MostMoney);

    public static void AddCanonical(ObjectBytes all, Fields said, bool added)
    {
        foreach (var (name, told) in Canonical)
        {
            foreach (var one in added && name is not ("checkoutUrl" or "orderId") ? [.. told, .. told.Select(word => "AddedItem" + word)] : told)
            {
                if (!said.TryGet(Encoding.UTF8.GetBytes(one), out var value)) continue;
                all.Add(Encoding.UTF8.GetBytes(name), value);
                break;
            }
        }
        if ((First(said, "Categories"u8) ?? First(said, "AddedItemCategories"u8)) is { } category) all.Add("category"u8, category);
    }

    private static bool TryList(Fields said, out JsonElement list) =>
        (said.TryGet("Items"u8, out list) || said.TryGet("items"u8, out list)) && list.ValueKind == JsonValueKind.Array;

    private static LineItem? Item(Fields product)
    {
        var sku = product.Id("SKU"u8) ?? product.Id("sku"u8);
        var id = product.Id("ProductID"u8) ?? product.Id("ProductId"u8) ?? product.Id("product_id"u8) ?? sku;
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = product.Text("ProductName"u8) ?? product.Text("name"u8),
            Brand = product.Text("Brand"u8),
            Category = First(product, "Categories"u8) ?? First(product, "ProductCategories"u8),
            Price = Price(product.Number("ItemPrice"u8) ?? product.Number("Price"u8)),
            Quantity = Pieces(product.Quantity("Quantity"u8)),
            Url = product.UrlIfAny("ProductURL"u8) ?? product.UrlIfAny("URL"u8),
            ImageUrl = product.UrlIfAny("ImageURL"u8),
        };
    }

    private static decimal? Price(decimal? price) => price is { } known && Math.Abs(known) <= MostPrice ? known : null;

    private static decimal Pieces(decimal? pieces) => pieces is { } known and <= MostPieces ? known : 1;

    private static string? First(Fields said, ReadOnlySpan<byte> name)
    {
        if (!said.TryGet(name, out var list)) return null;
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0) list = list[0];
        return list.ValueKind == JsonValueKind.String && list.GetString() is { Length: > 0 and <= Fields.LongestText } text ? text : null;
    }
}
