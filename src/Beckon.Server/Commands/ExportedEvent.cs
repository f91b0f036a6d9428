using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary>An event of the history as <c>beckon import events</c> reads it.</summary>
internal static class ExportedEvent
{
    public static JsonObject Of(JsonElement row)
    {
        var made = new JsonObject { ["event"] = Text(row, "name"), ["occurredAt"] = Text(row, "occurredAt") };
        EventRecords.Put(made, "status", Text(row, "status"));
        // Its own id at Beckon: taken in by another, it is the same event however often.
        made["messageId"] = Text(row, "id");
        var here = new JsonObject { ["receivedAt"] = Text(row, "receivedAt"), ["source"] = Text(row.GetProperty("source"), "kind") };
        if (row.GetProperty("contact") is { ValueKind: JsonValueKind.Object } contact)
        {
            here["contactId"] = Text(contact, "id");
            EventRecords.Put(made, "email", Text(contact, "email"));
        }
        var properties = JsonNode.Parse(row.GetProperty("properties").GetRawText()) as JsonObject ?? [];
        foreach (var identifier in new[] { "email", "phone", "customerId", "anonymousId" })
        {
            if (made[identifier] is null && properties[identifier] is { } told) made[identifier] = told.DeepClone();
        }
        foreach (var part in new[] { "cart", "order" })
        {
            if (properties[part] is JsonObject told) made[part] = told.DeepClone();
        }
        made["properties"] = properties;
        made[EventRecords.Here] = here;
        return made;
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}

/// <summary>An order as <c>beckon import orders</c> reads it.</summary>
internal static class ExportedOrder
{
    public static JsonObject Of(JsonElement order)
    {
        var made = new JsonObject();
        foreach (var name in new[] { "externalId", "status", "total", "currency", "placedAt", "statusAt", "deliveredAt", "items" })
            EventRecords.Put(made, name, JsonNode.Parse(order.GetProperty(name).GetRawText()));
        var contact = order.GetProperty("contact");
        var who = new JsonObject { ["id"] = contact.GetProperty("id").GetString() };
        EventRecords.Put(who, "email", contact.GetProperty("email").GetString());
        EventRecords.Put(who, "phone", contact.GetProperty("phone").GetString());
        // A shopper without either is known to another Beckon by the id that this one gave.
        if (who.Count == 1) who["anonymousId"] = contact.GetProperty("id").GetString();
        made["contact"] = who;
        made["source"] = order.GetProperty("source").GetProperty("kind").GetString();
        return made;
    }
}
