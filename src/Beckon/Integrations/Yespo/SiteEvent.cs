using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// What happened on a site, in the words of the catalogue: Yespo's event calls and its tracker tell the same things in two shapes.
/// </summary>
/// <param name="Name">The event's name.</param>
/// <param name="Properties">All that was said.</param>
/// <param name="Cart">The cart as it is after the event.</param>
public sealed record SiteEvent(string Name, RawJson Properties, CartChange? Cart = null)
{
    private const int MostItems = 1_000;
    private const decimal MostMoney = 9_999_999_999_999_999m;
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly string[] ProductIds = ["productId", "productKey", "product_id", "id", "externalItemId"];

    /// <summary>A product that was looked at.</summary>
    public static SiteEvent ProductViewed(IEnumerable<KeyValuePair<string, JsonElement>> said, Loose product, string? currency)
    {
        var price = PriceOf(product);
        return new(EventNames.ViewedProduct, SaidProperties.Of(
            said,
            ("productId", ProductOf(product)),
            ("name", product.Text("name")),
            ("brand", product.Text("brand")),
            ("category", product.Text("category")),
            ("price", price?.Amount),
            ("currency", CurrencyOf(product) ?? price?.Currency ?? currency),
            ("url", product.Url("url")),
            ("imageUrl", product.Url("imageUrl") ?? product.Url("imgurl")),
            ("inStock", product.Flag("isInStock"))));
    }

    public static SiteEvent CategoryViewed(IEnumerable<KeyValuePair<string, JsonElement>> said, string? category) =>
        new(EventNames.ViewedCategory, SaidProperties.Of(said, ("category", category)));

    /// <summary>
    /// What is in the visitor's cart now. Shops name it by a hash of what is in it, which changes with every change: so it is the visitor's one cart,
    /// unless its name is known to stay. An empty list means that it was emptied.
    /// </summary>
    public static SiteEvent CartChanged(
        string name, IEnumerable<KeyValuePair<string, JsonElement>> said, IReadOnlyList<LineItem>? items, CartStatus status, CartFacts facts) =>
        new(name, SaidProperties.Of(said, ("cartId", facts.CartId), ("orderId", facts.OrderId)), new CartChange
        {
            ExternalId = facts.Name ?? "",
            Status = status,
            Url = facts.Url,
            Currency = facts.Currency,
            Total = facts.Total ?? TotalOf(items),
            Items = items,
        });

    /// <summary>The products of a list; without those that are not named.</summary>
    public static List<LineItem>? Items(List<Loose>? products) => products is null ? null :
    [
        .. products.Take(MostItems).Where(product => ProductOf(product) is not null).Select(product => new LineItem
        {
            ProductId = ProductOf(product) ?? "",
            Name = product.Text("name"),
            Brand = product.Text("brand"),
            Category = product.Text("category"),
            Price = PriceOf(product)?.Amount,
            Quantity = product.Quantity("quantity"),
            Url = product.Url("url"),
            ImageUrl = product.Url("imageUrl") ?? product.Url("imgurl"),
        }),
    ];

    // Null where there is nothing to add up, or more than any cart comes to.
    private static decimal? TotalOf(IReadOnlyList<LineItem>? items)
    {
        if (items is null) return null;
        decimal total = 0;
        foreach (var item in items)
        {
            if (item.Price is not { } price) continue;
            if (price != 0 && item.Quantity > MostMoney / Math.Abs(price)) return null;
            total += price * item.Quantity;
        }
        return Math.Abs(total) <= MostMoney ? total : null;
    }

    /// <summary>The currency that the products are priced in.</summary>
    public static string? CurrencyOf(List<Loose>? products) => products?.Select(CurrencyOf).FirstOrDefault(currency => currency is not null);

    private static string? CurrencyOf(Loose product) => product.Currency("price_currency_code") ?? product.Currency("currencyCode") ?? product.Currency("currency");

    private static string? ProductOf(Loose product) => ProductIds.Select(name => product.Id(name)).FirstOrDefault(id => id is not null);

    private static (decimal Amount, string? Currency)? PriceOf(Loose product) => MoneyOf(product.Text("price") ?? product.Text("unit_price") ?? product.Text("cost"));

    /// <summary>An amount, with its currency behind it or without: <c>754 USD</c>.</summary>
    private static (decimal Amount, string? Currency)? MoneyOf(string? text)
    {
        if (text is null) return null;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (amount, currency) = space < 0 ? (text, null) : (text[..space], text[(space + 1)..].Trim().ToUpperInvariant());
        if (!decimal.TryParse(amount, PlainNumber, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > MostMoney) return null;
        return (number, currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper) ? currency : null);
    }
}

/// <summary>What else is said of a cart.</summary>
public sealed record CartFacts
{
    /// <summary>As the shop calls it.</summary>
    public string? CartId { get; init; }

    /// <summary>The cart's name, where it stays the same for as long as the cart is there.</summary>
    public string? Name { get; init; }

    public string? OrderId { get; init; }

    public string? Url { get; init; }

    public string? Currency { get; init; }

    public decimal? Total { get; init; }
}
