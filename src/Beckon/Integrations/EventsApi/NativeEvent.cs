using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.EventsApi;

/// <summary>One event of the events call.</summary>
public static class NativeEvent
{
    private const int LongestName = 100;
    private const int MostBytes = 256 << 10;

    public static CanonicalEvent Read(Arrival arrival, Fields fields, int index)
    {
        if (System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(fields.Element).Length > MostBytes)
            fields.FaultHere("This event is larger than 256 KB.");
        var name = NameOf(fields);
        var occurredAt = arrival.NotLater(fields.Time("occurredAt"u8, arrival.Zone));
        var properties = fields.Nested("properties"u8);
        return new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = MessageOf(arrival, fields, index),
            Name = name,
            Status = fields.Text("status"u8, LongestName),
            OccurredAt = occurredAt,
            ReceivedAt = arrival.ReceivedAt,
            Who = WhoOf(arrival, fields, name),
            Profile = Person.Profile(fields),
            Cart = CartOf(fields, name),
            Order = NativeOrder.Read(arrival, fields, name, occurredAt),
            Properties = Flatten(fields.Element, properties?.Element),
            Backfill = fields.Flag("backfill"u8) ?? false,
        };
    }

    private static string NameOf(Fields fields)
    {
        var field = fields.Has("event"u8) ? "event"u8 : "name"u8;
        var name = fields.Text(field, LongestName);
        if (name is null)
        {
            if (!fields.Has(field)) fields.Fault("event"u8, "Name the event, such as cart_abandoned, viewed_product or a name of your own.");
            return "";
        }
        if (name.Any(char.IsControl)) fields.Fault(field, "An event's name has no control characters.");
        // From outside it would be a claim about messages.
        if (EventCatalogue.IsOwn(name)) fields.Fault(field, "Beckon itself tells this event; choose another name.");
        return name;
    }

    private static Identifiers WhoOf(Arrival arrival, Fields fields, string name)
    {
        var who = Person.Read(fields, arrival.Workspace, "customerId"u8) with { AnonymousId = fields.Id("anonymousId"u8) };
        var named = fields.Has("customerId"u8) || fields.Has("email"u8) || fields.Has("phone"u8) || fields.Has("anonymousId"u8);
        if (!named && !EventCatalogue.IsOfProduct(name))
            fields.FaultHere("Say whose event it is: send at least one of email, phone, customerId and anonymousId.");
        else if (named && who.None && fields.Has("phone"u8) && !fields.Has("email"u8))
            fields.Fault("phone"u8, "This number cannot be completed to an international one; send it with its country code.");
        return who;
    }

    private static string MessageOf(Arrival arrival, Fields fields, int index)
    {
        if (fields.Id("messageId"u8) is { } id) return "id:" + id;
        return arrival.IdempotencyKey is { } key
            ? string.Create(CultureInfo.InvariantCulture, $"key:{key}#{index}")
            : string.Create(CultureInfo.InvariantCulture, $"new:{arrival.RequestId:n}#{index}");
    }

    private static CartChange? CartOf(Fields fields, string name)
    {
        var cart = fields.Nested("cart"u8);
        return name switch
        {
            EventNames.CartAbandoned => Carts.Read(cart, CartStatus.Abandoned),
            EventNames.CartUpdated => Carts.Read(cart, CartStatus.Open),
            EventNames.CartConverted => Carts.Read(cart, CartStatus.Converted),
            EventNames.OrderCreated or EventNames.OrderCompleted or EventNames.OrderFulfilled when cart is not null =>
                Carts.Read(cart, CartStatus.Converted),
            _ => cart is null ? null : Carts.Read(cart, CartStatus.Open),
        };
    }

    /// <summary>The sender's properties and whatever else it said, in one object.</summary>
    private static RawJson Flatten(JsonElement whole, JsonElement? properties)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in whole.EnumerateObject())
            {
                if (!IsEnvelope(field)) field.WriteTo(writer);
            }
            if (properties is { } own)
            {
                foreach (var property in own.EnumerateObject()) property.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return new RawJson(buffer.ToArray());
    }

    // Kept elsewhere: what the event is, and how it is taken in.
    private static bool IsEnvelope(JsonProperty field) =>
        field.NameEquals("properties"u8) || field.NameEquals("event"u8) || field.NameEquals("name"u8) || field.NameEquals("backfill"u8);
}
