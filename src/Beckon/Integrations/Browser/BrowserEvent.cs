using System.Globalization;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Browser;

/// <summary>One event of a browser. Pure. What it claims identifies and describes; it gives no consent and is no order.</summary>
public static class BrowserEvent
{
    private const int LongestName = 100;
    private const int MostBytes = 32 << 10;
    private const int ShortestAnonymousId = 8;
    private const int LongestAnonymousId = 64;

    public static CanonicalEvent Read(Arrival arrival, BrowserCall call, BrowserClock clock, Fields fields, int index)
    {
        if (System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(fields.Element).Length > MostBytes)
            fields.FaultHere("This event is larger than 32 KB.");
        var name = NameOf(fields);
        var occurredAt = clock.When(fields.Time("at"u8, TimeZoneInfo.Utc));
        return new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = fields.Id("messageId"u8) is { } id
                ? "id:" + id
                : string.Create(CultureInfo.InvariantCulture, $"new:{arrival.RequestId:n}#{index}"),
            Name = name,
            OccurredAt = occurredAt,
            ReceivedAt = arrival.ReceivedAt,
            Who = WhoOf(arrival, fields),
            Profile = Person.Name(fields),
            Cart = CartOf(fields, call.Sites),
            Properties = Properties(fields.Element),
            Claimed = true,
        };
    }

    private static string NameOf(Fields fields)
    {
        var name = fields.Text("event"u8, LongestName);
        if (name is null)
        {
            if (!fields.Has("event"u8)) fields.Fault("event"u8, "Name the event, such as viewed_product or a name of your own.");
            return "";
        }
        if (name.Any(char.IsControl)) fields.Fault("event"u8, "An event's name has no control characters.");
        if (!BrowserNames.Allow(name)) fields.Fault("event"u8, "A browser may not tell of this: anybody could claim it. Send it from your server with a secret key.");
        return name;
    }

    private static Identifiers WhoOf(Arrival arrival, Fields fields)
    {
        var anonymous = fields.Id("anonymousId"u8);
        if (anonymous is null || anonymous.Length is < ShortestAnonymousId or > LongestAnonymousId || !anonymous.All(IsPlain))
            fields.Fault("anonymousId"u8, "Send the id of this browser: 8 to 64 letters, digits, hyphens or underscores.");
        return Person.Read(fields, arrival.Workspace, "customerId"u8) with { AnonymousId = anonymous };
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static CartChange? CartOf(Fields fields, BrowserOrigins sites)
    {
        if (fields.Nested("cart"u8) is not { } cart) return null;
        return BrowserCart.Of(Carts.Read(cart, CartStatus.Open), sites);
    }

    /// <summary>The shop's properties, and the page and the cart beside them. Who it is lies in the contact, not in every event.</summary>
    private static RawJson Properties(JsonElement whole)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in whole.EnumerateObject())
            {
                if (field.NameEquals("page"u8) || field.NameEquals("cart"u8)) field.WriteTo(writer);
                else if (field.NameEquals("properties"u8) && field.Value.ValueKind == JsonValueKind.Object) WriteOwn(writer, field.Value);
            }
            writer.WriteEndObject();
        }
        return new RawJson(buffer.ToArray());
    }

    private static void WriteOwn(Utf8JsonWriter writer, JsonElement properties)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (!property.NameEquals("page"u8) && !property.NameEquals("cart"u8)) property.WriteTo(writer);
        }
    }
}
