using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.EventsApi;

/// <summary>The <c>order</c> of an event.</summary>
public static class NativeOrder
{
    public static OrderChange? Read(Arrival arrival, Fields fields, string eventName, DateTimeOffset occurredAt)
    {
        if (fields.Nested("order"u8) is not { } order) return null;
        var id = order.Id("id"u8);
        if (id is null && !order.Has("id"u8)) order.Fault("id"u8, "This is required.");
        var total = order.Number("total"u8);
        if (total is null && !order.Has("total"u8)) order.Fault("total"u8, "This is required.");
        return new OrderChange
        {
            ExternalId = id ?? "",
            Status = StatusOf(order, eventName),
            Total = total ?? 0,
            Currency = order.Currency("currency"u8) ?? arrival.Workspace.Currency,
            PlacedAt = order.Time("placedAt"u8, arrival.Zone) ?? occurredAt,
            Items = Carts.Items(order) ?? [],
            Document = RawJson.From(order.Element),
        };
    }

    private static OrderStatus StatusOf(Fields order, string eventName)
    {
        if (order.Text("status"u8) is { } text && TryStatus(text, out var status)) return status;
        if (order.Has("status"u8) || ImpliedBy(eventName) is not { } implied)
        {
            order.Fault("status"u8, "This must be INITIALIZED, IN_PROGRESS, DELIVERED, CANCELLED or ABANDONED_SHOPPING_CART.");
            return default;
        }
        return implied;
    }

    private static OrderStatus? ImpliedBy(string eventName) => eventName switch
    {
        EventNames.OrderCreated => OrderStatus.Initialized,
        EventNames.OrderCompleted or EventNames.OrderFulfilled => OrderStatus.Delivered,
        // A refund takes the order's revenue back out, as a cancellation does.
        EventNames.OrderCanceled or EventNames.OrderRefunded => OrderStatus.Cancelled,
        _ => null,
    };

    private static bool TryStatus(string text, out OrderStatus status)
    {
        foreach (var one in Enum.GetValues<OrderStatus>())
        {
            if (!EventNames.OfOrder(one).AsSpan("order".Length).Equals(text, StringComparison.Ordinal)) continue;
            status = one;
            return true;
        }
        status = default;
        return false;
    }
}
