using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.WooCommerce;

/// <summary>
/// Orders: each body is the whole order. The draft that a checkout begins with is a cart. Each step of an order's life is told once, whichever topics
/// the shop has switched on.
/// </summary>
public static class WooCommerceOrder
{
    public static List<CanonicalEvent>? Read(Notice notice, bool isNew)
    {
        if (notice.Fields.Id("id"u8) is not { } id) return null;
        return notice.Fields.Word("status"u8) switch
        {
            "auto-draft" => null,
            "checkout-draft" => [Draft(notice, id, isNew)],
            var status => Read(notice, id, status, isNew),
        };
    }

    public static List<CanonicalEvent>? Deleted(Notice notice) => notice.Fields.Id("id"u8) is { } id
        ? [notice.Event("woocommerce_order_deleted") with { Order = OrderChange.OfKnown(id, OrderStatus.Cancelled, notice.Arrival.Workspace.Currency) }]
        : null;

    private static List<CanonicalEvent> Read(Notice notice, string id, string status, bool isNew)
    {
        var order = ChangeOf(notice, id, status);
        CanonicalEvent AsItStands(CanonicalEvent e) => e with
        {
            Who = WhoOf(notice, id),
            Profile = notice.Fields.Nested("billing"u8)?.Name("first_name"u8, "last_name"u8),
            Order = order,
            Cart = new CartChange { ExternalId = CartOf(id), Status = CartStatus.Converted },
        };
        var created = notice.Once(EventNames.OrderCreated, id, isNew ? notice.At : CreatedAt(notice));
        var now = isNew ? created : notice.Event(PlatformEvents.OrderUpdated) with { Status = EventNames.OfOrder(order.Status)["order".Length..] };
        return
        [
            AsItStands(now with { Properties = EventProperties.Of(notice.Body, PropertiesOf(notice.Fields, id)) }),
            .. isNew ? [] : (CanonicalEvent[])[AsItStands(created with { Properties = EventProperties.Of(PropertiesOf(notice.Fields, id)) })],
            .. Steps(notice, id, status).Select(AsItStands),
        ];
    }

    private static CanonicalEvent Draft(Notice notice, string id, bool isNew) => notice.Event(isNew ? EventNames.CheckoutStarted : EventNames.CartUpdated) with
    {
        Who = WhoOf(notice, id),
        Profile = notice.Fields.Nested("billing"u8)?.Name("first_name"u8, "last_name"u8),
        Cart = new CartChange
        {
            ExternalId = CartOf(id),
            Status = CartStatus.Open,
            Url = notice.Fields.UrlIfAny("payment_url"u8) ?? notice.Arrival.Source.Settings.ShopUrl,
            Currency = notice.Fields.Currency("currency"u8) ?? notice.Arrival.Workspace.Currency,
            Total = notice.Fields.Number("total"u8),
            Items = WooCommerceItems.Of(notice.Fields),
        },
    };

    private static IEnumerable<CanonicalEvent> Steps(Notice notice, string id, string status)
    {
        var fields = notice.Fields;
        if (status == "completed")
        {
            var at = WooCommerceWebhook.Time(fields, notice.Arrival, "date_completed_gmt"u8, "date_completed"u8);
            yield return notice.Once(EventNames.OrderCompleted, id, at) with { Properties = EventProperties.Of(PropertiesOf(fields, id)) };
            yield return notice.Once(EventNames.OrderFulfilled, id, at) with { Properties = EventProperties.Of(PropertiesOf(fields, id)) };
        }
        if (status is "cancelled" or "trash")
            yield return notice.Once(EventNames.OrderCanceled, id, notice.At) with { Properties = EventProperties.Of(PropertiesOf(fields, id)) };
        foreach (var refund in fields.Objects("refunds"u8))
        {
            if (refund.Id("id"u8) is not { } refundId) continue;
            yield return notice.Once(EventNames.OrderRefunded, refundId, notice.At) with
            {
                Properties = EventProperties.Of([.. PropertiesOf(fields, id), ("refundAmount", Refunded(refund)), ("reason", refund.Text("reason"u8))]),
            };
        }
    }

    private static OrderChange ChangeOf(Notice notice, string id, string status)
    {
        var fields = notice.Fields;
        var left = (fields.Number("total"u8) ?? 0) - fields.Objects("refunds"u8).Sum(Refunded);
        var stands = StatusOf(status);
        return new OrderChange
        {
            ExternalId = id,
            // Everything was given back bit by bit.
            Status = left <= 0 && fields.Objects("refunds"u8).Count > 0 ? OrderStatus.Cancelled : stands,
            Total = Math.Max(left, 0),
            Currency = fields.Currency("currency"u8) ?? notice.Arrival.Workspace.Currency,
            PlacedAt = notice.Arrival.NotLater(CreatedAt(notice) ?? notice.At),
            Items = WooCommerceItems.Of(fields),
            Document = RawJson.From(notice.Body),
        };
    }

    private static OrderStatus StatusOf(string status) => status switch
    {
        "processing" or "on-hold" => OrderStatus.InProgress,
        "completed" => OrderStatus.Delivered,
        "cancelled" or "failed" or "refunded" or "trash" => OrderStatus.Cancelled,
        // pending, and what extensions add.
        _ => OrderStatus.Initialized,
    };

    private static DateTimeOffset? CreatedAt(Notice notice) =>
        WooCommerceWebhook.Time(notice.Fields, notice.Arrival, "date_created_gmt"u8, "date_created"u8);

    // Negative, as text.
    private static decimal Refunded(Fields refund) => Math.Abs(refund.Number("total"u8) ?? refund.Number("amount"u8) ?? 0);

    private static string CartOf(string id) => "order:" + id;

    // 0 is a guest. What was told of the draft is told of the same person.
    private static Identifiers WhoOf(Notice notice, string id)
    {
        var billing = notice.Fields.Nested("billing"u8);
        var who = new Identifiers
        {
            CustomerId = notice.Fields.Id("customer_id"u8) is { } customer and not "0" ? customer : null,
            Email = billing?.Email("email"u8),
            Phone = PhoneNumber.Normalize(billing?.Id("phone"u8), notice.Arrival.Workspace.CallingCode),
        };
        return who.None ? Person.Unnamed(notice.Arrival.Source, "order", id) : who;
    }

    private static (string Name, object? Value)[] PropertiesOf(Fields order, string id) =>
    [
        ("orderId", id),
        ("channel", order.Word("created_via"u8).StartsWith("pos", StringComparison.Ordinal) ? "in_store" : "online"),
        ("couponCode", order.Objects("coupon_lines"u8).Select(one => one.Text("code"u8)).FirstOrDefault()),
        ("discount", order.Number("discount_total"u8)),
        ("shipping", order.Number("shipping_total"u8)),
        ("tax", order.Number("total_tax"u8)),
        ("deliveryMethod", order.Objects("shipping_lines"u8).Select(one => one.Text("method_title"u8)).FirstOrDefault()),
        ("paymentMethod", order.Text("payment_method_title"u8)),
    ];
}
