namespace Beckon.Events.Catalogue;

/// <summary>What happens to orders, at a point of sale or in a web shop.</summary>
internal static class OrderEvents
{
    private static readonly PropertyType Reason = new("reason", PropertyKind.Text, "Why, as the sender puts it.", "\"Out of stock\"");

    private static readonly PropertyType[] OfEveryOrder =
    [
        new("channel", PropertyKind.Text, "Where it was placed.", "\"online\"") { Choices = ["online", "in_store"] },
        Say.Store,
        new("couponCode", PropertyKind.Text, "The code that was used.", "\"SPRING10\""),
        new("discount", PropertyKind.Money, "What was taken off the whole order.", "4.50") { Unit = "currency" },
        new("shipping", PropertyKind.Money, "What delivery costs.", "10.00") { Unit = "currency" },
        new("tax", PropertyKind.Money, "The taxes in the total.", "3.20") { Unit = "currency" },
        new("deliveryMethod", PropertyKind.Text, "How the goods get to the shopper.", "\"pickup\""),
        new("paymentMethod", PropertyKind.Text, "How it is paid.", "\"card\""),
        Say.Currency,
    ];

    public static EventType[] All { get; } =
    [
        Of(EventNames.OrderCreated, "An order was placed and is not paid or handed over yet.") with { Cart = Carried.Optional },
        Of(EventNames.OrderCompleted, "An order was bought. It counts for revenue, with what was bought in its items.") with { Cart = Carried.Optional },
        Of(
            EventNames.OrderFulfilled,
            "The goods were picked up or delivered.",
            new PropertyType("fulfilment", PropertyKind.Text, "How they reached the shopper.", "\"delivery\"") { Choices = ["pickup", "delivery", "shipping"] },
            new PropertyType("trackingUrl", PropertyKind.Url, "Where the parcel can be followed.", "\"https://carrier.example/1Z9\"")) with { Cart = Carried.Optional },
        Of(EventNames.OrderCanceled, "An order was called off. Its revenue is taken back out.", Reason),
        Of(
            EventNames.OrderRefunded,
            "Money was given back. The order's revenue is taken back out.",
            Reason,
            new PropertyType("refundAmount", PropertyKind.Money, "How much was given back.", "34.00") { Unit = "currency" }),
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) => new(name, EventGroup.Order, sentence)
    {
        Order = Carried.Required,
        Properties = [.. own, .. OfEveryOrder],
    };
}
