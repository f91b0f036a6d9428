using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Aiq;

/// <summary>
/// The body of an inventory call: products with what they cost and how many there are. What that makes news, such as a lower price, follows from what
/// was known before.
/// </summary>
public static class InventoryCall
{
    /// <summary>That a product was told of. It is nobody's event.</summary>
    public const string Updated = "inventory_updated";

    public const int MostProducts = 1_000;

    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromMinutes(1);
    private static readonly string[] Ids = ["sku", "productId", "id"];

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var events = new List<CanonicalEvent>();
        var products = AiqList.Of(body, "inventory", MostProducts, faults);
        for (var i = 0; i < products.Count; i++)
        {
            var product = new Loose(products[i]);
            if (Ids.Select(name => product.Id(name)).FirstOrDefault(id => id is not null) is { } id) events.Add(Told(arrival, product, id));
            else faults.Add(products.Count == 1 ? "sku" : string.Create(CultureInfo.InvariantCulture, $"[{i}].sku"), "Say which product it is: send sku.");
        }
        return events;
    }

    private static CanonicalEvent Told(Arrival arrival, Loose product, string id) => new()
    {
        Id = arrival.NewId(),
        SourceId = arrival.Source.Id,
        MessageId = ContentHash.Of(product.Element, "inventory:"),
        RepeatsAfter = RepeatsAfter,
        Name = Updated,
        OccurredAt = arrival.ReceivedAt,
        ReceivedAt = arrival.ReceivedAt,
        Product = ChangeOf(product, id),
        Properties = SaidProperties.Of(SaidProperties.Fields(product.Element), ("productId", id)),
    };

    private static ProductChange ChangeOf(Loose product, string id)
    {
        var quantity = product.Number("quantity");
        return new()
        {
            ExternalId = id,
            State = ProductState.Sold,
            Name = product.Text("name"),
            Brand = product.Text("brand"),
            Category = product.Text("category"),
            Currency = product.Currency("currency"),
            Url = product.Url("url"),
            ImageUrl = product.Url("image") ?? product.Url("imageUrl"),
            Variants =
            [
                new ProductVariant
                {
                    Id = id,
                    Sku = product.Id("sku"),
                    Name = product.Text("size"),
                    Price = product.Number("price"),
                    Quantity = quantity,
                    InStock = quantity is null or > 0,
                },
            ],
        };
    }
}
