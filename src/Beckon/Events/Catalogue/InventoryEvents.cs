namespace Beckon.Events.Catalogue;

/// <summary>What happens to products, and so to nobody in particular.</summary>
internal static class InventoryEvents
{
    private const string Use = "finding who waits for the product";

    private static readonly PropertyType Quantity = new("quantity", PropertyKind.Quantity, "How many there are now.", "3") { Unit = "pieces" };

    public static EventType[] All { get; } =
    [
        Of(EventNames.BackInStock, "A product can be bought again.", Quantity),
        new(EventNames.PriceDrop, EventGroup.Inventory, "A product costs less than before.")
        {
            Subject = EventSubject.Product,
            Properties =
            [
                .. Say.AProduct(Use).Select(one => one.Name == Say.Price.Name ? Say.Price.For("saying what it costs now") : one),
                new("previousPrice", PropertyKind.Money, "What one piece cost before.", "21.00") { Unit = "currency", NeededFor = "saying how much less" },
                Say.Store,
            ],
        },
        Of(EventNames.NewProductAdded, "A product is sold that was not before.", Quantity),
        Of(
            EventNames.LowInventory,
            "Few pieces of a product are left.",
            Quantity.For("saying how few"),
            new PropertyType("threshold", PropertyKind.Quantity, "From how many on it counts as few.", "5") { Unit = "pieces" }),
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) => new(name, EventGroup.Inventory, sentence)
    {
        Subject = EventSubject.Product,
        Properties = [.. Say.AProduct(Use), .. own, Say.Store],
    };
}
