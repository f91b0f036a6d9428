using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Server.Demo;

/// <summary>Writes what a shopper does as the events that a platform would send.</summary>
public sealed class DemoEvents(Guid sourceId, string publicUrl, bool backfill, TimeProvider time)
{
    public CanonicalEvent Viewed(DemoPerson person, DemoProduct product, DateTimeOffset at) =>
        Event(EventNames.ViewedProduct, person, at, new { productId = product.Id, product.Name, product.Category, product.Price });

    public CanonicalEvent Added(DemoPerson person, DemoProduct product, DateTimeOffset at) =>
        Event(EventNames.AddedToCart, person, at, new { productId = product.Id, product.Name, product.Price, quantity = 1 });

    public CanonicalEvent CheckedIn(DemoPerson person, DateTimeOffset at) =>
        Event(EventNames.CustomerCheckedIn, person, at, new { store = "Mill Street" });

    public CanonicalEvent Abandoned(DemoPerson person, DemoCart cart, DateTimeOffset at)
    {
        var items = Items(cart);
        var change = new CartChange
        {
            ExternalId = cart.Id,
            Status = CartStatus.Abandoned,
            Url = cart.UrlIn(publicUrl),
            Currency = "USD",
            Total = cart.Total,
            Items = items,
        };
        return Event(EventNames.CartAbandoned, person, at, new { cart = new { cart.Id, change.Url, change.Currency, cart.Total, items } }) with { Cart = change };
    }

    public CanonicalEvent Ordered(DemoPerson person, DemoCart cart, OrderStatus status, DateTimeOffset placedAt, DateTimeOffset at)
    {
        var items = Items(cart);
        var document = new
        {
            externalOrderId = cart.OrderId,
            externalCustomerId = person.CustomerId,
            totalCost = cart.Total,
            status = EventNames.OfOrder(status)["order".Length..],
            date = placedAt,
            email = person.Email,
            phone = person.Phone,
            firstName = person.FirstName,
            lastName = person.LastName,
            currency = "USD",
            items = items.Select(item => new { externalItemId = item.ProductId, item.Name, item.Category, item.Quantity, cost = item.Price, item.Url, item.ImageUrl }),
        };
        var json = Json(document);
        return Event(EventNames.OfOrder(status), person, at, document) with
        {
            Order = new OrderChange
            {
                ExternalId = cart.OrderId,
                Status = status,
                Total = cart.Total,
                Currency = "USD",
                PlacedAt = placedAt,
                Items = items,
                Document = json,
            },
            Cart = new CartChange { ExternalId = cart.Id, Status = CartStatus.Converted },
        };
    }

    public CanonicalEvent Feedback(string name, Guid messageId, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        SourceId = Source.Own,
        MessageId = $"{name}:{messageId:n}",
        Name = name,
        OccurredAt = at,
        ReceivedAt = at,
        Feedback = new MessageFeedback(messageId),
        Properties = Json(new { messageId = Ids.Out(Ids.Message, messageId) }),
        Backfill = backfill,
    };

    private List<LineItem> Items(DemoCart cart) => [.. cart.Lines.Select(line => line.Product.ToItem(publicUrl, line.Quantity))];

    private CanonicalEvent Event(string name, DemoPerson person, DateTimeOffset at, object properties) => new()
    {
        Id = Guid.CreateVersion7(at),
        SourceId = sourceId,
        MessageId = $"demo-{Guid.CreateVersion7(time.GetUtcNow()):n}",
        Name = name,
        OccurredAt = at,
        ReceivedAt = at,
        Who = person.Who,
        Profile = new Profile(person.FirstName, person.LastName),
        Properties = Json(properties),
        Backfill = backfill,
    };

    private static RawJson Json(object value) => new(JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options));
}

/// <summary>A filled cart and the order it may become.</summary>
public sealed record DemoCart(string Id, IReadOnlyList<(DemoProduct Product, int Quantity)> Lines)
{
    public string OrderId => "JR-" + Id[2..];

    /// <summary>Where the shop shows the cart again: the address holds what is in it.</summary>
    public string UrlIn(string publicUrl) =>
        $"{publicUrl}/shop/cart?cart={Id}&items={string.Join(',', Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Product.Id}:{line.Quantity}")))}";

    /// <summary>As the snippet tells of it.</summary>
    public object ToBrowser(string publicUrl) => new { id = Id, url = UrlIn(publicUrl), currency = "USD", total = Total, items = Lines.Select(line => line.Product.ToItem(publicUrl, line.Quantity)) };

    public decimal Total => Lines.Sum(line => line.Product.Price * line.Quantity);

    public static DemoCart Fill(Random random, string id)
    {
        var lines = Enumerable.Range(0, 1 + random.Next(3))
            .Select(_ => DemoCatalogue.Products[random.Next(DemoCatalogue.Products.Count)])
            .Distinct()
            .Select(product => (product, 1 + (random.NextDouble() < 0.2 ? 1 : 0)))
            .ToList();
        return new DemoCart(id, lines);
    }
}
