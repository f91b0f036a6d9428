using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Treez;

/// <summary>
/// Tickets, which are orders. Treez knows its customers by number and sends neither address nor phone; a status names not even the customer, so that
/// everything of a ticket is told of whoever the ticket is known to be of.
/// </summary>
public static class TreezTicket
{
    public static List<CanonicalEvent> Read(Notice notice, string ticket)
    {
        var status = notice.Fields.Word("order_status"u8);
        var who = WhoOf(notice, ticket) with { CustomerId = notice.Fields.Id("customer_id"u8) };
        if (notice.Fields.Id("original_ticket_id"u8) is { } original) return [Refund(notice, ticket, original) with { Who = who }];
        if (StatusOf(status) is not { } stands) return [notice.Event("treez_ticket") with { Who = who, Status = status }];
        var order = ChangeOf(notice, ticket, stands);
        var told = notice.Event(PlatformEvents.OrderUpdated) with { Status = EventNames.OfOrder(stands)["order".Length..] };
        var created = notice.Once(EventNames.OrderCreated, ticket, notice.Fields.Time("date_created"u8, notice.Arrival.Zone));
        return
        [
            .. new[] { told, created }.Concat(Steps(notice, ticket, stands)).Select(e => e with
            {
                Who = who,
                Order = order,
                Properties = EventProperties.Of(e == told ? notice.Body.GetProperty("data"u8) : default, PropertiesOf(notice.Fields, ticket)),
            }),
        ];
    }

    /// <summary>How far a ticket is, by its id alone.</summary>
    public static List<CanonicalEvent> OfStatus(Notice notice, string ticket)
    {
        var (who, status) = (WhoOf(notice, ticket), notice.Fields.Word("order_status"u8));
        if (StatusOf(status) is not { } stands) return [notice.Event("treez_ticket_status") with { Who = who, Status = status.Length == 0 ? null : status }];
        var order = OrderChange.OfKnown(ticket, stands, notice.Arrival.Workspace.Currency);
        var told = notice.Event(PlatformEvents.OrderUpdated) with { Status = EventNames.OfOrder(stands)["order".Length..] };
        return
        [
            .. Steps(notice, ticket, stands).Prepend(told).Select(e => e with
            {
                Who = who,
                Order = order,
                Properties = EventProperties.Of(notice.Body.GetProperty("data"u8), ("orderId", ticket)),
            }),
        ];
    }

    private static IEnumerable<CanonicalEvent> Steps(Notice notice, string ticket, OrderStatus stands)
    {
        var at = notice.Fields.Time("date_closed"u8, notice.Arrival.Zone);
        if (stands == OrderStatus.Delivered)
        {
            yield return notice.Once(EventNames.OrderCompleted, ticket, at);
            yield return notice.Once(EventNames.OrderFulfilled, ticket, at);
        }
        if (stands == OrderStatus.Cancelled) yield return notice.Once(EventNames.OrderCanceled, ticket, at);
    }

    // A refund is a ticket of its own that names the one it is of: that one's total is less by it.
    private static CanonicalEvent Refund(Notice notice, string ticket, string original)
    {
        var amount = Math.Abs(notice.Fields.Number("total"u8) ?? 0);
        return notice.Once(EventNames.OrderRefunded, ticket, notice.At) with
        {
            Order = OrderChange.OfKnown(original, OrderStatus.Cancelled, notice.Arrival.Workspace.Currency) with { Refund = amount > 0 ? amount : null },
            Properties = EventProperties.Of(
                notice.Body.GetProperty("data"u8), ("orderId", original), ("refundAmount", amount), ("reason", notice.Fields.Text("refund_reason"u8))),
        };
    }

    private static OrderChange ChangeOf(Notice notice, string ticket, OrderStatus stands) => new()
    {
        ExternalId = ticket,
        Status = stands,
        Total = Math.Max(notice.Fields.Number("total"u8) ?? 0, 0),
        Currency = notice.Arrival.Workspace.Currency,
        PlacedAt = notice.Arrival.NotLater(notice.Fields.Time("date_created"u8, notice.Arrival.Zone) ?? notice.At),
        Items = [.. notice.Fields.Objects("items"u8).Select(Item).OfType<LineItem>()],
        Document = RawJson.From(notice.Body.GetProperty("data"u8)),
    };

    private static LineItem? Item(Fields item) => item.Id("product_id"u8) is { } id
        ? new LineItem
        {
            ProductId = id,
            Name = item.Text("product_size_name"u8),
            Brand = item.Text("product_brand"u8),
            Category = item.Text("product_type"u8),
            Price = item.Number("price_sell"u8),
            Quantity = item.Quantity("quantity"u8) ?? 1,
        }
        : null;

    private static Identifiers WhoOf(Notice notice, string ticket) => Person.Unnamed(notice.Arrival.Source, "order", ticket);

    // Null: a draft, which is no order yet, or a status that is not published.
    private static OrderStatus? StatusOf(string status) => status switch
    {
        "verification_pending" or "awaiting_processing" => OrderStatus.Initialized,
        "in_process" or "packed_ready" or "out_for_delivery" => OrderStatus.InProgress,
        "completed" => OrderStatus.Delivered,
        "canceled" => OrderStatus.Cancelled,
        _ => null,
    };

    private static (string Name, object? Value)[] PropertiesOf(Fields ticket, string id) =>
    [
        ("orderId", id),
        ("channel", ticket.Word("order_source"u8) switch { "in_store" => "in_store", "ecommerce" => "online", _ => null }),
        ("discount", ticket.Number("discount_total"u8) is { } discount ? Math.Abs(discount) : null),
        ("tax", ticket.Number("tax_total"u8)),
    ];
}
