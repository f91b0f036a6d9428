using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// The body of an Add orders call: each order becomes the event <c>order</c> + status, and an abandoned shopping cart a
/// <c>cart_abandoned</c> as well.
/// </summary>
public static class AddOrders
{
    public const int MostOrders = 1_000;
    private const int MostOrderBytes = 256 << 10;

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var events = new List<CanonicalEvent>();
        if (Fields.Of(body, Spot.Root, faults) is not { } call) return events;
        var orders = call.List("orders"u8, MostOrders);
        if (orders is null)
        {
            if (faults.None) call.Fault("orders"u8, "Send the orders as a list: {\"orders\": […]}.");
            return events;
        }
        var zone = arrival.Zone;
        events.Capacity = orders.Count;
        for (var i = 0; i < orders.Count; i++)
        {
            var messageId = arrival.IdempotencyKey is { } key
                ? string.Create(CultureInfo.InvariantCulture, $"key:{key}#{i}")
                : ContentHash.Of(orders[i].Element, "order:");
            AddEvents(events, arrival, SentOrder.Read(orders[i], arrival.Workspace, zone), messageId);
        }
        return events;
    }

    private static void AddEvents(List<CanonicalEvent> events, Arrival arrival, SentOrder order, string messageId)
    {
        if (order.Json.Length > MostOrderBytes) order.Fields.FaultHere("This order is larger than 256 KB.");
        var abandoned = order.Status == OrderStatus.AbandonedShoppingCart;
        var told = new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = messageId,
            Name = EventNames.OfOrder(order.Status),
            OccurredAt = arrival.NotLater(order.Date),
            ReceivedAt = arrival.ReceivedAt,
            // A number of five digits, as tills send, says that there is a person but not who.
            Who = order.Who.None ? Person.Unnamed(arrival.Source, "order", order.ExternalId) : order.Who,
            Profile = order.Profile,
            Cart = abandoned ? null : Closed(order),
            Order = order.ToChange(arrival.Workspace.Currency),
            Properties = WithEventKey(order),
        };
        events.Add(told);
        if (abandoned) events.Add(Abandonment(told, order, arrival));
    }

    // An order by the id of an abandoned cart is that cart bought. A cancelled one says neither that it was bought nor that it was left.
    private static CartChange? Closed(SentOrder order) => order.Status == OrderStatus.Cancelled
        ? null
        : new CartChange { ExternalId = order.ExternalId, Status = CartStatus.Converted };

    private static CanonicalEvent Abandonment(CanonicalEvent told, SentOrder order, Arrival arrival) => told with
    {
        Id = arrival.NewId(),
        MessageId = told.MessageId + ":cart",
        Name = EventNames.CartAbandoned,
        Order = null,
        Cart = new CartChange
        {
            ExternalId = order.ExternalId,
            Status = CartStatus.Abandoned,
            Url = order.RestoreUrl,
            Currency = order.Currency ?? arrival.Workspace.Currency,
            Total = order.Total,
            Items = order.Items,
        },
    };

    /// <summary>The order under its own field names, and before them the parameter that names it in messages, <c>eventKey</c>.</summary>
    private static RawJson WithEventKey(SentOrder order)
    {
        var buffer = new ArrayBufferWriter<byte>(order.Json.Length + order.ExternalId.Length + 16);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("eventKey"u8, order.ExternalId);
            writer.Flush();
        }
        // The required fields make sure that the order is not an empty object.
        buffer.Write(","u8);
        buffer.Write(order.Json.Span[1..]);
        return new RawJson(buffer.WrittenMemory);
    }
}
