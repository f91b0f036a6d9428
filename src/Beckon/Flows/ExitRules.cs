using System.Text.Json;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows;

/// <summary>Which runs an event ends while they wait. Pure. Asked again, of what is stored, when a run resumes and at the instant of sending.</summary>
public static class ExitRules
{
    private const string ProductKey = "product:";

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

    /// <summary>What makes parallel runs of a contact different: the cart, the order or the product that the event is about; empty for what is about none.</summary>
    public static string KeyOf(FlowTrigger trigger, CanonicalEvent e, Cart? cart) => trigger.IsPerProduct
        ? ProductOf(e) is { } product ? ProductKey + product : ""
        : cart?.ExternalId ?? e.Order?.ExternalId ?? "";

    /// <summary>Is it one of those asked for, news about the run's contact, not its own trigger or from before it, and about the cart, order or product that the run is about?</summary>
    public static bool IsAbout(FlowRun run, EventTest test, ResolvedEvent resolved, Cart? cart, Today today)
    {
        var e = resolved.Event;
        if (e.Backfill || e.Replayed || resolved.ContactId != run.ContactId || e.Id == run.EventId || e.OccurredAt < run.TriggeredAt) return false;
        var key = IsOfProduct(run) ? ProductOf(e) is { } product ? ProductKey + product : null : cart?.ExternalId ?? e.Order?.ExternalId;
        return (run.Key.Length == 0 || key is null || key == run.Key) && test.Fits(e, today);
    }

    private static bool IsOfProduct(FlowRun run) => run.CartId is null && run.Key.StartsWith(ProductKey, StringComparison.Ordinal);

    private static string? ProductOf(CanonicalEvent e) =>
        e.Properties.ToElement() is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty("productId", out var id) && ValueRules.TextOf(id) is { Length: > 0 } product ? product : null;

    /// <summary>Does a run that has just been let in take the place of another, which began no later and was let in before?</summary>
    public static bool TakesPlaceOf(FlowRun entered, FlowRun other) =>
        other.IsUnderWay && !other.IsAtDoor && other.Id != entered.Id && other.TriggeredAt <= entered.TriggeredAt && AreRivals(entered, other);

    /// <summary>Are both about the same cart or order of the contact, so that only one of them may go on: that of the later trigger?</summary>
    public static bool AreRivals(FlowRun one, FlowRun other) =>
        one.FlowId == other.FlowId && one.ContactId == other.ContactId
        && ((one.CartId is { } cart && cart == other.CartId) || (one.CartId is null && one.Key.Length > 0 && one.Key == other.Key));
}
