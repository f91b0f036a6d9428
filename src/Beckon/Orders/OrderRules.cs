using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What an event makes of an order. Pure.</summary>
public static class OrderRules
{
    // A shop's clock may be a little off, and dates often lack seconds: an order reported this soon after its date happened when it was reported.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>The order after the event: the same external id updates the same order; a late event changes nothing.</summary>
    public static Order Apply(Order? order, ResolvedEvent resolved, Guid newId)
    {
        var (e, contactId) = (resolved.Event, resolved.ContactId ?? throw new ArgumentException("An order belongs to a contact.", nameof(resolved)));
        var change = e.Order ?? throw new ArgumentException("The event tells of no order.", nameof(resolved));
        if (order is not null && IsLate(order, change, e.OccurredAt)) return order;
        return new Order
        {
            Id = order?.Id ?? newId,
            SourceId = e.SourceId,
            ExternalId = change.ExternalId,
            ContactId = contactId,
            CartExternalId = e.Cart is { ExternalId.Length: > 0 } cart ? cart.ExternalId : order?.CartExternalId,
            Status = change.Status,
            Total = change.Total,
            Currency = change.Currency,
            PlacedAt = change.PlacedAt,
            StatusAt = e.OccurredAt,
            DeliveredAt = change.Status == OrderStatus.Delivered ? order?.DeliveredAt ?? DeliveredAt(order, change, e) : null,
            Items = change.Items,
            Document = change.Document,
            CreatedAt = order?.CreatedAt ?? e.ReceivedAt,
            UpdatedAt = e.ReceivedAt,
        };
    }

    // The date of an order often stays that of its purchase whatever its status: then the last word counts, except that an order once placed
    // does not become an abandoned cart again by news of the same moment.
    private static bool IsLate(Order order, OrderChange change, DateTimeOffset at) =>
        change.Status == OrderStatus.AbandonedShoppingCart && order.Status != OrderStatus.AbandonedShoppingCart ? at <= order.StatusAt : at < order.StatusAt;

    // An order that was known before and is now delivered became so when we heard of it, though its date stayed that of the purchase.
    // One that arrives delivered is taken at its date, so that loading last year's orders credits nobody today.
    private static DateTimeOffset DeliveredAt(Order? order, OrderChange change, CanonicalEvent e)
    {
        if (e.Backfill) return e.OccurredAt;
        if (order is not null || e.ReceivedAt - change.PlacedAt < ClockTolerance) return e.ReceivedAt;
        return change.PlacedAt;
    }
}
