using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Orders as they stood when they were fetched. Each step of an order's life is told once, whichever call it was fetched for.</summary>
public static class BigCommerceOrder
{
    private const string Incomplete = "0";
    private const string Cancelled = "5";

    public static List<CanonicalEvent>? Read(Notice called, Fields fetched)
    {
        if (called.Fields.Id("id"u8) is not { } id) return null;
        var notice = called with { At = called.Arrival.NotLater(BigCommerceWebhook.Date(called.Fields, "date_modified"u8) ?? called.At) };
        var fields = notice.Fields;
        var status = fields.Id("status_id"u8) ?? "";
        var cart = fields.Id("cart_id"u8);
        var who = WhoOf(notice, id, cart);
        // A shopper who is at the payment page has not ordered yet.
        if (status == Incomplete) return [notice.Event("bigcommerce_order_incomplete") with { Who = who }];

        var order = ChangeOf(notice, id, status, fetched);
        CanonicalEvent AsItStands(CanonicalEvent e) => e with
        {
            Who = who,
            Profile = fields.Nested("billing_address"u8)?.Name("first_name"u8, "last_name"u8),
            Order = order,
            Cart = cart is null ? null : new CartChange { ExternalId = cart, Status = CartStatus.Converted },
            Properties = e.Properties.Utf8.Length > 2 ? e.Properties : EventProperties.Of(PropertiesOf(fields, id)),
        };
        var told = notice.Event(PlatformEvents.OrderUpdated) with
        {
            Status = EventNames.OfOrder(order.Status)["order".Length..],
            Properties = EventProperties.Of(fields.Element, PropertiesOf(fields, id)),
        };
        return [.. Steps(notice, id, status, order.Status, fetched).Prepend(told).Select(AsItStands)];
    }

    private static IEnumerable<CanonicalEvent> Steps(Notice notice, string id, string status, OrderStatus stands, Fields fetched)
    {
        CanonicalEvent Bare(CanonicalEvent e) => e with { Properties = RawJson.EmptyObject };
        yield return Bare(notice.Once(EventNames.OrderCreated, id, BigCommerceWebhook.Date(notice.Fields, "date_created"u8)));
        if (stands == OrderStatus.Delivered)
        {
            var at = BigCommerceWebhook.Date(notice.Fields, "date_shipped"u8);
            yield return Bare(notice.Once(EventNames.OrderCompleted, id, at));
            yield return Bare(notice.Once(EventNames.OrderFulfilled, id, at));
        }
        if (status == Cancelled) yield return Bare(notice.Once(EventNames.OrderCanceled, id, notice.At));
        foreach (var refund in fetched.Nested("refunds"u8)?.Objects("data"u8) ?? [])
        {
            if (refund.Id("id"u8) is not { } refundId) continue;
            yield return notice.Once(EventNames.OrderRefunded, refundId, BigCommerceWebhook.Date(refund, "created"u8)) with
            {
                Properties = EventProperties.Of(
                    [.. PropertiesOf(notice.Fields, id), ("refundAmount", refund.Number("total_amount"u8)), ("reason", refund.Text("reason"u8))]),
            };
        }
    }

    private static OrderChange ChangeOf(Notice notice, string id, string status, Fields fetched)
    {
        var fields = notice.Fields;
        var refunded = fields.Number("refunded_amount"u8) ?? 0;
        var left = (fields.Number("total_inc_tax"u8) ?? fields.Number("total_ex_tax"u8) ?? 0) - refunded;
        return new OrderChange
        {
            ExternalId = id,
            Status = refunded > 0 && left <= 0 ? OrderStatus.Cancelled : StatusOf(status, fields),
            Total = Math.Max(left, 0),
            Currency = fields.Currency("currency_code"u8) ?? fields.Currency("default_currency_code"u8) ?? notice.Arrival.Workspace.Currency,
            PlacedAt = notice.Arrival.NotLater(BigCommerceWebhook.Date(fields, "date_created"u8) ?? notice.At),
            Items = [.. fetched.Objects("products"u8).Select(Item).OfType<LineItem>()],
            Document = RawJson.From(fields.Element),
        };
    }

    // BigCommerce's numbers: 1 pending, 2 shipped, 3 partially shipped, 4 refunded, 5 cancelled, 6 declined, 7 awaiting payment, 8 awaiting pickup,
    // 9 awaiting shipment, 10 completed, 11 awaiting fulfilment, 12 to be verified, 13 disputed, 14 partially refunded.
    private static OrderStatus StatusOf(string status, Fields order) => status switch
    {
        "2" or "10" => OrderStatus.Delivered,
        "4" or "5" or "6" => OrderStatus.Cancelled,
        "14" when BigCommerceWebhook.Date(order, "date_shipped"u8) is not null => OrderStatus.Delivered,
        "3" or "8" or "9" or "11" or "12" or "13" or "14" => OrderStatus.InProgress,
        _ => OrderStatus.Initialized,
    };

    private static LineItem? Item(Fields item)
    {
        var sku = item.Id("sku"u8);
        var id = item.Id("product_id"u8) is { } product and not "0" ? product : sku ?? item.Id("id"u8);
        if (id is null) return null;
        return new LineItem
        {
            ProductId = id,
            Sku = sku,
            Name = item.Text("name"u8),
            Brand = item.Text("brand"u8),
            Price = item.Number("price_inc_tax"u8) ?? item.Number("base_price"u8),
            Quantity = item.Quantity("quantity"u8) ?? 1,
        };
    }

    private static Identifiers WhoOf(Notice notice, string id, string? cart)
    {
        var billing = notice.Fields.Nested("billing_address"u8);
        var who = new Identifiers
        {
            CustomerId = notice.Fields.Id("customer_id"u8) is { } customer and not "0" ? customer : null,
            Email = billing?.Email("email"u8),
            Phone = PhoneNumber.Normalize(billing?.Id("phone"u8), notice.Arrival.Workspace.CallingCode),
            AnonymousId = cart is null ? null : BigCommerceCart.MarkOf(notice, cart),
        };
        return who.None ? Person.Unnamed(notice.Arrival.Source, "order", id) : who;
    }

    private static (string Name, object? Value)[] PropertiesOf(Fields order, string id) =>
    [
        ("orderId", id),
        ("channel", order.Word("order_source"u8) switch { "pos" => "in_store", "" => null, _ => "online" }),
        ("discount", order.Number("discount_amount"u8)),
        ("shipping", order.Number("shipping_cost_inc_tax"u8)),
        ("tax", order.Number("total_tax"u8)),
        ("paymentMethod", order.Text("payment_method"u8)),
    ];
}
