using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Aiq;

/// <summary>The body of a call that reports a sale, or a list of them: <c>member</c> and <c>visit</c>. A sale at the till is bought and handed over.</summary>
public static class SaleCall
{
    public const int MostSales = 1_000;
    private const int MostItems = 1_000;
    private const int MostBytes = 256 << 10;
    private const decimal MostMoney = 9_999_999_999_999_999m;

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var events = new List<CanonicalEvent>();
        var sales = AiqList.Of(body, "sales", MostSales, faults);
        for (var i = 0; i < sales.Count; i++) AddEvents(events, arrival, new Loose(sales[i]), Spot(i, sales.Count), faults);
        return events;
    }

    private static string Spot(int index, int count) => count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{index}].");

    private static void AddEvents(List<CanonicalEvent> events, Arrival arrival, Loose sale, string spot, Faults faults)
    {
        if (sale.Nested("visit") is not { } visit)
        {
            faults.Add(spot + "visit", "This is required: {\"member\": {…}, \"visit\": {\"pos_id\": …, \"transaction_total\": …}}.");
            return;
        }
        if (System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(sale.Element).Length > MostBytes) faults.Add(spot + "visit", "This sale is larger than 256 KB.");
        var id = visit.Id("pos_id");
        if (id is null) faults.Add(spot + "visit.pos_id", "This is required: the till's own id of the sale.");
        var items = Items(visit);
        var total = visit.Number("transaction_total") ?? TotalOf(items);
        if (total is null) faults.Add(spot + "visit.transaction_total", "This must be a number, such as 19.90.");
        if (id is null || total is not { } known) return;
        var told = Told(arrival, sale, visit, new Sale(id, known, items));
        events.Add(told);
        if (Assignment(told, visit, id) is { } assigned) events.Add(assigned with { Id = arrival.NewId() });
    }

    private static CanonicalEvent Told(Arrival arrival, Loose sale, Loose visit, Sale bought)
    {
        var member = sale.Nested("member") ?? new Loose(JsonElement.Parse("{}"));
        var who = AiqPerson.Who(member, arrival.Workspace);
        var placedAt = arrival.NotLater(visit.Time("transaction_date", arrival.Zone));
        return new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = ContentHash.Of(sale.Element, $"sale:{bought.Id}:"),
            Name = EventNames.OrderCompleted,
            OccurredAt = placedAt,
            ReceivedAt = arrival.ReceivedAt,
            Who = who.None ? Person.Unnamed(arrival.Source, "sale", bought.Id) : who,
            Profile = AiqPerson.Name(member),
            Order = new OrderChange
            {
                ExternalId = bought.Id,
                Status = OrderStatus.Delivered,
                Total = bought.Total,
                Currency = arrival.Workspace.Currency,
                PlacedAt = placedAt,
                Items = bought.Items,
                Document = RawJson.From(sale.Element),
            },
            Properties = SaidProperties.Of(SaidProperties.Fields(visit.Element), ("channel", ChannelOf(visit)), ("storeName", visit.Text("location"))),
        };
    }

    // Who served the shopper at the till.
    private static CanonicalEvent? Assignment(CanonicalEvent told, Loose visit, string sale)
    {
        var (staff, name) = (visit.Id("budtenderID"), visit.Text("budtenderName"));
        if (staff is null && name is null) return null;
        return told with
        {
            MessageId = told.MessageId + ":staff",
            Name = EventNames.CustomerAssignedToBudtender,
            Profile = null,
            Order = null,
            Properties = SaidProperties.Of(
                [], ("budtenderId", staff ?? name), ("budtenderName", name), ("storeName", visit.Text("location")), ("orderId", sale)),
        };
    }

    private static string? ChannelOf(Loose visit) => visit.Text("pos_type")?.ToLowerInvariant() switch
    {
        "online" => "online",
        "in-store" or "instore" or "in_store" => "in_store",
        _ => null,
    };

    private static List<LineItem> Items(Loose visit) =>
    [
        .. (visit.List("visit_details_attributes", MostItems) ?? [])
            .Where(line => line.Id("sku") is not null || line.Id("name") is not null)
            .Select(line => new LineItem
            {
                ProductId = line.Id("sku") ?? line.Id("name") ?? "",
                Sku = line.Id("sku"),
                Name = line.Text("name"),
                Brand = line.Text("brand"),
                Category = line.Text("category"),
                Price = PriceOf(line),
                Quantity = line.Quantity("quantity"),
            }),
    ];

    // The price is that of one piece, the discount that of the line.
    private static decimal? PriceOf(Loose line)
    {
        var (price, quantity) = (line.Number("price"), line.Quantity("quantity"));
        if (price is null || line.Number("discount") is not { } discount || discount == 0) return price;
        // Less than a whole piece, as weighed goods are, does not make a discount larger than it is.
        return Math.Round(price.Value - discount / Math.Max(quantity, 1), 4);
    }

    // Null where there is nothing to add up, or more than any sale comes to.
    private static decimal? TotalOf(List<LineItem> items)
    {
        decimal? total = null;
        foreach (var item in items)
        {
            if (item.Price is not { } price) continue;
            if (price != 0 && item.Quantity > MostMoney / Math.Abs(price)) return null;
            total = (total ?? 0) + price * item.Quantity;
        }
        return total is { } sum && Math.Abs(sum) > MostMoney ? null : total;
    }

    private sealed record Sale(string Id, decimal Total, List<LineItem> Items);
}
