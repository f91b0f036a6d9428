using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// The body of a call of the web tracker: <c>GeneralInfo</c>, which says who and what, and an object named as the event; or the call that ties a
/// browser to a contact, <c>webcontact</c>, which is flat. Shops send it in passing and look at no answer, so what can be used is taken.
/// </summary>
public static class TrackerCall
{
    private const int MostItems = 1_000;
    private const int LongestName = 100;

    public static List<CanonicalEvent> Read(Arrival arrival, YespoCall call, JsonElement body, Faults faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        var root = new Loose(body);
        var general = root.Nested("GeneralInfo");
        var name = general?.Text("eventName", LongestName) ?? (root["webId"] is null ? null : "webcontact");
        if (name is null || EventCatalogue.IsOwn(name) || name.Any(char.IsControl))
        {
            faults.Add("GeneralInfo.eventName", "Name the event, such as ProductPage or StatusCart.");
            return [];
        }
        var who = general is { } info ? WhoOf(arrival, call, info, root.Nested(name) ?? info) : WhoOfBrowser(arrival, root);
        if (name == "ProductUpdate") return Products(arrival, root, body);
        var site = SiteEventOf(name, root);
        var at = general?.Time("datetime", arrival.Zone);
        return
        [
            new CanonicalEvent
            {
                Id = arrival.NewId(),
                SourceId = arrival.Source.Id,
                MessageId = arrival.IdempotencyKey is { } key ? "tracker:key:" + key : ContentHash.Of(body, "tracker:"),
                // With its time of day in it the same call never means that it happened again.
                RepeatsAfter = at is null && arrival.IdempotencyKey is null ? EventCall.RepeatsAfter : null,
                Name = site.Name,
                OccurredAt = arrival.NotLater(at),
                ReceivedAt = arrival.ReceivedAt,
                Who = who,
                Profile = SentContact.NameOf(general?.Text("user_name", Fields.LongestId) ?? root.Nested(name)?.Text("user_name", Fields.LongestId)),
                Cart = who.None ? null : site.Cart,
                Properties = site.Properties,
            },
        ];
    }

    /// <summary>The number that the call names its contact by; null when it names none.</summary>
    public static string? NumberOf(JsonElement body) => new Loose(body).Nested("GeneralInfo")?.Id("user_es_contact_id");

    // The tracker in the browser says who it is in the event's own object, the one of servers beside it.
    private static Identifiers WhoOf(Arrival arrival, YespoCall call, Loose info, Loose about) => call.Who(
        new Identifiers
        {
            CustomerId = info.Id("externalCustomerId") ?? about.Id("externalCustomerId"),
            Email = info.Email("user_email") ?? about.Email("user_email"),
            Phone = info.Phone("user_phone", arrival.Workspace) ?? about.Phone("user_phone", arrival.Workspace),
            AnonymousId = info.Nested("cookies")?.Id("sc"),
        },
        info.Id("user_es_contact_id"));

    private static Identifiers WhoOfBrowser(Arrival arrival, Loose said) => new()
    {
        CustomerId = said.Id("externalCustomerId"),
        Email = said.Email("email"),
        Phone = said.Phone("phone", arrival.Workspace),
        AnonymousId = said.Id("webId"),
    };

    private static SiteEvent SiteEventOf(string name, Loose root)
    {
        var about = root.Nested(name);
        // Who it is stands beside the properties.
        List<KeyValuePair<string, JsonElement>> said = [.. SaidProperties.Fields(root.Element, "GeneralInfo")];
        switch (name)
        {
            case "ProductPage":
                return SiteEvent.ProductViewed(said, about?.Nested("Product") ?? about ?? root, null);
            case "CategoryPage":
                return SiteEvent.CategoryViewed(said, (about?.Nested("Category") ?? about)?.Text("categoryKey"));
            case "StatusCart":
                return Cart(EventNames.CartUpdated, CartStatus.Open, said, about, root);
            case "PurchasedItems":
                return Cart(EventNames.CartConverted, CartStatus.Converted, said, about, root);
            case "CustomerData" or "webcontact":
                return new SiteEvent(EventNames.CustomerUpdated, SaidProperties.Of(said));
            case "MainPage" or "NotFound" or "StatusCartPage":
                return new SiteEvent("pageViewed", SaidProperties.Of(said, ("page", name)));
            case "AddToWishlist":
                return new SiteEvent("productAddedToWishlist", SaidProperties.Of(said, ("productId", about?.Nested("Product")?.Id("productKey"))));
            case "SearchRequest":
                return new SiteEvent("searchRequest", SaidProperties.Of(said, ("search", about?.Text("search")), ("isFound", about?.Flag("isFound"))));
            case "ProductImpressions":
                return new SiteEvent("productImpressions", SaidProperties.Of(said));
            default:
                return new SiteEvent(name, SaidProperties.Of(said));
        }
    }

    // A purchase closes the cart and makes no order: the shop sends that with its status and total in a call of orders, and a second one by the same
    // number but without them would overwrite it.
    private static SiteEvent Cart(string name, CartStatus status, IEnumerable<KeyValuePair<string, JsonElement>> said, Loose? about, Loose root)
    {
        var products = about?.List("Products", MostItems);
        return SiteEvent.CartChanged(name, said, SiteEvent.Items(products), status, new CartFacts
        {
            CartId = about?.Id("GUID") ?? root.Id("TrackedOrderId"),
            OrderId = about?.Id("OrderNumber"),
            Currency = SiteEvent.CurrencyOf(products),
        });
    }

    private static List<CanonicalEvent> Products(Arrival arrival, Loose root, JsonElement body)
    {
        var messageId = arrival.IdempotencyKey is { } key ? "tracker:key:" + key : ContentHash.Of(body, "tracker:");
        return
        [
            .. (root.List("ProductUpdate", MostItems) ?? [])
                .Where(product => product.Id("product_id") is not null)
                .Select((product, index) => new CanonicalEvent
                {
                    Id = arrival.NewId(),
                    SourceId = arrival.Source.Id,
                    MessageId = string.Create(CultureInfo.InvariantCulture, $"{messageId}#{index}"),
                    RepeatsAfter = EventCall.RepeatsAfter,
                    Name = "productUpdated",
                    OccurredAt = arrival.ReceivedAt,
                    ReceivedAt = arrival.ReceivedAt,
                    Product = ProductOf(product),
                    Properties = SaidProperties.Of(SaidProperties.Fields(product.Element), ("productId", product.Id("product_id"))),
                }),
        ];
    }

    private static ProductChange ProductOf(Loose product) => new()
    {
        ExternalId = product.Id("product_id") ?? "",
        State = ProductState.Sold,
        Name = product.Text("name"),
        Brand = product.Text("brand"),
        Category = product.Text("category"),
        Currency = product.Currency("price_currency_code"),
        Url = product.Url("url"),
        ImageUrl = product.Url("imgurl"),
        Variants = [new ProductVariant { Id = product.Id("product_id") ?? "", Price = product.Number("unit_price"), InStock = product.Flag("isInStock") ?? true }],
    };
}
