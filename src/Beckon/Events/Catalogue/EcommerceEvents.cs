namespace Beckon.Events.Catalogue;

/// <summary>Carts and checkouts of web shops.</summary>
internal static class EcommerceEvents
{
    /// <summary>The statuses of a menu provider's cart, from filled to reviewed.</summary>
    private static readonly string[] CartStatuses =
    [
        "pending", "verification", "staff_member_review", "preparing", "delivery_started", "delivery_finished", "ready_for_pickup",
        "finished", "with_review", "cancelled", "dismissed", "finished_without_review",
    ];

    public static EventType[] All { get; } =
    [
        Of(
            EventNames.CheckoutStarted,
            "A shopper began to check out.",
            new PropertyType("checkoutId", PropertyKind.Id, "The sender's id of the checkout.", "\"chk-901\""),
            new PropertyType("checkoutUrl", PropertyKind.Url, "Where the shopper goes on with it.", "\"https://shop.example/checkout/901\""),
            new PropertyType("value", PropertyKind.Money, "What it comes to.", "34.00") { Unit = "currency" },
            Say.Currency,
            new PropertyType("itemCount", PropertyKind.Quantity, "How many pieces.", "2") { Unit = "pieces" }) with { Cart = Carried.Optional },
        Of(EventNames.CartUpdated, "Something was put into or taken out of a cart; the cart is as it now stands."),
        Of(EventNames.CartAbandoned, "A cart was left. Without items it says who (Simple), with them also what (Dynamic).") with { Cart = Carried.Optional },
        Of(EventNames.CartConverted, "A cart was bought: nobody is asked to come back for it.") with { Cart = Carried.Optional },
        Of(EventNames.CartStatusUpdated, "An order of a menu provider moved on; its status says how far it is.") with
        {
            Cart = Carried.Optional,
            Order = Carried.Optional,
            Statuses = CartStatuses,
        },
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) => new(name, EventGroup.Ecommerce, sentence)
    {
        Cart = Carried.Required,
        Properties = own,
    };
}
