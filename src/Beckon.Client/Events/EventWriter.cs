using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Beckon.Client.Events;

/// <summary>Writes events as <c>POST /api/events</c> takes them.</summary>
internal static class EventWriter
{
    public static byte[] Write(Shopper? who, ShopEvent e, string messageId, DateTimeOffset now)
    {
        using var buffer = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("event"u8, e.Name);
            writer.WriteString("messageId"u8, messageId);
            writer.WriteString("occurredAt"u8, e.OccurredAt ?? now);
            if (e.Backfill) writer.WriteBoolean("backfill"u8, true);
            if (who is not null) WriteShopper(writer, who);
            if (e.StatusPart is { } status) writer.WriteString("status"u8, status);
            WriteParts(writer, e);
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteShopper(Utf8JsonWriter writer, Shopper who)
    {
        WriteText(writer, "customerId"u8, who.CustomerId);
        WriteText(writer, "email"u8, who.Email);
        WriteText(writer, "phone"u8, who.Phone);
        WriteText(writer, "anonymousId"u8, who.AnonymousId);
        WriteText(writer, "firstName"u8, who.FirstName);
        WriteText(writer, "lastName"u8, who.LastName);
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static void WriteParts(Utf8JsonWriter writer, ShopEvent e)
    {
        if (e.CartPart is { } cart)
        {
            writer.WritePropertyName("cart"u8);
            JsonSerializer.Serialize(writer, cart, ClientJson.Default.Cart);
        }
        if (e.OrderPart is { } order)
        {
            writer.WritePropertyName("order"u8);
            JsonSerializer.Serialize(writer, order, ClientJson.Default.Order);
        }
        writer.WritePropertyName("properties"u8);
        if (e is CustomEvent custom) WriteObject(writer, custom.Properties);
        else JsonSerializer.Serialize(writer, e, ClientJson.Default.GetTypeInfo(e.GetType()) ?? throw Unknown(e));
    }

    private static ArgumentException Unknown(ShopEvent e) =>
        new($"{e.GetType().Name} is no event of this package. Send events of your own as {nameof(CustomEvent)}.", nameof(e));

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, name, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case DateTimeOffset time: writer.WriteStringValue(time); break;
            case DateTime time: writer.WriteStringValue(time); break;
            case DateOnly day: writer.WriteStringValue(day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)); break;
            case Guid id: writer.WriteStringValue(id); break;
            case JsonElement element: element.WriteTo(writer); break;
            case JsonNode node: node.WriteTo(writer); break;
            case IEnumerable<KeyValuePair<string, object?>> nested: WriteObject(writer, nested); break;
            case IEnumerable list: WriteList(writer, name, list); break;
            default: throw new ArgumentException($"The property {name} is a {value.GetType().Name}, which cannot be sent. Send text, numbers, dates, lists or a JsonNode.");
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable list)
    {
        writer.WriteStartArray();
        foreach (var one in list) WriteValue(writer, name, one);
        writer.WriteEndArray();
    }
}

/// <summary>Source-generated JSON, so that the package works where code is compiled ahead of time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderCreated))]
[JsonSerializable(typeof(OrderCompleted))]
[JsonSerializable(typeof(OrderFulfilled))]
[JsonSerializable(typeof(OrderCanceled))]
[JsonSerializable(typeof(OrderRefunded))]
[JsonSerializable(typeof(CheckoutStarted))]
[JsonSerializable(typeof(CartUpdated))]
[JsonSerializable(typeof(CartAbandoned))]
[JsonSerializable(typeof(CartConverted))]
[JsonSerializable(typeof(CartStatusUpdated))]
[JsonSerializable(typeof(ActiveOnSite))]
[JsonSerializable(typeof(ViewedPage))]
[JsonSerializable(typeof(ViewedProduct))]
[JsonSerializable(typeof(ViewedBrand))]
[JsonSerializable(typeof(ViewedCategory))]
[JsonSerializable(typeof(AddedToCart))]
[JsonSerializable(typeof(RemovedFromCart))]
[JsonSerializable(typeof(StartedProductReview))]
[JsonSerializable(typeof(CompletedProductReview))]
[JsonSerializable(typeof(CustomerCreated))]
[JsonSerializable(typeof(CustomerUpdated))]
[JsonSerializable(typeof(CustomerOptinStatusChanged))]
[JsonSerializable(typeof(BackInStock))]
[JsonSerializable(typeof(PriceDrop))]
[JsonSerializable(typeof(NewProductAdded))]
[JsonSerializable(typeof(LowInventory))]
[JsonSerializable(typeof(CustomerCheckedIn))]
[JsonSerializable(typeof(CustomerCheckedOut))]
[JsonSerializable(typeof(CustomerAssignedToBudtender))]
internal sealed partial class ClientJson : JsonSerializerContext;
