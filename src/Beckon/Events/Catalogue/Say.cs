namespace Beckon.Events.Catalogue;

/// <summary>Properties that several events have.</summary>
internal static class Say
{
    public static PropertyType Currency { get; } = new("currency", PropertyKind.Text, "ISO 4217; the workspace's when it is left out.", "\"USD\"");

    public static PropertyType Store { get; } = new("storeId", PropertyKind.Id, "The store's id at the sender.", "\"st-12\"");

    public static PropertyType StoreName { get; } = new("storeName", PropertyKind.Text, "The store as shoppers know it.", "\"Pearl Street\"");

    public static PropertyType Page { get; } = new("url", PropertyKind.Url, "The page's address.", "\"https://shop.example/p/7\"");

    public static PropertyType OrderId { get; } = new("orderId", PropertyKind.Id, "The order it is about, by the sender's id.", "\"5001\"");

    public static PropertyType Product { get; } =
        new("productId", PropertyKind.Id, "The product, by the id that carts and orders name it by.", "\"p-7\"");

    public static PropertyType Price { get; } = new("price", PropertyKind.Money, "Of one piece, after discounts.", "17.00") { Unit = "currency" };

    public static PropertyType Brand { get; } = new("brand", PropertyKind.Text, "Of the product.", "\"Kiln\"");

    public static PropertyType Category { get; } = new("category", PropertyKind.Text, "Of the product.", "\"Kitchen\"");

    /// <summary>A product as an event describes it; <paramref name="use"/> says what cannot be done without its id.</summary>
    public static PropertyType[] AProduct(string use) =>
    [
        Product.For(use),
        new("sku", PropertyKind.Id, "Stock keeping unit.", "\"MUG-B\""),
        new("name", PropertyKind.Text, "As the shopper knows it.", "\"Ceramic mug\""),
        Brand,
        Category,
        Price,
        Currency,
        Page with { Sentence = "The product's page." },
        new("imageUrl", PropertyKind.Url, "The product's picture.", "\"https://shop.example/p/7.png\""),
    ];
}
