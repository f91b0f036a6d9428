using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.WooCommerce;

/// <summary>
/// What WooCommerce sends, by topic: the resource of its REST API as it now stands. One change is often sent several times, so that the same words are
/// the same message. What belongs to no event of ours is kept as a custom event.
/// </summary>
public static class WooCommerceWebhook
{
    private const int LongestTopic = 80;

    public static List<CanonicalEvent> Read(Arrival arrival, WooCommerceCall call, JsonElement body, Faults faults)
    {
        if (call.Topic is not { Length: <= LongestTopic } topic || !topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            faults.Add("X-WC-Webhook-Topic", "This header must say what the call is about, such as order.updated.");
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
            Id = ContentHash.Of(body, topic + ":"),
            At = arrival.NotLater(Time(fields, arrival, "date_modified_gmt"u8, "date_modified"u8)),
        };
        return Read(notice, topic) ?? notice.Custom("woocommerce_" + topic.Replace('.', '_').Replace('-', '_').ToLowerInvariant());
    }

    /// <summary>A moment that is given in UTC and, without offset, by the shop's clock.</summary>
    public static DateTimeOffset? Time(Fields fields, Arrival arrival, ReadOnlySpan<byte> gmt, ReadOnlySpan<byte> local) =>
        fields.Time(gmt, TimeZoneInfo.Utc) ?? fields.Time(local, arrival.Zone);

    // Null: it says nothing that can be used.
    private static List<CanonicalEvent>? Read(Notice notice, string topic) => topic switch
    {
        "order.created" => WooCommerceOrder.Read(notice, isNew: true),
        "order.updated" or "order.restored" => WooCommerceOrder.Read(notice, isNew: false),
        "order.deleted" => WooCommerceOrder.Deleted(notice),
        "customer.created" => WooCommerceCustomer.Read(notice, EventNames.CustomerCreated),
        "customer.updated" => WooCommerceCustomer.Read(notice, EventNames.CustomerUpdated),
        "customer.deleted" => WooCommerceCustomer.Deleted(notice),
        "product.created" => WooCommerceProduct.Read(notice, isNew: true),
        "product.updated" or "product.restored" => WooCommerceProduct.Read(notice, isNew: false),
        "product.deleted" => WooCommerceProduct.Deleted(notice),
        _ => null,
    };
}
