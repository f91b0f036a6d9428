using Beckon.Events;

namespace Beckon.Tests.Pipeline;

/// <summary>
/// A stream of events that is as tangled as real ones: few people known by few identifiers that overlap, browsers that log in, late and repeated
/// deliveries, carts with and without names, orders, clicks. Each code is one event, so that a failing stream can be made shorter by leaving
/// codes out.
/// </summary>
public sealed class RandomStream
{
    private static readonly DateTimeOffset Start = PipelineWorld.Start;
    private static readonly Guid Shop = new("00000000-0000-7000-8000-000000000001");

    private readonly List<CanonicalEvent> _events = [];

    public RandomStream(IEnumerable<int> codes)
    {
        foreach (var code in codes) _events.Add(Next(new Random(code)));
    }

    /// <summary>Feedback refers to the event whose message it is about: <see cref="Address"/> puts the message in.</summary>
    public IReadOnlyList<CanonicalEvent> Events => _events;

    /// <summary>The event with the id of the message it is about; null when that event made none.</summary>
    public static CanonicalEvent? Address(CanonicalEvent e, IReadOnlyDictionary<Guid, Guid> messages) => e.Feedback switch
    {
        null => e,
        { MessageId: var trigger } when messages.TryGetValue(trigger, out var message) => e with { Feedback = new MessageFeedback(message) },
        _ => null,
    };

    private CanonicalEvent Next(Random random)
    {
        var received = Start.AddMinutes(_events.Count * 20);
        var blank = new CanonicalEvent
        {
            Id = Guid.CreateVersion7(received),
            SourceId = Shop,
            MessageId = $"m{_events.Count}",
            Name = EventNames.ViewedProduct,
            ReceivedAt = received,
            OccurredAt = random.Next(4) == 0 ? received.AddMinutes(-random.Next(150)) : received,
            Backfill = random.Next(15) == 0,
        };
        return random.Next(10) switch
        {
            0 => Repeat(blank, random),
            1 or 2 => Feedback(blank, random),
            3 or 4 => Ordered(blank, random),
            5 => blank with { Who = Somebody(random), Profile = new Profile(One(random, "Ada", "Bo", ""), One(random, "Li", null)) },
            6 => blank with { Who = Somebody(random), Status = One(random, "a", "b") },
            _ => Cart(blank, random),
        };
    }

    private CanonicalEvent Repeat(CanonicalEvent blank, Random random)
    {
        if (_events.Count == 0) return blank with { Who = Somebody(random) };
        var first = _events[random.Next(_events.Count)];
        return first with { Id = blank.Id, ReceivedAt = blank.ReceivedAt, OccurredAt = first.RepeatsAfter is null ? first.OccurredAt : blank.ReceivedAt };
    }

    private CanonicalEvent Feedback(CanonicalEvent blank, Random random)
    {
        var triggers = _events.Where(e => e.Name == EventNames.CartAbandoned).ToList();
        return triggers.Count == 0 ? blank : blank with
        {
            SourceId = Source.Own,
            Name = One(random, EventNames.MessageClicked, EventNames.MessageOpened),
            Feedback = new MessageFeedback(triggers[random.Next(triggers.Count)].Id),
        };
    }

    private static CanonicalEvent Ordered(CanonicalEvent blank, Random random)
    {
        var status = One(random, OrderStatus.Delivered, OrderStatus.Delivered, OrderStatus.Cancelled, OrderStatus.InProgress, OrderStatus.AbandonedShoppingCart);
        var id = One(random, "o1", "o2", "o3");
        if (random.Next(5) == 0) return Refunded(blank, id, random);
        return blank with
        {
            Name = EventNames.OfOrder(status),
            Who = Somebody(random),
            Order = new OrderChange
            {
                ExternalId = id,
                Status = status,
                Total = random.Next(1, 100),
                Currency = "USD",
                PlacedAt = blank.OccurredAt.AddMinutes(-random.Next(40)),
                Items = Items(random) ?? [],
            },
            Cart = random.Next(2) == 0 ? null : new CartChange { ExternalId = One(random, id, "k1", ""), Status = CartStatus.Converted },
        };
    }

    private static CanonicalEvent Refunded(CanonicalEvent blank, string id, Random random) => blank with
    {
        Name = EventNames.OrderRefunded,
        Who = Somebody(random),
        Order = OrderChange.OfKnown(id, OrderStatus.Cancelled, "USD") with { Refund = random.Next(1, 60) },
    };

    private static CanonicalEvent Cart(CanonicalEvent blank, Random random)
    {
        var status = One(random, CartStatus.Abandoned, CartStatus.Abandoned, CartStatus.Abandoned, CartStatus.Open, CartStatus.Converted);
        return blank with
        {
            Name = status switch
            {
                CartStatus.Open => EventNames.CartUpdated,
                CartStatus.Abandoned => EventNames.CartAbandoned,
                CartStatus.Converted => EventNames.CartConverted,
            },
            RepeatsAfter = random.Next(4) == 0 ? TimeSpan.FromMinutes(60) : null,
            Who = Somebody(random),
            Cart = new CartChange
            {
                ExternalId = One(random, "k1", "k2", "o1", "", ""),
                Status = status,
                Url = One(random, "https://shop.example/cart", null),
                Currency = One(random, "USD", null),
                Total = random.Next(2) == 0 ? random.Next(1, 100) : null,
                Items = Items(random),
            },
        };
    }

    private static List<LineItem>? Items(Random random) =>
        random.Next(2) == 0 ? null : [new LineItem { ProductId = $"p{random.Next(5)}", Price = random.Next(1, 20) }];

    private static Identifiers Somebody(Random random) => random.Next(8) switch
    {
        0 or 1 => new Identifiers { AnonymousId = Anonymous(random) },
        2 => new Identifiers { AnonymousId = Anonymous(random), Email = Email(random) },
        3 => new Identifiers { AnonymousId = Anonymous(random), CustomerId = One(random, "c1", "c2"), Phone = One(random, "+15550001", null) },
        4 => new Identifiers { CustomerId = One(random, "c1", "c2"), Email = Email(random) },
        5 => new Identifiers { Phone = One(random, "+15550001", "+15550002"), Email = random.Next(2) == 0 ? Email(random) : null },
        6 => new Identifiers { CustomerId = One(random, "c1", "c2") },
        _ => new Identifiers { Email = Email(random) },
    };

    private static string Anonymous(Random random) => One(random, "a1", "a2", "a3");

    private static string Email(Random random) => One(random, "ada@example.com", "bo@example.com", "cy@example.com");

    private static T One<T>(Random random, params T[] of) => of[random.Next(of.Length)];
}
