namespace Beckon.Events.Catalogue;

/// <summary>What shoppers do on a site.</summary>
internal static class BehaviourEvents
{
    private static readonly PropertyType Quantity = new("quantity", PropertyKind.Quantity, "How many; one when it is left out.", "2") { Unit = "pieces" };

    private static readonly PropertyType Title = new("title", PropertyKind.Text, "Of the page.", "\"Ceramic mug\"");
    private static readonly PropertyType Referrer = new(
        "referrer", PropertyKind.Text, "The address the shopper came from; empty when there is none.", "\"https://search.example/\"");

    public static EventType[] All { get; } =
    [
        Of(
            EventNames.ActiveOnSite,
            "A tab of the site is open and the cursor has moved within the last ten minutes.",
            Say.Page, Title, Referrer),
        Of(EventNames.ViewedPage, "A shopper looked at a page of the site.", Say.Page, Title, Referrer),
        Of(EventNames.ViewedProduct, "A shopper looked at a product.", Say.AProduct("the product in messages, and browse abandonment")),
        Of(
            EventNames.ViewedBrand,
            "A shopper looked at the page of a brand.",
            Say.Brand.For("knowing which brand") with { Sentence = "Its name." },
            Say.Page),
        Of(
            EventNames.ViewedCategory,
            "A shopper looked at the page of a category.",
            Say.Category.For("knowing which category") with { Sentence = "Its name.", },
            Say.Page),
        Of(EventNames.AddedToCart, "A shopper put a product into a cart.", [.. Say.AProduct("the product in messages"), Quantity]) with { Cart = Carried.Optional },
        Of(EventNames.RemovedFromCart, "A shopper took a product out of a cart.", [.. Say.AProduct("the product in messages"), Quantity]) with { Cart = Carried.Optional },
        Of(EventNames.StartedProductReview, "A shopper began to write a review and has not sent it.", [.. Say.AProduct("the product in the reminder"), Say.OrderId]),
        Of(
            EventNames.CompletedProductReview,
            "A shopper sent a review.",
            [
                .. Say.AProduct("the product in the thank-you"),
                Say.OrderId,
                new("rating", PropertyKind.Number, "What the shopper gave.", "5") { Unit = "stars, 1 to 5" },
                new("review", PropertyKind.Text, "What the shopper wrote.", "\"Keeps tea warm.\""),
            ]),
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) =>
        new(name, EventGroup.Behaviour, sentence) { Properties = own };
}
