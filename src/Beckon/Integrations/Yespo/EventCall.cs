using System.Runtime.InteropServices;
using System.Text.Json;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// The body of an event call, of either version: <c>eventTypeKey</c>, <c>keyValue</c> and <c>params</c>, a list of names and values or an object.
/// </summary>
public static class EventCall
{
    /// <summary>For as long Yespo takes the same call for a repeat.</summary>
    public static readonly TimeSpan RepeatsAfter = TimeSpan.FromMinutes(1);

    private const int LongestName = 100;
    private const int MostBytes = 256 << 10;
    private const int MostItems = 1_000;

    private const string Structure =
        "Say whose event it is: params must have one of contactId, externalCustomerId, email, phone and pushToken, as "
        + "[{\"name\": \"email\", \"value\": \"ada@example.com\"}], or keyValue an e-mail address.";

    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create("<;’'\\/|\"`^?!,>");

    public static List<CanonicalEvent> Read(Arrival arrival, YespoCall call, JsonElement body, Faults faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        if (JsonMarshal.GetRawUtf8Value(body).Length > MostBytes) faults.Add("$", "This event is larger than 256 KB.");
        var said = new Loose(body);
        var name = NameOf(said, faults);
        var given = ParamsOf(said, faults);
        var who = WhoOf(arrival, call, said, new Loose(given));
        if (who.None && faults.None) faults.Add("params", Structure);
        if (faults.Any || name is null) return [];

        var site = SiteEventOf(name, said.Text("keyValue", Fields.LongestId), new Loose(given));
        return
        [
            new CanonicalEvent
            {
                Id = arrival.NewId(),
                SourceId = arrival.Source.Id,
                MessageId = arrival.IdempotencyKey is { } key ? "event:key:" + key : ContentHash.Of(body, "event:"),
                RepeatsAfter = arrival.IdempotencyKey is null ? RepeatsAfter : null,
                Name = site.Name,
                OccurredAt = arrival.ReceivedAt,
                ReceivedAt = arrival.ReceivedAt,
                Who = who,
                Profile = SentContact.Name(new Loose(given)),
                Cart = site.Cart,
                Properties = site.Properties,
            },
        ];
    }

    /// <summary>The number that the call names its contact by; null when it names none.</summary>
    public static string? NumberOf(JsonElement body) => new Loose(ParamsOf(new Loose(body), new Faults())).Id("contactId");

    private static string? NameOf(Loose said, Faults faults)
    {
        var name = said.Text("eventTypeKey");
        if (name is null) faults.Add("eventTypeKey", "Name the kind of event, such as productViewed.");
        else if (name.Length > LongestName) faults.Add("eventTypeKey", $"This must have at most {LongestName} characters.");
        else if (name.AsSpan().ContainsAny(Forbidden) || name.Any(char.IsControl)) faults.Add("eventTypeKey", "This must not have any of < ; ' \\ / | \" ` ^ ? ! , >.");
        else if (EventCatalogue.IsOwn(name)) faults.Add("eventTypeKey", "Beckon itself tells this event; choose another name.");
        return name;
    }

    /// <summary>The parameters as one object; of those of one name the last.</summary>
    private static JsonElement ParamsOf(Loose said, Faults faults)
    {
        if (said["params"] is not { } given) return JsonElement.Parse("{}");
        if (given.ValueKind == JsonValueKind.Object) return given;
        if (given.ValueKind != JsonValueKind.Array)
        {
            faults.Add("params", "This must be a list of {\"name\": …, \"value\": …}, or an object.");
            return JsonElement.Parse("{}");
        }
        var byName = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var parameter in Loose.ObjectsOf(given, int.MaxValue))
        {
            if (parameter.Id("name") is { } name && ValueOf(parameter.Element) is { } value) byName[name] = value;
        }
        return SaidProperties.Of(byName).ToElement();
    }

    // A blank value is a value: what is blank counts as absent only where Beckon looks for something.
    private static JsonElement? ValueOf(JsonElement parameter)
    {
        foreach (var field in parameter.EnumerateObject())
        {
            if (string.Equals(field.Name, "value", StringComparison.OrdinalIgnoreCase)) return field.Value;
        }
        return null;
    }

    private static Identifiers WhoOf(Arrival arrival, YespoCall call, Loose said, Loose given)
    {
        var token = given.Id("pushToken");
        var who = call.Who(
            new Identifiers
            {
                CustomerId = given.Id("externalCustomerId"),
                Email = given.Email("email") ?? given.Email("EmailAddress"),
                Phone = given.Phone("phone", arrival.Workspace) ?? given.Phone("SMS", arrival.Workspace),
                AnonymousId = token is null ? null : "push:" + token,
            },
            given.Id("contactId"));
        // Of the key only an address says for sure whom it means: senders also write numbers of orders there.
        return who.None ? who with { Email = said.Email("keyValue") } : who;
    }

    private static SiteEvent SiteEventOf(string name, string? key, Loose given)
    {
        List<KeyValuePair<string, JsonElement>> all = [.. SaidProperties.Fields(given.Element)];
        all.Add(KeyValuePair.Create("eventTypeKey", JsonSerializer.SerializeToElement(name, YespoJson.Default.String)));
        if (key is not null) all.Add(KeyValuePair.Create("eventKey", JsonSerializer.SerializeToElement(key, YespoJson.Default.String)));
        var currency = given.Currency("currencyCode") ?? given.Currency("currency");
        switch (name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant())
        {
            case "productviewed":
                return SiteEvent.ProductViewed(all, given.Nested("product") ?? given, currency);
            case "productcategoryviewed":
                var category = given.Nested("category") ?? given;
                return SiteEvent.CategoryViewed(all, category.Text("productCategoryId") ?? category.Text("categoryKey") ?? given.Text("category"));
            case "cartupdated":
                return CartOf(EventNames.CartUpdated, CartStatus.Open, all, given, currency);
            case "abandonedcart" or "cartabandoned":
                return CartOf(EventNames.CartAbandoned, CartStatus.Abandoned, all, given, currency);
            default:
                // Where no word of the catalogue says the same, the sender's own stays.
                return new SiteEvent(name, SaidProperties.Of(all));
        }
    }

    private static SiteEvent CartOf(
        string name, CartStatus status, IEnumerable<KeyValuePair<string, JsonElement>> all, Loose given, string? currency)
    {
        var products = given.List("products", MostItems) ?? given.List("items", MostItems);
        return SiteEvent.CartChanged(name, all, SiteEvent.Items(products), status, new CartFacts
        {
            CartId = given.Id("cartId"),
            Name = status == CartStatus.Abandoned ? given.Id("cartId") : null,
            Url = given.Url("restoreUrl") ?? given.Url("cartUrl") ?? given.Url("url"),
            Currency = currency ?? SiteEvent.CurrencyOf(products),
            Total = given.Number("totalValue") ?? given.Number("totalCost"),
        });
    }
}
