using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows;

/// <summary>Which runs an event ends while they wait. Pure. Asked again, of what is stored, when a run resumes and at the instant of sending.</summary>
public static class ExitRules
{
    // What a shop's clock may be off; the same at the instant of sending.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Does the event show that what the run is about was bought by its contact? Loaded history ends nothing as it passes by, as it starts nothing;
    /// what it tells, and that somebody else has bought the cart, is seen when the run resumes.
    /// </summary>
    public static bool ShowsPurchase(FlowRun run, ResolvedEvent resolved, Cart? cart)
    {
        if (resolved.Event.Backfill || resolved.ContactId != run.ContactId) return false;
        if (cart is { Status: CartStatus.Converted } && cart.Id == run.CartId) return true;
        return resolved.Event.Order is { } order && IsPurchaseSince(run, order.Status, order.PlacedAt);
    }

    /// <summary>Does it tell of an order that was placed and not called off?</summary>
    public static bool IsPurchase(CanonicalEvent e) => e.Order is { } order && IsPurchase(order.Status);

    /// <summary>Is an order that stands so and was placed then a purchase since what triggered a run?</summary>
    public static bool IsPurchaseSince(FlowRun run, OrderStatus status, DateTimeOffset placedAt) => IsPurchase(status) && placedAt >= run.TriggeredAt - ClockTolerance;

    private static bool IsPurchase(OrderStatus status) => status is OrderStatus.Initialized or OrderStatus.InProgress or OrderStatus.Delivered;

    /// <summary>Is it one of those asked for, news about the run's contact, not its own trigger or from before it, and about the cart or order that the run is about?</summary>
    public static bool IsAbout(FlowRun run, EventTest test, ResolvedEvent resolved, Cart? cart, Today today)
    {
        var e = resolved.Event;
        if (e.Backfill || e.Replayed || resolved.ContactId != run.ContactId || e.Id == run.EventId || e.OccurredAt < run.TriggeredAt) return false;
        var key = cart?.ExternalId ?? e.Order?.ExternalId;
        return (run.Key.Length == 0 || key is null || key == run.Key) && test.Fits(e, today);
    }

    /// <summary>Are both about the same cart or order of the contact, so that only one of them may go on: that of the later trigger?</summary>
    public static bool AreRivals(FlowRun one, FlowRun other) =>
        one.FlowId == other.FlowId && one.ContactId == other.ContactId
        && ((one.CartId is { } cart && cart == other.CartId) || (one.CartId is null && one.Key.Length > 0 && one.Key == other.Key));
}
