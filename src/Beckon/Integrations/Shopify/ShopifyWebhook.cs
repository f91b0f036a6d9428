using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Shopify;

/// <summary>
/// What Shopify sends, by topic. The order of deliveries is not guaranteed: <c>updated_at</c> says of when a body is. What belongs to no event of
/// ours is kept as a custom event.
/// </summary>
public static class ShopifyWebhook
{
    private const int LongestTopic = 90;

    public static List<CanonicalEvent> Read(Arrival arrival, ShopifyCall call, JsonElement body, Faults faults)
    {
        if (call.Topic is not { Length: <= LongestTopic } topic || !topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_'))
        {
            faults.Add("X-Shopify-Topic", "This header must say what the call is about, such as orders/create.");
            return [];
        }
        if (Lenient.Of(body) is not { } fields)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        var notice = new Notice
        {
            Arrival = arrival,
            Body = body,
            Fields = fields,
            Id = call.WebhookId is { } id ? id : ContentHash.Of(body, topic + ":"),
            At = arrival.NotLater(fields.Time("updated_at"u8) ?? TriggeredAt(call) ?? fields.Time("created_at"u8)),
        };
        return Read(notice, call, topic) ?? notice.Custom("shopify_" + topic.Replace('/', '_').ToLowerInvariant());
    }

    // Null: it says nothing that can be used.
    private static List<CanonicalEvent>? Read(Notice notice, ShopifyCall call, string topic) => topic switch
    {
        "carts/create" or "carts/update" => ShopifyCart.OfCart(notice),
        "checkouts/create" => ShopifyCart.OfCheckout(notice, EventNames.CheckoutStarted),
        "checkouts/update" => ShopifyCart.OfCheckout(notice, EventNames.CartUpdated),
        "orders/create" => ShopifyOrder.Read(notice, isNew: true),
        "orders/updated" or "orders/paid" or "orders/partially_fulfilled" or "orders/fulfilled" or "orders/cancelled" => ShopifyOrder.Read(notice, isNew: false),
        "orders/delete" => ShopifyOrder.Deleted(notice),
        "customers/create" => ShopifyCustomer.Read(notice, EventNames.CustomerCreated),
        "customers/update" or "customers/enable" or "customers/disable" => ShopifyCustomer.Read(notice, EventNames.CustomerUpdated),
        "customers_email_marketing_consent/update" => ShopifyConsent.Read(notice, ConsentChannel.Email),
        "customers_marketing_consent/update" => ShopifyConsent.Read(notice, ConsentChannel.Sms),
        "products/create" => ShopifyProduct.Read(notice, call.Shop, isNew: true),
        "products/update" => ShopifyProduct.Read(notice, call.Shop, isNew: false),
        "products/delete" => ShopifyProduct.Deleted(notice),
        "fulfillments/create" or "fulfillments/update" => ShopifyOrder.OfFulfillment(notice, topic),
        "customers/delete" => ShopifyCustomer.Deleted(notice),
        _ => null,
    };

    private static DateTimeOffset? TriggeredAt(ShopifyCall call) =>
        IsoTime.TryParse(call.TriggeredAt, TimeZoneInfo.Utc, out var time) ? time : null;
}
