using System.Globalization;
using System.Text.Json.Nodes;
using Beckon.Events.Catalogue;

namespace Beckon.Server.Commands;

/// <summary>Makes events, as the events door takes them, of the records of a file.</summary>
internal static class EventRecords
{
    /// <summary>Of an exported event, what is true only where it was: not taken in elsewhere.</summary>
    public const string Here = "beckon";

    private static readonly string[] Parts = ["cart", "order", "backfill"];

    /// <summary>
    /// A record is an event as the door takes it, or flat as in CSV: fields that are none of the door's become properties. Texts of a CSV become numbers
    /// where the catalogue has a number, or, for what it does not know, where they look like one.
    /// </summary>
    public static JsonObject Of(JsonObject record)
    {
        record.Remove(Here);
        var fields = new Aliases(record);
        var name = fields.Text("event", "eventName", "eventTypeKey") ?? (record.ContainsKey("properties") ? fields.Text("name") : null);
        var made = new JsonObject { ["event"] = name };
        Put(made, "occurredAt", fields.Take("occurredAt", "timestamp", "date", "time", "createdAt"));
        Put(made, "messageId", fields.Take("messageId", "eventId"));
        PutPerson(made, fields);
        Put(made, "status", fields.Take("status"));
        foreach (var part in Parts) Put(made, part, fields.Take(part));
        made["properties"] = PropertiesOf(name, fields.Take("properties") as JsonObject ?? [], record);
        return made;
    }

    public static void PutPerson(JsonObject made, Aliases fields)
    {
        Put(made, "email", fields.Take("email", "emailAddress", "customerEmail"));
        Put(made, "phone", fields.Take("phone", "phoneNumber", "customerPhone"));
        Put(made, "customerId", fields.Take("customerId", "externalCustomerId", "userId"));
        Put(made, "anonymousId", fields.Take("anonymousId"));
        Put(made, "firstName", fields.Take("firstName"));
        Put(made, "lastName", fields.Take("lastName"));
    }

    public static void Put(JsonObject made, string name, JsonNode? value)
    {
        if (value is not null) made[name] = value;
    }

    /// <summary>What is left of a record, beside the properties it names as such.</summary>
    private static JsonObject PropertiesOf(string? name, JsonObject properties, JsonObject rest)
    {
        var known = name is not null && EventCatalogue.TryFind(name, out var type) ? type.Properties : [];
        foreach (var (field, value) in rest.ToList())
        {
            rest.Remove(field);
            if (value is null || properties.ContainsKey(field)) continue;
            properties[field] = value.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? Typed(value.GetValue<string>(), known.FirstOrDefault(one => one.Name == field)?.Kind)
                : value;
        }
        return properties;
    }

    private static JsonValue Typed(string text, PropertyKind? kind) => kind switch
    {
        PropertyKind.Number or PropertyKind.Money or PropertyKind.Quantity or null when IsNumber(text, out var number) => JsonValue.Create(number),
        PropertyKind.Flag or null when bool.TryParse(text, out var flag) => JsonValue.Create(flag),
        _ => JsonValue.Create(text),
    };

    // A number with leading zeros or so many digits is somebody's id.
    private static bool IsNumber(string text, out decimal number)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        const int MostDigits = 15;
        number = 0;
        var leadsWithZero = text.Length > 1 && text[0] == '0' && text[1] != '.';
        return !leadsWithZero && text.Length <= MostDigits && text[0] != '+' && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out number);
    }
}
