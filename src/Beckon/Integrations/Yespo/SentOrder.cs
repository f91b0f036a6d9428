using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>An order as it is sent. Real plugins send money as text, <c>""</c> for what is absent, ids as numbers, and dates with microseconds.</summary>
public sealed record SentOrder
{
    private const int MostItems = 1_000;
    private const int LongestDescription = 20_000;

    public required Fields Fields { get; init; }

    public required ReadOnlyMemory<byte> Json { get; init; }

    public required string ExternalId { get; init; }

    public required OrderStatus Status { get; init; }

    public required decimal Total { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required Identifiers Who { get; init; }

    public Profile? Profile { get; init; }

    public string? Currency { get; init; }

    public string? RestoreUrl { get; init; }

    public required IReadOnlyList<LineItem>? Items { get; init; }

    public OrderChange ToChange(string currency) => new()
    {
        ExternalId = ExternalId,
        Status = Status,
        Total = Total,
        Currency = Currency ?? currency,
        PlacedAt = Date,
        Items = Items ?? [],
        Document = new RawJson(Json),
    };

    public static SentOrder Read(Fields order, Workspace workspace, TimeZoneInfo zone)
    {
        CheckRest(order);
        return new SentOrder
        {
            Fields = order,
            Json = RawJson.From(order.Element).Utf8,
            ExternalId = Required(order, "externalOrderId"u8, order.Id("externalOrderId"u8)) ?? "",
            Status = StatusOf(order),
            Total = Required(order, "totalCost"u8, order.Number("totalCost"u8)) ?? 0,
            Date = Required(order, "date"u8, order.Time("date"u8, zone)) ?? default,
            Who = WhoOf(order, workspace),
            Profile = Person.Name(order),
            Currency = order.Currency("currency"u8),
            RestoreUrl = order.UrlIfAny("restoreUrl"u8),
            Items = order.List("items"u8, MostItems)?.ConvertAll(Item),
        };
    }

    // Kept in the document as sent; here only so that a wrong kind is named now rather than found in a message later.
    private static void CheckRest(Fields order)
    {
        order.Number("shipping"u8);
        order.Number("discount"u8);
        order.Number("taxes"u8);
        order.Text("statusDescription"u8);
        order.Id("storeId"u8);
        order.Text("deliveryMethod"u8);
        order.Text("paymentMethod"u8);
        order.Text("deliveryAddress"u8);
        if (order.Text("source"u8) is not (null or "online" or "offline")) order.Fault("source"u8, "This must be online or offline.");
        // PHP writes an empty object as an empty list.
        if (order.TryGet("additionalInfo"u8, out var more) && !IsObject(more)) order.Fault("additionalInfo"u8, "This must be a JSON object.");
    }

    private static bool IsObject(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.ValueEquals(""u8),
        _ => false,
    };

    // Shops with guests have no externalCustomerId, tills often no address: any of the three will do.
    private static Identifiers WhoOf(Fields order, Workspace workspace)
    {
        if (!order.Has("externalCustomerId"u8) && !order.Has("email"u8) && !order.Has("phone"u8))
            order.Fault("externalCustomerId"u8, "Say whose order it is: send externalCustomerId, email or phone.");
        return Person.Read(order, workspace, "externalCustomerId"u8);
    }

    private static OrderStatus StatusOf(Fields order)
    {
        if (order.TryGet("status"u8, out var status) && status.ValueKind == JsonValueKind.String)
        {
            if (status.ValueEquals("DELIVERED"u8)) return OrderStatus.Delivered;
            if (status.ValueEquals("INITIALIZED"u8)) return OrderStatus.Initialized;
            if (status.ValueEquals("IN_PROGRESS"u8)) return OrderStatus.InProgress;
            if (status.ValueEquals("CANCELLED"u8)) return OrderStatus.Cancelled;
            if (status.ValueEquals("ABANDONED_SHOPPING_CART"u8)) return OrderStatus.AbandonedShoppingCart;
        }
        order.Fault("status"u8, "This must be INITIALIZED, IN_PROGRESS, DELIVERED, CANCELLED or ABANDONED_SHOPPING_CART.");
        return OrderStatus.Initialized;
    }

    private static LineItem Item(Fields item)
    {
        if (!item.Has("quantity"u8)) item.Fault("quantity"u8, "This is required.");
        return new LineItem
        {
            ProductId = Required(item, "externalItemId"u8, item.Id("externalItemId"u8)) ?? "",
            Name = item.Text("name"u8),
            Category = item.Text("category"u8),
            Quantity = item.Quantity("quantity"u8) ?? 1,
            Price = item.Number("cost"u8),
            Url = item.UrlIfAny("url"u8),
            ImageUrl = item.UrlIfAny("imageUrl"u8),
            Description = item.Text("description"u8, LongestDescription),
        };
    }

    private static T? Required<T>(Fields fields, ReadOnlySpan<byte> name, T? value)
    {
        if (value is null && !fields.Has(name)) fields.Fault(name, "This is required.");
        return value;
    }
}
