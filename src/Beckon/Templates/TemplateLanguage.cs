namespace Beckon.Templates;

/// <summary>What templates can show, for the editor's lists.</summary>
/// <param name="Variables">Values of the contact, the cart and the shop.</param>
/// <param name="Helpers">Ways to write and compare values.</param>
/// <param name="Feeds">Lists of products.</param>
public sealed record TemplateLanguage(
    IReadOnlyList<TemplateVariable> Variables, IReadOnlyList<TemplateHelper> Helpers, IReadOnlyList<TemplateFeed> Feeds)
{
    private static readonly TemplateVariable[] Known =
    [
        new("firstName", "Contact", "First name", "Ada"),
        new("lastName", "Contact", "Last name", "Lovelace"),
        new("email", "Contact", "E-mail address", "ada@example.com"),
        new("phone", "Contact", "Phone number", "+12025550123"),
        new("cart.url", "Cart", "Address that leads back to the cart", "https://shop.example.com/cart/1"),
        new("cart.total", "Cart", "Total; show it with money", "46.50"),
        new("cart.currency", "Cart", "Currency of the cart", "USD"),
        new("cart.itemCount", "Cart", "How many pieces are in it", "3"),
        new("cart.abandonedAt", "Cart", "When it was left; show it with date", "2026-03-01T09:30:00Z"),
        new("event.name", "Event", "What the event says that began the flow, by the names of its properties: the product's name of viewed_product", "Green tea"),
        new("event.price", "Event", "The price of the product it is about; show it with money", "12.50"),
        new("event.url", "Event", "The page it is about", "https://shop.example.com/tea"),
        new("event.imageUrl", "Event", "The picture of the product it is about", "https://shop.example.com/tea.jpg"),
        new("discount.code", "Discount", "The code that a flow has given them", "WELCOME-7Q2F"),
        new("shop.name", "Shop", "Name of the shop", "Fern & Co"),
        new("links.unsubscribeUrl", "Links", "Address to unsubscribe: every message needs it", "https://…/u/…"),
        new("now", "Time", "When the message is sent; show it with date", "2026-03-01T10:00:00Z"),
    ];

    private static readonly TemplateHelper[] Ways =
    [
        new("default", "{{default firstName \"there\"}}", "A word to use where the value is empty"),
        new("money", "{{money cart.total cart.currency}}", "An amount as the shop's country writes it"),
        new("date", "{{date now \"d MMMM yyyy\"}}", "A day or time in the shop's time zone"),
        new("if", "{{#if cart.url}}…{{else}}…{{/if}}", "Something only where there is a value"),
        new("eq, ne, gt, gte, lt, lte", "{{#if (gt cart.total 100)}}…{{/if}}", "Compare numbers or words"),
        new("and, or, not", "{{#if (not lastName)}}…{{/if}}", "Combine conditions"),
        new("upper, lower", "{{upper shop.name}}", "Capital or small letters"),
    ];

    private static readonly TemplateVariable[] FeedFields =
    [
        new("name", "Product", "Name", "Green tea"),
        new("brand", "Product", "Brand", "Leaf"),
        new("price", "Product", "Price of one piece; show it with money", "12.50"),
        new("quantity", "Product", "How many are in the cart", "2"),
        new("total", "Product", "Price times quantity; show it with money", "25.00"),
        new("currency", "Product", "Currency of the cart", "USD"),
        new("url", "Product", "Address of its page", "https://shop.example.com/tea"),
        new("imageUrl", "Product", "Address of its picture", "https://shop.example.com/tea.jpg"),
        new("category", "Product", "Category", "Tea"),
        new("description", "Product", "Description", "Hand-picked"),
        new("sku", "Product", "Stock number", "TEA-1"),
        new("productId", "Product", "The shop's id of it", "p1"),
    ];

    private const string Snippet =
        """
        {{#product_feed "user_abandoned_items" limit=5}}
          <p>{{quantity}} × {{name}}: {{money total currency}}</p>
        {{else}}
          <p>Your cart is waiting.</p>
        {{/product_feed}}
        """;

    internal static TemplateLanguage With(FeedAvailability abandonedItems) => new(
        Known,
        Ways,
        [new(ProductFeeds.UserAbandonedItems, "User abandoned items", "What the contact left in the cart", abandonedItems.Available, abandonedItems.Reason, Snippet, FeedFields)]);
}

/// <summary>A value that templates can show.</summary>
/// <param name="Name">What is written between the braces.</param>
/// <param name="Group">Where it belongs.</param>
/// <param name="Description">What it is.</param>
/// <param name="Example">What it may look like.</param>
public sealed record TemplateVariable(string Name, string Group, string Description, string Example);

/// <summary>A way to write or compare values.</summary>
/// <param name="Name">Its name, or several alike.</param>
/// <param name="Example">How it is used.</param>
/// <param name="Description">What it does.</param>
public sealed record TemplateHelper(string Name, string Example, string Description);

/// <summary>A list of products that templates can show.</summary>
/// <param name="Name">Its name in templates.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it lists.</param>
/// <param name="Available">Whether the workspace can use it now.</param>
/// <param name="Reason">Why not; null when it can.</param>
/// <param name="Snippet">A block to insert.</param>
/// <param name="Fields">What can be shown of each product.</param>
public sealed record TemplateFeed(
    string Name, string Title, string Description, bool Available, string? Reason, string Snippet, IReadOnlyList<TemplateVariable> Fields);
