using System.Collections.Frozen;
using Beckon.Events;

namespace Beckon.Audiences.Language;

/// <summary>Events as they are said of a person: "has …".</summary>
public static class EventPhrases
{
    private static readonly FrozenDictionary<string, string> Phrases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EventNames.OrderCreated] = "placed an order",
        [EventNames.OrderCompleted] = "completed an order",
        [EventNames.OrderFulfilled] = "had an order fulfilled",
        [EventNames.OrderCanceled] = "cancelled an order",
        [EventNames.OrderRefunded] = "had an order refunded",
        [EventNames.OfOrder(OrderStatus.Initialized)] = "had an order become INITIALIZED",
        [EventNames.OfOrder(OrderStatus.InProgress)] = "had an order become IN_PROGRESS",
        [EventNames.OfOrder(OrderStatus.Delivered)] = "had an order become DELIVERED",
        [EventNames.OfOrder(OrderStatus.Cancelled)] = "had an order become CANCELLED",
        [EventNames.OfOrder(OrderStatus.AbandonedShoppingCart)] = "left a cart with the Add orders call",
        [EventNames.CheckoutStarted] = "started a checkout",
        [EventNames.CartUpdated] = "changed a cart",
        [EventNames.CartAbandoned] = "abandoned a cart",
        [EventNames.CartConverted] = "bought a cart",
        [EventNames.CartStatusUpdated] = "had an order move on",
        [EventNames.ActiveOnSite] = "been active on the site",
        [EventNames.ViewedPage] = "viewed a page",
        [EventNames.ViewedProduct] = "viewed a product",
        [EventNames.ViewedBrand] = "viewed a brand",
        [EventNames.ViewedCategory] = "viewed a category",
        [EventNames.AddedToCart] = "put something into a cart",
        [EventNames.RemovedFromCart] = "taken something out of a cart",
        [EventNames.StartedProductReview] = "started a product review",
        [EventNames.CompletedProductReview] = "reviewed a product",
        [EventNames.CustomerCreated] = "become a customer",
        [EventNames.CustomerUpdated] = "changed their details",
        [EventNames.CustomerOptinStatusChanged] = "changed which messages they want",
        [EventNames.CustomerCheckedIn] = "checked in at a store",
        [EventNames.CustomerCheckedOut] = "checked out of a store",
        [EventNames.CustomerAssignedToBudtender] = "been assigned to a budtender",
        [EventNames.MessageSent] = "been sent a message",
        [EventNames.MessageDelivered] = "received a message",
        [EventNames.MessageOpened] = "opened a message",
        [EventNames.MessageClicked] = "clicked in a message",
        [EventNames.MessageBounced] = "had a message bounce",
        [EventNames.MessageSkipped] = "had a message held back",
        [EventNames.MessageReceived] = "answered a text message",
        [EventNames.ContactUnsubscribed] = "unsubscribed",
        [EventNames.FlowCalled] = "had a flow started for them",
        [EventNames.DiscountGiven] = "been given a code of a discount",
        [EventNames.AudienceEntered] = "come into an audience",
        [EventNames.AudienceExited] = "left an audience",
        [EventNames.RfmSegmentChanged] = "moved from one RFM segment into another",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>With what its properties must be.</summary>
    public static string Of(string name, string? status, IReadOnlyList<PropertyTest>? where) => Of(name, status)
        + string.Concat((where ?? []).Select((test, index) => $"{(index == 0 ? " where " : " and ")}{TestWords.Value(test.Is, test.Property)}"));

    public static string Of(string name, string? status)
    {
        var phrase = Phrases.GetValueOrDefault(name) ?? $"done “{name}”";
        return status is null ? phrase : name == EventNames.CartStatusUpdated ? $"had an order reach “{status}”" : $"{phrase} with status “{status}”";
    }
}
