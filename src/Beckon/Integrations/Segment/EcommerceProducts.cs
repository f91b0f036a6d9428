using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Segment;

/// <summary>The products of an e-commerce event. One that cannot be told from others is left out.</summary>
public static class EcommerceProducts
{
    private const int Most = 1_000;

    // A line of so many pieces, or pieces of such a price, is a mistake; larger, and their sum would be no sum.
    private const decimal MostPieces = 1_000_000;
    private const decimal MostPrice = 1_000_000_000;

    /// <summary>The products that are listed; null when none are, so that what is known of them stays.</summary>
    public static List<LineItem>? All(Fields? properties)
    {
        if (properties is not { } said || !said.TryGet("products"u8, out var list) || list.ValueKind != JsonValueKind.Array) return null;
        var items = new List<LineItem>(Math.Min(list.GetArrayLength(), Most));
        foreach (var product in said.Children(list).Take(Most))
        {
            if (Item(product, 1) is { } item) items.Add(item);
        }
        return items;
    }

    /// <summary>The one product that an event is about.</summary>
    /// <param name="properties">Of the event.</param>
    /// <param name="quantity">Where it is not said.</param>
    public static LineItem? First(Fields? properties, decimal quantity = 1)
    {
        if (properties is not { } said) return null;
        if (Item(said, quantity) is { } item) return item;
        return said.TryGet("products"u8, out var list) && list.ValueKind == JsonValueKind.Array
            ? said.Children(list).Select(product => Item(product, quantity)).FirstOrDefault()
            : null;
    }

    private static LineItem? Item(Fields product, decimal otherwise)
    {
        var sku = product.Id("sku"u8);
        var id = product.Id("product_id"u8) ?? product.Id("productId"u8) ?? sku ?? product.Id("id"u8);
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = product.Text("name"u8),
            Brand = product.Text("brand"u8),
            Category = product.Text("category"u8),
            Price = product.Number("price"u8) is { } price && Math.Abs(price) <= MostPrice ? price : null,
            Quantity = product.Quantity("quantity"u8) is { } pieces and <= MostPieces ? pieces : otherwise,
            Url = product.UrlIfAny("url"u8),
            ImageUrl = product.UrlIfAny("image_url"u8) ?? product.UrlIfAny("imageUrl"u8),
        };
    }
}
