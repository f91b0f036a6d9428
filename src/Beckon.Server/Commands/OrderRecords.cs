using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Beckon.Events;

namespace Beckon.Server.Commands;

/// <summary>Makes order events of the records of a file: one record for an order with its items, or a line for each item, one after the other.</summary>
internal sealed class OrderRecords(string defaultStatus)
{
    private static readonly string[] OfItems =
        ["productId", "externalItemId", "sku", "itemName", "productName", "name", "price", "cost", "quantity", "category", "brand", "itemDiscount"];

    /// <summary>Lines with the same order id that follow each other are one order.</summary>
    public async IAsyncEnumerable<FileRecord> OfAsync(IAsyncEnumerable<FileRecord> records, [EnumeratorCancellation] CancellationToken ct)
    {
        FileRecord? open = null;
        await foreach (var record in records.WithCancellation(ct))
        {
            var next = record.Value is null ? record : Of(record.Line, record.Value);
            if (open?.Value is { } before && next.Value is { } after && IsSame(before, after))
            {
                foreach (var item in after["order"]!["items"]!.AsArray().ToList())
                {
                    after["order"]!["items"]!.AsArray().Remove(item);
                    before["order"]!["items"]!.AsArray().Add(item);
                }
                continue;
            }
            if (open is not null) yield return open;
            open = next;
        }
        if (open is not null) yield return open;
    }

    private static bool IsSame(JsonObject one, JsonObject other) => one["order"]!["id"]!.ToString() == other["order"]!["id"]!.ToString();

    private FileRecord Of(long line, JsonObject record)
    {
        var fields = new Aliases(record);
        if (fields.Text("id", "orderId", "externalOrderId", "externalId", "orderNumber") is not { } id) return new(line, null, "It has no order id: name a field id, orderId or externalOrderId.");
        var status = (fields.Text("status") ?? defaultStatus).ToUpperInvariant();
        if (NameOf(status) is not { } name) return new(line, null, $"The status {status} is none of INITIALIZED, IN_PROGRESS, DELIVERED and CANCELLED.");
        if (fields.Take("total", "totalCost", "amount") is not { } total) return new(line, null, "It has no total: name a field total, totalCost or amount.");
        var placedAt = fields.Take("placedAt", "date", "createdAt", "occurredAt");
        var order = new JsonObject { ["id"] = id, ["status"] = status, ["total"] = total };
        EventRecords.Put(order, "currency", fields.Take("currency"));
        EventRecords.Put(order, "placedAt", placedAt?.DeepClone());
        order["items"] = ItemsOf(fields);
        var made = new JsonObject { ["event"] = name };
        EventRecords.Put(made, "occurredAt", placedAt);
        EventRecords.PutPerson(made, fields.Take("contact") is JsonObject contact ? new Aliases(contact) : fields);
        made["order"] = order;
        return new(line, made);
    }

    private static JsonArray ItemsOf(Aliases fields)
    {
        if (fields.Take("items") is JsonArray items) return [.. items.OfType<JsonObject>().ToList().Select(item => Item(new Aliases((JsonObject)item.DeepClone())))];
        var flat = new JsonObject();
        foreach (var name in OfItems) EventRecords.Put(flat, name, fields.Take(name));
        return flat.Count == 0 ? [] : [Item(new Aliases(flat))];
    }

    private static JsonObject Item(Aliases fields)
    {
        var item = new JsonObject();
        EventRecords.Put(item, "productId", fields.Take("productId", "externalItemId"));
        EventRecords.Put(item, "sku", fields.Take("sku"));
        EventRecords.Put(item, "name", fields.Take("itemName", "productName", "name"));
        EventRecords.Put(item, "price", fields.Take("price", "cost"));
        EventRecords.Put(item, "discount", fields.Take("itemDiscount", "discount"));
        foreach (var name in new[] { "quantity", "category", "brand", "url", "imageUrl", "description" }) EventRecords.Put(item, name, fields.Take(name));
        return item;
    }

    private static string? NameOf(string status) => status switch
    {
        "INITIALIZED" or "IN_PROGRESS" => EventNames.OrderCreated,
        "DELIVERED" => EventNames.OrderCompleted,
        "CANCELLED" => EventNames.OrderCanceled,
        _ => null,
    };
}
