using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Jane;

/// <summary>
/// The body of a Jane webhook: a <c>cart</c>, whose status has changed or which was abandoned. Jane does not publish how an
/// abandonment looks, so it is recognised by the address called, by an event type in the body, or by the cart's status.
/// </summary>
public static class JaneWebhook
{
    // Jane sends no ids. It sends a call again within hours; the same words a day later mean that it happened again.
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromHours(24);

    public static List<CanonicalEvent> Read(Arrival arrival, JaneCall call, JsonElement body, Faults faults)
    {
        if (Fields.Of(body, Spot.Root, faults) is not { } root) return [];
        if (root.Nested("cart"u8) is not { } fields)
        {
            if (faults.None) root.Fault("cart"u8, "This is required.");
            return [];
        }
        var cart = JaneCart.Read(fields, arrival.Workspace, arrival.Zone);
        var abandoned = call.Event == EventNames.CartAbandoned || SaysAbandoned(root) || SaysAbandoned(fields)
            || cart.Status is "abandoned" or EventNames.CartAbandoned;
        if (!abandoned && !JaneStatus.IsKnown(cart.Status))
            fields.Fault("status"u8, $"This must be one of {string.Join(", ", JaneStatus.All)}.");
        if (faults.Any) return [];

        var said = new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = ContentHash.Of(body, abandoned ? "jane:abandoned:" : "jane:"),
            RepeatsAfter = RepeatsAfter,
            Name = EventNames.CartAbandoned,
            OccurredAt = arrival.NotLater(call.SentAt),
            ReceivedAt = arrival.ReceivedAt,
            Who = cart.Who.None ? Person.Unnamed(arrival.Source, "cart", cart.Id) : cart.Who,
            Profile = cart.Profile,
            Properties = RawJson.From(body),
            Cart = ChangeOf(cart, CartStatus.Abandoned, arrival),
        };
        return [abandoned ? said : WithStatus(said, cart, fields, arrival)];
    }

    private static bool SaysAbandoned(Fields fields) => Says(fields, "event"u8) || Says(fields, "event_type"u8) || Says(fields, "type"u8);

    private static bool Says(Fields fields, ReadOnlySpan<byte> name) =>
        fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals("cart_abandoned"u8);

    private static CanonicalEvent WithStatus(CanonicalEvent said, JaneCart cart, Fields fields, Arrival arrival) => said with
    {
        Name = EventNames.CartStatusUpdated,
        Status = cart.Status,
        Cart = ChangeOf(cart, JaneStatus.CartOf(cart.Status), arrival),
        Order = JaneStatus.OrderOf(cart.Status) is { } order ? OrderOf(cart, order, fields, said, arrival) : null,
    };

    private static CartChange ChangeOf(JaneCart cart, CartStatus status, Arrival arrival) => new()
    {
        ExternalId = cart.Id,
        Status = status,
        Url = cart.Url ?? arrival.Source.Settings.ShopUrl,
        Currency = arrival.Workspace.Currency,
        Total = cart.Amount,
        Items = cart.Items,
    };

    private static OrderChange OrderOf(JaneCart cart, OrderStatus status, Fields fields, CanonicalEvent said, Arrival arrival) => new()
    {
        ExternalId = cart.Id,
        Status = status,
        Total = cart.Amount ?? 0,
        Currency = arrival.Workspace.Currency,
        PlacedAt = arrival.NotLater(cart.PlacedAt ?? said.OccurredAt),
        Items = cart.Items ?? [],
        Document = RawJson.From(fields.Element),
    };
}
