namespace Beckon.Events.Catalogue;

/// <summary>The events of the Add orders call. Their properties are the order as it was sent.</summary>
internal static class OrderStatusEvents
{
    public static EventType[] All { get; } = [.. Enum.GetValues<OrderStatus>().Select(Of)];

    private static EventType Of(OrderStatus status) => new(EventNames.OfOrder(status), EventGroup.OrderStatus, Sentence(status))
    {
        Order = Carried.Required,
        Cart = Carried.Optional,
        Properties =
        [
            new("externalOrderId", PropertyKind.Id, "The sender's id of the order.", "\"5001\"") { NeededFor = "telling orders apart" },
            new("totalCost", PropertyKind.Amount, "What it comes to.", "44.00") { Unit = "currency", NeededFor = "revenue" },
            Say.Currency,
            new("shipping", PropertyKind.Amount, "What delivery costs.", "10.00") { Unit = "currency" },
            new("discount", PropertyKind.Amount, "What was taken off.", "0") { Unit = "currency" },
            new("taxes", PropertyKind.Amount, "The taxes in the total.", "3.20") { Unit = "currency" },
            new("statusDescription", PropertyKind.Text, "The status in the shop's own words.", "\"On its way\""),
            Say.Store,
            new("source", PropertyKind.Text, "Where it was placed.", "\"online\"") { Choices = ["online", "offline"] },
            new("deliveryMethod", PropertyKind.Text, "How the goods get to the shopper.", "\"express\""),
            new("paymentMethod", PropertyKind.Text, "How it is paid.", "\"card\""),
            new("deliveryAddress", PropertyKind.Text, "Where the goods go.", "\"1 First Street\""),
        ],
    };

    private static string Sentence(OrderStatus status) => status switch
    {
        OrderStatus.Initialized => "An order was placed.",
        OrderStatus.InProgress => "An order is being worked on.",
        OrderStatus.Delivered => "An order was delivered. It counts for revenue.",
        OrderStatus.Cancelled => "An order was called off. Its revenue is taken back out.",
        OrderStatus.AbandonedShoppingCart => "A cart was left, told as an order. The event cart_abandoned follows it.",
    };
}
