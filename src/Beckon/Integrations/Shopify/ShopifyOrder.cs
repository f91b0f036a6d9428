using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Shopify;

/// <summary>
/// Orders. Each body is the whole order as it then stood, so that any of the topics brings it up to date, and each step of its life is told once,
/// whichever topics the shop has switched on.
/// </summary>
public static class ShopifyOrder
{
    public static List<CanonicalEvent>? Read(Notice notice, bool isNew)
    {
        if (notice.Fields.Id("id"u8) is not { } id) return null;
        var cart = ShopifyCart.IdOf(notice.Fields, "checkout_token"u8);
        var who = ShopifyPerson.Of(notice, cart);
        var order = ChangeOf(notice, id);
        CanonicalEvent AsItStands(CanonicalEvent e) => e with
        {
            Who = who.None ? Person.Unnamed(notice.Arrival.Source, "order", id) : who,
            Profile = ShopifyPerson.NameOf(notice.Fields),
            Order = order,
            Cart = cart is null ? null : new CartChange { ExternalId = cart, Status = CartStatus.Converted },
            Consents = ShopifyConsent.Of(notice.Fields),
        };
        var now = isNew
            ? notice.Once(EventNames.OrderCreated, id, notice.At)
            : notice.Event(PlatformEvents.OrderUpdated) with { Status = EventNames.OfOrder(order.Status)["order".Length..] };
        return
        [
            AsItStands(now with { Properties = EventProperties.Of(notice.Body, PropertiesOf(notice.Fields, id)) }),
            .. isNew ? [] : (CanonicalEvent[])[AsItStands(Created(notice, id))],
            .. Steps(notice, id, order.Status).Select(AsItStands),
        ];
    }

    /// <summary>Deleted from the shop: it counts no more.</summary>
    public static List<CanonicalEvent>? Deleted(Notice notice) => notice.Fields.Id("id"u8) is { } id
        ? [notice.Event("shopify_orders_delete") with { Order = OrderChange.OfKnown(id, OrderStatus.Cancelled, notice.Arrival.Workspace.Currency) }]
        : null;

    /// <summary>A parcel: the order itself is told of by its own topics.</summary>
    public static List<CanonicalEvent> OfFulfillment(Notice notice, string topic) =>
    [
        notice.Event("shopify_" + topic.Replace('/', '_')) with
        {
            Who = new Identifiers { Email = notice.Fields.Email("email"u8) },
            Status = notice.Fields.Text("shipment_status"u8, Fields.LongestId) ?? notice.Fields.Text("status"u8, Fields.LongestId),
            Properties = EventProperties.Of(
                notice.Body, ("orderId", notice.Fields.Id("order_id"u8)), ("trackingUrl", notice.Fields.UrlIfAny("tracking_url"u8))),
        },
    ];

    // Told here too for a shop that has not switched the topic of new orders on.
    private static CanonicalEvent Created(Notice notice, string id) =>
        notice.Once(EventNames.OrderCreated, id, notice.Fields.Time("created_at"u8)) with { Properties = EventProperties.Of(PropertiesOf(notice.Fields, id)) };

    private static IEnumerable<CanonicalEvent> Steps(Notice notice, string id, OrderStatus status)
    {
        var fields = notice.Fields;
        if (status == OrderStatus.Delivered)
        {
            var at = fields.Objects("fulfillments"u8).Select(one => one.Time("created_at"u8)).Max();
            yield return notice.Once(EventNames.OrderCompleted, id, at) with { Properties = EventProperties.Of(PropertiesOf(fields, id)) };
            yield return notice.Once(EventNames.OrderFulfilled, id, at) with
            {
                Properties = EventProperties.Of(
                    [.. PropertiesOf(fields, id), ("trackingUrl", fields.Objects("fulfillments"u8).Select(one => one.UrlIfAny("tracking_url"u8)).LastOrDefault())]),
            };
        }
        if (fields.Time("cancelled_at"u8) is { } cancelledAt)
        {
            yield return notice.Once(EventNames.OrderCanceled, id, cancelledAt) with
            {
                Properties = EventProperties.Of([.. PropertiesOf(fields, id), ("reason", fields.Text("cancel_reason"u8))]),
            };
        }
        foreach (var refund in fields.Objects("refunds"u8))
        {
            if (refund.Id("id"u8) is not { } refundId) continue;
            yield return notice.Once(EventNames.OrderRefunded, refundId, refund.Time("created_at"u8)) with
            {
                Properties = EventProperties.Of([.. PropertiesOf(fields, id), ("refundAmount", Refunded(refund)), ("reason", refund.Text("note"u8))]),
            };
        }
    }

    private static OrderChange ChangeOf(Notice notice, string id)
    {
        var fields = notice.Fields;
        var total = fields.Number("current_total_price"u8) ?? fields.Number("total_price"u8) - fields.Objects("refunds"u8).Sum(Refunded) ?? 0;
        return new OrderChange
        {
            ExternalId = id,
            Status = StatusOf(fields),
            Total = Math.Max(total, 0),
            Currency = fields.Currency("currency"u8) ?? notice.Arrival.Workspace.Currency,
            PlacedAt = notice.Arrival.NotLater(fields.Time("processed_at"u8) ?? fields.Time("created_at"u8) ?? notice.At),
            Items = ShopifyItems.Of(fields),
            Document = RawJson.From(notice.Body),
        };
    }

    // A full refund takes the order's revenue back out, as a cancellation does.
    private static OrderStatus StatusOf(Fields order) => (order.Word("financial_status"u8), order.Word("fulfillment_status"u8)) switch
    {
        _ when order.Time("cancelled_at"u8) is not null => OrderStatus.Cancelled,
        ("refunded" or "voided", _) or (_, "restocked") => OrderStatus.Cancelled,
        (_, "fulfilled") => OrderStatus.Delivered,
        (_, "partial") or ("paid" or "partially_paid" or "partially_refunded", _) => OrderStatus.InProgress,
        _ => OrderStatus.Initialized,
    };

    private static decimal Refunded(Fields refund) => refund.Objects("transactions"u8)
        .Where(one => one.Word("kind"u8) == "refund" && one.Word("status"u8) is "success" or "")
        .Sum(one => one.Number("amount"u8) ?? 0);

    private static (string Name, object? Value)[] PropertiesOf(Fields order, string id) =>
    [
        ("orderId", id),
        ("channel", order.Word("source_name"u8) switch { "pos" => "in_store", "" => null, _ => "online" }),
        ("storeId", order.Id("location_id"u8)),
        ("couponCode", order.Objects("discount_codes"u8).Select(one => one.Text("code"u8)).FirstOrDefault()),
        ("discount", order.Number("total_discounts"u8)),
        ("shipping", order.Nested("total_shipping_price_set"u8)?.Nested("shop_money"u8)?.Number("amount"u8)),
        ("tax", order.Number("total_tax"u8)),
        ("deliveryMethod", order.Objects("shipping_lines"u8).Select(one => one.Text("title"u8)).FirstOrDefault()),
    ];
}
