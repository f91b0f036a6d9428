using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Templates.Rendering;

namespace Beckon.Analytics;

/// <summary>
/// Says in a few words what an event was, with what its sender said of items and amounts. Platforms use different names for these; what cannot be
/// found is left out.
/// </summary>
public sealed class EventSentence(string country, string currency)
{
    private static readonly string[] ItemLists = ["items", "products", "line_items"];
    private static readonly string[] Totals = ["total", "totalCost", "amount", "total_price", "value"];
    private static readonly string[] OrderIds = ["eventKey", "externalOrderId", "orderId", "order_id"];
    private static readonly string[] ProductNames = ["productName", "product_name", "name", "title"];

    /// <param name="name">The event's name.</param>
    /// <param name="status">Its status, if it has one.</param>
    /// <param name="properties">What the sender said.</param>
    public string Of(string name, string? status, JsonElement properties) => name switch
    {
        EventNames.CartAbandoned => With("Left a cart", properties),
        EventNames.CartUpdated => With("Changed their cart", properties),
        EventNames.CartConverted => With("Bought their cart", properties),
        EventNames.CartStatusUpdated => With($"Cart became {Plain(status)}", properties),
        EventNames.CheckoutStarted => With("Began to check out", properties),
        EventNames.OrderCreated => Order("Placed", properties),
        EventNames.OrderCompleted or "orderDELIVERED" => Order("Received", properties),
        EventNames.OrderFulfilled => Order("Was sent", properties),
        EventNames.OrderCanceled or "orderCANCELLED" => Order("Cancelled", properties),
        EventNames.OrderRefunded => Order("Got the money back for", properties),
        "orderINITIALIZED" => Order("Placed", properties),
        "orderIN_PROGRESS" => Order("Waits for", properties),
        "orderABANDONED_SHOPPING_CART" => With("Left a cart at the shop", properties),
        EventNames.ActiveOnSite => "Was active on the site",
        EventNames.ViewedProduct => About("Looked at", "a product", properties),
        EventNames.ViewedBrand => About("Looked at the brand", "", properties),
        EventNames.ViewedCategory => About("Looked at the category", "", properties),
        EventNames.AddedToCart => About("Put", "a product", properties) + " into the cart",
        EventNames.RemovedFromCart => About("Took", "a product", properties) + " out of the cart",
        EventNames.MessageOpened => "Opened a message" + Quoted(properties, "subject"),
        EventNames.MessageClicked => "Clicked in a message" + Quoted(properties, "subject"),
        EventNames.MessageBounced => "A message came back" + Quoted(properties, "subject"),
        EventNames.MessageReceived => "Answered" + Quoted(properties, "text"),
        EventNames.ContactUnsubscribed => "Unsubscribed",
        EventNames.ContactsMerged => "Turned out to be one person with another contact",
        EventNames.ContactsKeptApart => "Was said to be another person than a contact",
        EventNames.MergeUndone => "Was split from another contact again",
        EventNames.AudienceEntered => "Came into the audience" + Quoted(properties, "audience"),
        EventNames.AudienceExited => "Left the audience" + Quoted(properties, "audience"),
        EventNames.FlowCalled => "A flow was started for them",
        EventNames.DiscountGiven => "Was given the code" + Quoted(properties, "code"),
        EventNames.RfmSegmentChanged => Moved(Text(properties, ["from"]), Text(properties, ["to"])),
        EventNames.CustomerCreated => "Became a customer",
        EventNames.CustomerUpdated => "Changed their details",
        EventNames.CustomerCheckedIn => "Checked in at a store",
        EventNames.CustomerCheckedOut => "Checked out at a store",
        _ => Named(name, status),
    };

    /// <summary>A name of the catalogue or of somebody's own, as words: <c>started_product_review</c> becomes "Started product review".</summary>
    private static string Named(string name, string? status)
    {
        var words = Plain(name);
        var sentence = words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
        return status is null ? sentence : $"{sentence}: {Plain(status)}";
    }

    private static string Plain(string? word) => (word ?? "").Replace('_', ' ').Trim();

    private static string Moved(string? from, string? to) => (from, to) switch
    {
        (null, { } into) => $"Came into the RFM segment {into}",
        ({ } outOf, null) => $"Is in no RFM segment any more, was in {outOf}",
        _ => $"Moved from the RFM segment {from} to {to}",
    };

    // "Left a cart with 3 items, $84.00".
    private string With(string sentence, JsonElement properties)
    {
        var cart = CartOf(properties);
        var parts = new[] { Items(cart) ?? Items(properties), Amount(cart) ?? Amount(properties) }.OfType<string>().ToList();
        return parts.Count == 0 ? sentence : $"{sentence} with {string.Join(", ", parts)}";
    }

    // "Placed order 100500 with 2 items, $1,000.00".
    private string Order(string verb, JsonElement properties) =>
        With(Text(properties, OrderIds) is { } id ? $"{verb} order {id}" : $"{verb} an order", properties);

    private static string About(string verb, string otherwise, JsonElement properties) =>
        $"{verb} {Text(properties, ProductNames) ?? otherwise}".TrimEnd();

    private static string Quoted(JsonElement properties, string field) => Text(properties, [field]) is { } text ? $": “{text}”" : "";

    private static JsonElement CartOf(JsonElement properties) =>
        properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("cart", out var cart) ? cart : properties;

    private static string? Items(JsonElement of)
    {
        foreach (var list in ItemLists)
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array) continue;
            var count = items.GetArrayLength();
            return count == 0 ? null : count == 1 ? "1 item" : $"{count.ToString(CultureInfo.InvariantCulture)} items";
        }
        return null;
    }

    private string? Amount(JsonElement of)
    {
        if (of.ValueKind != JsonValueKind.Object) return null;
        foreach (var field in Totals)
        {
            if (of.TryGetProperty(field, out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetDecimal(out var amount))
                return MoneyFormat.Of(country, Text(of, ["currency"]) ?? currency).Write(amount);
        }
        return null;
    }

    private static string? Text(JsonElement of, ReadOnlySpan<string> fields)
    {
        if (of.ValueKind != JsonValueKind.Object) return null;
        foreach (var field in fields)
        {
            if (!of.TryGetProperty(field, out var value)) continue;
            if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 200 } text) return text;
        }
        return null;
    }
}
