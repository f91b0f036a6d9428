using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>Writes what a body says in the words of the events call, as a mapping tells. Pure.</summary>
public static class MappedEvent
{
    // Later than this a number of seconds would be, and earlier a number of milliseconds.
    private const decimal MostSeconds = 100_000_000_000;

    /// <summary>The elements of a body that are one event each.</summary>
    public static IReadOnlyList<JsonElement> Elements(FieldMapping mapping, JsonElement body)
    {
        var list = mapping.Each is { } place ? JsonPlace.Find(body, place) ?? body : body;
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [list];
    }

    /// <summary>The name of what happened.</summary>
    public static string NameOf(FieldMapping mapping, JsonElement element)
    {
        if (mapping.Name is { } name) return name.Trim();
        var told = mapping.NameAt is { } place && JsonPlace.Find(element, place) is { } found ? TextOf(found) : null;
        if (told is not null && mapping.Names.TryGetValue(told, out var known)) return known.Trim();
        return CustomName.Of(told, WebhookIntegration.Kind, WebhookIntegration.Received);
    }

    /// <summary>The event as the events call takes it; what is said beside what is mapped is among its properties.</summary>
    public static byte[] Write(FieldMapping mapping, JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var writer = new Utf8JsonWriter(buffer);
        var fields = new Mapped(mapping.Fields, element, "");
        writer.WriteStartObject();
        writer.WriteString("event"u8, NameOf(mapping, element));
        WriteFields(writer, fields, "messageId", "status", "customerId", "email", "phone", "anonymousId", "firstName", "lastName");
        WriteTime(writer, fields, "occurredAt");
        if (fields.HasAny("cart.")) WriteCart(writer, fields.Within("cart."));
        if (fields.HasAny("order.")) WriteOrder(writer, fields.Within("order."));
        WriteProperties(writer, mapping, element);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCart(Utf8JsonWriter writer, Mapped cart)
    {
        writer.WriteStartObject("cart"u8);
        WriteFields(writer, cart, "id", "url", "currency", "total");
        WriteItems(writer, cart);
        writer.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter writer, Mapped order)
    {
        writer.WriteStartObject("order"u8);
        WriteFields(writer, order, "id", "currency", "total");
        WriteTime(writer, order, "placedAt");
        // Another word than Beckon's says nothing: the name of the event does.
        if (order.Text("status")?.Trim().ToUpperInvariant() is { } status && IsStatus(status)) writer.WriteString("status"u8, status);
        WriteItems(writer, order);
        writer.WriteEndObject();
    }

    private static bool IsStatus(string status) => Enum.GetValues<OrderStatus>().Any(one => EventNames.OfOrder(one)["order".Length..] == status);

    private static void WriteItems(Utf8JsonWriter writer, Mapped parent)
    {
        if (parent.Find("items") is not { ValueKind: JsonValueKind.Array } items) return;
        writer.WriteStartArray("items"u8);
        foreach (var item in items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
        {
            var fields = parent.Of(item, "items.");
            if (fields.Find("productId") is null && fields.Find("sku") is null) continue;
            writer.WriteStartObject();
            WriteFields(
                writer, fields, "productId", "sku", "name", "brand", "category", "price", "discount", "quantity", "url", "imageUrl", "description");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter writer, Mapped fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (fields.Find(name) is not { } value || value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) continue;
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    // Many senders write times as seconds or milliseconds since 1970.
    private static void WriteTime(Utf8JsonWriter writer, Mapped fields, string name)
    {
        if (fields.Text(name) is not { } text) return;
        writer.WriteString(name, decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var since) ? Moment(since) : text);
    }

    private static string Moment(decimal since)
    {
        var milliseconds = decimal.Truncate(since < MostSeconds ? since * 1_000 : since);
        return milliseconds is >= 0 and <= 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).ToString("O", CultureInfo.InvariantCulture)
            : since.ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteProperties(Utf8JsonWriter writer, FieldMapping mapping, JsonElement element)
    {
        var own = mapping.Fields
            .Where(field => field.Key.StartsWith(MappingRules.Property, StringComparison.Ordinal))
            .ToDictionary(field => field.Key[MappingRules.Property.Length..], field => JsonPlace.Find(element, field.Value), StringComparer.Ordinal);
        writer.WriteStartObject("properties"u8);
        foreach (var (name, value) in own)
        {
            if (value is not { } found) continue;
            writer.WritePropertyName(name);
            found.WriteTo(writer);
        }
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject().Where(field => own.GetValueOrDefault(field.Name) is null)) field.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    internal static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The mapped fields of an object whose names begin alike.</summary>
    private readonly struct Mapped(IReadOnlyDictionary<string, string> places, JsonElement element, string prefix)
    {
        private readonly IReadOnlyDictionary<string, string> _places = places;
        private readonly JsonElement _element = element;
        private readonly string _prefix = prefix;

        public JsonElement? Find(string name) => _places.TryGetValue(_prefix + name, out var place) ? JsonPlace.Find(_element, place) : null;

        public string? Text(string name) => Find(name) is { } value ? TextOf(value) : null;

        public Mapped Within(string name) => new(_places, _element, _prefix + name);

        public Mapped Of(JsonElement inner, string name) => new(_places, inner, _prefix + name);

        // One that the body does not have says nothing.
        public bool HasAny(string name)
        {
            var (places, element, begins) = (_places, _element, _prefix + name);
            return places.Any(field =>
                field.Key.StartsWith(begins, StringComparison.Ordinal) && !field.Key.Contains(".items.", StringComparison.Ordinal)
                && JsonPlace.Find(element, field.Value) is not null);
        }
    }
}
