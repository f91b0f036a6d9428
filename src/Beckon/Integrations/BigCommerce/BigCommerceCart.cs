using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Carts. BigCommerce itself says when one was abandoned: an hour after its last change.</summary>
public static class BigCommerceCart
{
    private static readonly string[] Lists = ["physical_items", "digital_items", "custom_items"];

    public static List<CanonicalEvent>? Read(Notice notice, BigCommerceScope scope)
    {
        var cart = notice.Fields;
        if (cart.Id("id"u8) is not { } id) return null;
        var abandoned = scope.EventName == EventNames.CartAbandoned;
        var urls = cart.Nested("redirect_urls"u8);
        var at = abandoned ? notice.At : notice.Arrival.NotLater(BigCommerceWebhook.Date(cart, "updated_time"u8) ?? notice.At);
        return [notice.Event(scope.EventName) with
        {
            OccurredAt = at,
            Who = new Identifiers
            {
                CustomerId = cart.Id("customer_id"u8) is { } customer and not "0" ? customer : null,
                Email = cart.Email("email"u8),
                AnonymousId = MarkOf(notice, id),
            },
            Cart = new CartChange
            {
                ExternalId = id,
                Status = abandoned ? CartStatus.Abandoned : CartStatus.Open,
                Url = urls?.UrlIfAny("cart_url"u8) ?? urls?.UrlIfAny("checkout_url"u8) ?? notice.Arrival.Source.Settings.ShopUrl,
                Currency = cart.Nested("currency"u8)?.Currency("code"u8) ?? notice.Arrival.Workspace.Currency,
                Total = cart.Number("cart_amount"u8) ?? cart.Number("base_amount"u8),
                Items = cart.Nested("line_items"u8) is { } items ? [.. Lists.SelectMany(list => Items(items, list))] : [],
            },
        }];
    }

    /// <summary>Bought: the order comes by itself.</summary>
    public static List<CanonicalEvent> Converted(Notice notice, string id, string? order) =>
    [
        notice.Once(EventNames.CartConverted, id, notice.At) with
        {
            Who = new Identifiers { AnonymousId = MarkOf(notice, id) },
            Cart = new CartChange { ExternalId = id, Status = CartStatus.Converted },
            Properties = EventProperties.Of(("orderId", order)),
        },
    ];

    /// <summary>What was told of a cart before anybody gave a name is told of whoever buys it.</summary>
    public static string? MarkOf(Notice notice, string cart) => Person.Unnamed(notice.Arrival.Source, "cart", cart).AnonymousId;

    private static IEnumerable<LineItem> Items(Fields lists, string name) =>
        lists.Objects(System.Text.Encoding.UTF8.GetBytes(name)).Select(Item).OfType<LineItem>();

    private static LineItem? Item(Fields item)
    {
        var sku = item.Id("sku"u8);
        var id = item.Id("product_id"u8) ?? sku ?? item.Id("id"u8);
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = item.Text("name"u8),
            Brand = item.Text("brand"u8),
            Price = item.Number("sale_price"u8) ?? item.Number("list_price"u8),
            Quantity = item.Quantity("quantity"u8) ?? 1,
            Url = item.UrlIfAny("url"u8),
            ImageUrl = item.UrlIfAny("image_url"u8),
        };
    }
}
