using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What an event makes of an order. Pure.</summary>
/// <remarks>
/// An order has two parts with a version each: where it stands, and all the rest. An event that tells of both may be late for one of them only, because
/// requests overtake each other: then the other part still takes effect. So the same events come to the same order however they arrive.
/// </remarks>
public static class OrderRules
{
    /// <summary>The version of what nobody has told of.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    // A shop's clock may be a little off, and dates often lack seconds: an order reported this soon after its date happened when it was reported.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The order after the event: the same external id updates the same order; a late event changes nothing. Null where the event is only about an
    /// order that is known, or gives money back of one, and nobody told of it.
    /// </summary>
    /// <param name="order">As it stood; null: nobody has told of it.</param>
    /// <param name="resolved">The event.</param>
    /// <param name="newId">The id of the order, if the event makes it.</param>
    /// <param name="refunds">All that was given back of this order as far as is known, by this event too.</param>
    public static Order? Apply(Order? order, ResolvedEvent resolved, Guid newId, IReadOnlyList<OrderRefund> refunds)
    {
        var e = resolved.Event;
        var change = e.Order ?? throw new ArgumentException("The event tells of no order.", nameof(resolved));
        if (order is null) return change.KnownOnly || change.Refund is not null ? null : Less(New(resolved, change, newId), refunds);
        return Less(change.Refund is null ? Told(order, resolved, change) : Named(order, resolved), refunds);
    }

    private static Order New(ResolvedEvent resolved, OrderChange change, Guid newId)
    {
        var e = resolved.Event;
        return new Order
        {
            Id = newId,
            SourceId = e.SourceId,
            ExternalId = change.ExternalId,
            ContactId = resolved.ContactId ?? throw new ArgumentException("An order belongs to a contact.", nameof(resolved)),
            OwnContact = resolved.OwnContact,
            CartExternalId = CartOf(e),
            Status = change.Status,
            Total = change.Total,
            GrossTotal = change.Total,
            Currency = change.Currency,
            PlacedAt = change.PlacedAt,
            StatusAt = e.OccurredAt,
            Standing = new OrderStanding(change.Status, change.StatusIfNew ? Never : e.OccurredAt),
            ToldAt = change.RestIfNew ? Never : e.OccurredAt,
            DeliveredAt = change.Status == OrderStatus.Delivered ? DeliveredAt(null, change, e) : null,
            Items = change.Items,
            Document = change.Document,
            CreatedAt = e.ReceivedAt,
            UpdatedAt = e.ReceivedAt,
        };
    }

    private static Order Told(Order order, ResolvedEvent resolved, OrderChange change)
    {
        var e = resolved.Event;
        // The date of an order often stays that of its purchase whatever its status: then the last word counts, except that an order once placed
        // does not become an abandoned cart again by news of the same moment.
        var isLeftCart = change.Status == OrderStatus.AbandonedShoppingCart && order.Standing.Status != OrderStatus.AbandonedShoppingCart;
        if (isLeftCart && e.OccurredAt <= order.Standing.At) return order;

        var tellsStatus = !change.StatusIfNew && e.OccurredAt >= order.Standing.At;
        var tellsRest = !change.RestIfNew && e.OccurredAt >= order.ToldAt;
        if (!tellsStatus && !tellsRest) return order;
        var told = Named(order, resolved);
        if (tellsStatus) told = Stands(told, change, e);
        return tellsRest ? Described(told, change, e) : told;
    }

    private static Order Stands(Order order, OrderChange change, CanonicalEvent e) => order with
    {
        Status = change.Status,
        StatusAt = e.OccurredAt,
        Standing = new OrderStanding(change.Status, e.OccurredAt),
        DeliveredAt = change.Status == OrderStatus.Delivered ? order.DeliveredAt ?? DeliveredAt(order, change, e) : null,
    };

    private static Order Described(Order order, OrderChange change, CanonicalEvent e) => order with
    {
        Total = change.Total,
        GrossTotal = change.Total,
        Currency = change.Currency,
        PlacedAt = change.StatusIfNew && order.ToldAt != Never ? order.PlacedAt : change.PlacedAt,
        ToldAt = e.OccurredAt,
        Items = change.Items,
        Document = change.Document,
    };

    // Whose it is, by the latest that names it. Items and document were not read to be written back: null leaves them.
    private static Order Named(Order order, ResolvedEvent resolved)
    {
        var e = resolved.Event;
        if (e.OccurredAt < order.Standing.At || e.OccurredAt < order.ToldAt) return order with { UpdatedAt = e.ReceivedAt };
        return order with
        {
            ContactId = resolved.ContactId ?? order.ContactId,
            OwnContact = resolved.ContactId is null ? order.OwnContact : resolved.OwnContact,
            CartExternalId = CartOf(e) ?? order.CartExternalId,
            UpdatedAt = e.ReceivedAt,
        };
    }

    // What was given back before the order was last told of is in its total already.
    private static Order Less(Order order, IReadOnlyList<OrderRefund> refunds)
    {
        if (refunds.Count == 0) return order;
        // Of one whose total nobody has told of it is not known how much is left.
        var since = order.GrossTotal > 0 ? refunds.Where(refund => refund.At >= order.ToldAt).ToList() : [];
        var left = order.GrossTotal - since.Sum(refund => refund.Amount);
        if (left > 0 || since.Count == 0) return Partly(order, left);
        var last = since.MaxBy(refund => refund.At);
        return order with
        {
            Total = order.GrossTotal,
            Status = last.Status,
            StatusAt = last.At > order.Standing.At ? last.At : order.Standing.At,
            DeliveredAt = null,
        };
    }

    // More may be left than it seemed: the total it was given back of was not the last.
    private static Order Partly(Order order, decimal left)
    {
        var (status, at) = order.Standing;
        return order with { Total = left, Status = status, StatusAt = at == Never ? order.StatusAt : at, DeliveredAt = status == OrderStatus.Delivered ? order.DeliveredAt ?? at : null };
    }

    private static string? CartOf(CanonicalEvent e) => e.Cart is { ExternalId.Length: > 0 } cart ? cart.ExternalId : null;

    // An order that was known before and is now delivered became so when we heard of it, though its date stayed that of the purchase.
    // One that arrives delivered is taken at its date, so that loading last year's orders credits nobody today.
    private static DateTimeOffset DeliveredAt(Order? order, OrderChange change, CanonicalEvent e)
    {
        if (e.Backfill) return e.OccurredAt;
        if (order is not null || e.ReceivedAt - change.PlacedAt < ClockTolerance) return e.ReceivedAt;
        return change.PlacedAt;
    }
}
