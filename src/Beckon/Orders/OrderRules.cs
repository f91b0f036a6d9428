using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What an event makes of an order. Pure.</summary>
public static class OrderRules
{
    // A shop's clock may be a little off, and dates often lack seconds: an order reported this soon after its date happened when it was reported.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The order after the event: the same external id updates the same order; a late event changes nothing. Null where the event is only about an
    /// order that is known, or gives money back of one, and nobody told of it.
    /// </summary>
    public static Order? Apply(Order? order, ResolvedEvent resolved, Guid newId)
    {
        var e = resolved.Event;
        var change = e.Order ?? throw new ArgumentException("The event tells of no order.", nameof(resolved));
        if (order is not null && IsLate(order, change, e.OccurredAt)) return order;
        if (order is null && (change.KnownOnly || change.Refund is not null)) return null;
        var contactId = resolved.ContactId ?? order?.ContactId ?? throw new ArgumentException("An order belongs to a contact.", nameof(resolved));
        var told = new Order
        {
            Id = order?.Id ?? newId,
            SourceId = e.SourceId,
            ExternalId = change.ExternalId,
            ContactId = contactId,
            OwnContact = resolved.ContactId is null ? order?.OwnContact : resolved.OwnContact,
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
        return order is null ? told : Keep(order, told, change);
    }

    // What the event does not say stays as it is known. Items and document were not read to be written back: null leaves them.
    private static Order Keep(Order order, Order told, OrderChange change)
    {
        var left = order.Total - change.Refund;
        var status = change.StatusIfNew || left > 0 ? order.Status : told.Status;
        var kept = told with
        {
            Status = status,
            PlacedAt = change.StatusIfNew ? order.PlacedAt : told.PlacedAt,
            DeliveredAt = status == OrderStatus.Delivered ? order.DeliveredAt ?? told.DeliveredAt : null,
        };
        if (!change.RestIfNew && left is null) return kept;
        return kept with
        {
            Total = left > 0 ? left.Value : order.Total,
            Currency = order.Currency,
            PlacedAt = order.PlacedAt,
            Items = order.Items,
            Document = order.Document,
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
