using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.BigCommerce;

/// <summary>A call of BigCommerce together with what was fetched for it; what needs nothing more, or could not be fetched, is the call alone.</summary>
public static class BigCommerceWebhook
{
    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (Lenient.Of(body) is not { } call)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        var scope = BigCommerceScope.Of(call);
        var fetched = call.Nested(BigCommerceIntegration.FetchedFieldUtf8);
        var resource = fetched?.Nested("resource"u8);
        var notice = new Notice
        {
            Arrival = arrival,
            Body = body,
            Fields = resource is { } found ? Unwrapped(found) ?? found : call,
            Id = call.Text("hash"u8, Fields.LongestId) ?? ContentHash.Of(body, "call:"),
            At = arrival.NotLater(Epoch(call)),
        };
        return Read(notice, scope, call, fetched) ?? notice.Custom(scope.CustomName);
    }

    /// <summary>As in RFC 2822, such as <c>Tue, 20 Nov 2012 00:00:00 +0000</c>, or ISO 8601.</summary>
    public static DateTimeOffset? Date(Fields fields, ReadOnlySpan<byte> name)
    {
        if (fields.Time(name) is { } iso) return iso;
        return fields.Text(name, 60) is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 1990 and <= 2999
            ? time
            : null;
    }

    // Null: it says nothing that can be used.
    private static List<CanonicalEvent>? Read(Notice notice, BigCommerceScope scope, Fields call, Fields? fetched)
    {
        if (fetched?.Has("resource"u8) != true) return ReadAlone(notice, scope.Scope, call);
        return scope.Kind switch
        {
            BigCommerceKind.Cart => BigCommerceCart.Read(notice, scope),
            BigCommerceKind.Order => BigCommerceOrder.Read(notice, fetched.Value),
            BigCommerceKind.Customer => BigCommerceCustomer.Read(notice, scope.EventName),
            BigCommerceKind.Product => BigCommerceProduct.Read(notice, isNew: scope.EventName == EventNames.NewProductAdded),
            null => null,
        };
    }

    private static List<CanonicalEvent>? ReadAlone(Notice notice, string scope, Fields call) => (scope, call.Nested("data"u8)?.Id("id"u8)) switch
    {
        (_, null) => null,
        ("store/cart/converted", { } cart) => BigCommerceCart.Converted(notice, cart, call.Nested("data"u8)?.Id("orderId"u8)),
        ("store/product/deleted", { } product) => [notice.Event(PlatformEvents.ProductDeleted) with
        {
            Product = new ProductChange { ExternalId = product, State = ProductState.Deleted, Variants = [] },
        }],
        ("store/customer/deleted", { } customer) => [notice.Event("bigcommerce_customer_deleted") with { Who = new Identifiers { CustomerId = customer } }],
        _ => null,
    };

    // Version 3 of the API wraps what it gives in data, and a search for one in a list of one.
    private static Fields? Unwrapped(Fields resource)
    {
        if (!resource.TryGet("data"u8, out var data)) return resource;
        return data.ValueKind switch
        {
            JsonValueKind.Object => Lenient.Of(data),
            JsonValueKind.Array when data.GetArrayLength() > 0 => Lenient.Of(data[0]),
            _ => null,
        };
    }

    private static DateTimeOffset? Epoch(Fields call) =>
        call.Number("created_at"u8) is { } seconds and > 0 and < 9_999_999_999 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
}
