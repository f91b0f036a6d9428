using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.CartApi;

/// <summary>
/// The body of the cart call. Without <c>cart.items</c> it is a Simple trigger (who), with them a Dynamic one (who and which products).
/// What it does not know is kept in the event's properties.
/// </summary>
public static class CartCall
{
    // Without a time of its own, the same body an hour later is a new abandonment rather than a repeated delivery.
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromHours(1);

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (Fields.Of(body, Spot.Root, faults) is not { } call) return [];
        var who = Person.Read(call, arrival.Workspace, "customerId"u8) with { AnonymousId = call.Id("anonymousId"u8) };
        var status = ReadEvent(call);
        var cart = call.Nested("cart"u8);
        var updatedAt = cart?.Time("updatedAt"u8, arrival.Zone);
        var change = Carts.Read(cart, status);
        var name = NameOf(status);
        if (who.None && faults.None)
            call.FaultHere("Say whose cart it is: send at least one of email, phone, customerId and anonymousId.");
        var (messageId, repeatsAfter) = MessageOf(arrival, body, change, name, updatedAt);
        return
        [
            new CanonicalEvent
            {
                Id = arrival.NewId(),
                SourceId = arrival.Source.Id,
                MessageId = messageId,
                RepeatsAfter = repeatsAfter,
                Name = name,
                OccurredAt = arrival.NotLater(updatedAt),
                ReceivedAt = arrival.ReceivedAt,
                Who = who,
                Profile = Person.Name(call),
                Cart = change,
                Properties = RawJson.From(body),
            },
        ];
    }

    private static CartStatus ReadEvent(Fields call)
    {
        switch (call.Text("event"u8))
        {
            case null or "abandoned": return CartStatus.Abandoned;
            case "updated": return CartStatus.Open;
            case "converted": return CartStatus.Converted;
            default:
                call.Fault("event"u8, "This must be abandoned, updated or converted.");
                return CartStatus.Abandoned;
        }
    }

    private static string NameOf(CartStatus status) => status switch
    {
        CartStatus.Abandoned => EventNames.CartAbandoned,
        CartStatus.Open => EventNames.CartUpdated,
        CartStatus.Converted => EventNames.CartConverted,
    };

    private static (string Id, TimeSpan? RepeatsAfter) MessageOf(
        Arrival arrival, JsonElement body, CartChange cart, string name, DateTimeOffset? updatedAt)
    {
        if (arrival.IdempotencyKey is { } key) return ("key:" + key, null);
        if (cart.ExternalId.Length > 0 && updatedAt is { } at)
            return (string.Create(CultureInfo.InvariantCulture, $"cart:{name}:{at.UtcTicks}:{cart.ExternalId}"), null);
        return (ContentHash.Of(body, "body:"), RepeatsAfter);
    }
}
