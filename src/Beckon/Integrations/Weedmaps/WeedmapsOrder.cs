using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Weedmaps;

/// <summary>
/// The order of a Weedmaps callback. A draft is a shopper who is about to order: a cart, which is bought when the same order is created. Weedmaps calls
/// for no later step, and knows people by number, name and phone.
/// </summary>
public static class WeedmapsOrder
{
    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (Lenient.Of(body) is not { } fields)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        var notice = new Notice
        {
            Arrival = arrival,
            Body = body,
            Fields = fields,
            Id = ContentHash.Of(body, "weedmaps:"),
            At = arrival.NotLater(fields.Time("lastModifiedAt"u8) ?? fields.Time("createdAt"u8)),
        };
        if (fields.Id("orderId"u8) is not { } id) return notice.Custom("weedmaps_order");
        var (status, items) = (fields.Word("status"u8), Items(fields));
        var draft = status is "draft" or "";
        CanonicalEvent AsItStands(CanonicalEvent e) => e with
        {
            Who = WhoOf(notice, id),
            Profile = fields.Nested("customer"u8)?.Name("firstName"u8, "lastName"u8),
            Cart = new CartChange
            {
                ExternalId = id,
                Status = draft ? CartStatus.Open : CartStatus.Converted,
                Url = arrival.Source.Settings.ShopUrl,
                Currency = fields.Currency("currency"u8) ?? arrival.Workspace.Currency,
                Total = TotalOf(items),
                Items = items,
            },
            Order = draft ? null : OrderOf(notice, id, status, items),
            Properties = EventProperties.Of(body, PropertiesOf(fields, id, draft)),
        };
        if (draft) return [AsItStands(notice.Event(EventNames.CheckoutStarted))];
        return [AsItStands(notice.Once(EventNames.OrderCreated, id, notice.At)), AsItStands(notice.Event(PlatformEvents.OrderUpdated)) with { Status = Word(StatusOf(status)) }];
    }

    private static OrderChange OrderOf(Notice notice, string id, string status, List<LineItem> items) => new()
    {
        ExternalId = id,
        Status = StatusOf(status),
        Total = TotalOf(items),
        Currency = notice.Fields.Currency("currency"u8) ?? notice.Arrival.Workspace.Currency,
        PlacedAt = notice.Arrival.NotLater(notice.Fields.Time("createdAt"u8) ?? notice.At),
        Items = items,
        Document = RawJson.From(notice.Body),
    };

    private static string Word(OrderStatus status) => EventNames.OfOrder(status)["order".Length..];

    // Which statuses there are is not published; these are spelled alike everywhere.
    private static OrderStatus StatusOf(string status) => status switch
    {
        "in_progress" => OrderStatus.InProgress,
        "complete" or "completed" => OrderStatus.Delivered,
        "canceled" or "cancelled" => OrderStatus.Cancelled,
        _ => OrderStatus.Initialized,
    };

    // The body has no total: taxes and fees are not in it.
    private static decimal TotalOf(List<LineItem> items) => Math.Max(items.Sum(item => (item.Price ?? 0) * item.Quantity), 0);

    private static List<LineItem> Items(Fields order) => [.. order.Objects("lineItems"u8).Select(Item).OfType<LineItem>()];

    private static LineItem? Item(Fields item)
    {
        var id = item.Id("externalId"u8) ?? item.Id("wmProductId"u8) ?? item.Id("id"u8);
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Name = item.Text("name"u8),
            Brand = item.Text("brand"u8),
            Price = item.Number("adjustedPrice"u8) ?? item.Number("originalPrice"u8),
            Quantity = item.Quantity("quantity"u8) ?? 1,
            Url = item.UrlIfAny("url"u8),
            ImageUrl = item.UrlIfAny("imageUrl"u8),
        };
    }

    private static Identifiers WhoOf(Notice notice, string id)
    {
        var customer = notice.Fields.Nested("customer"u8);
        var who = new Identifiers
        {
            CustomerId = customer?.Id("id"u8),
            Email = customer?.Email("email"u8),
            Phone = PhoneNumber.Normalize(customer?.Id("phone"u8), notice.Arrival.Workspace.CallingCode),
        };
        return who.None ? Person.Unnamed(notice.Arrival.Source, "order", id) : who;
    }

    private static (string Name, object? Value)[] PropertiesOf(Fields order, string id, bool draft) =>
    [
        (draft ? "checkoutId" : "orderId", id),
        ("channel", "online"),
        ("storeId", order.Nested("seller"u8)?.Id("id"u8)),
        ("couponCode", order.Objects("discounts"u8).Select(one => one.Text("discountCode"u8)).FirstOrDefault(code => code is not null)),
    ];
}
