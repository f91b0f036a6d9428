using Beckon.Events;

namespace Beckon.Server.Demo;

/// <summary>Invents a year of a shop: the same every time, because chance has a fixed beginning.</summary>
public sealed class DemoHistory
{
    private const int Visits = 34_000;

    private readonly Random _random = new(20_261);
    private readonly DemoEvents _events;
    private readonly DateTimeOffset _now;

    public DemoHistory(DemoEvents events, DateTimeOffset now)
    {
        _events = events;
        _now = now;
        Happenings = [.. Enumerable.Range(0, Visits).SelectMany(Visit).Where(e => e.OccurredAt <= now).OrderBy(e => e.OccurredAt)];
    }

    /// <summary>Everything that happened but what came of messages, in order.</summary>
    public List<CanonicalEvent> Happenings { get; }

    /// <summary>Carts left behind in the last sixty days: the ones the campaign has written about.</summary>
    public List<DemoAbandonment> Abandonments { get; } = [];

    private IEnumerable<CanonicalEvent> Visit(int number)
    {
        // Some come often, most seldom; more come in the evening.
        var person = DemoPerson.Everybody[(int)(DemoPerson.Everybody.Count * Math.Pow(_random.NextDouble(), 2.2))];
        var daysAgo = 365 * _random.NextDouble();
        if (!IsCustomer(person, daysAgo)) yield break;
        var at = _now.AddDays(-daysAgo);
        at = new DateTimeOffset(at.Year, at.Month, at.Day, 8 + (int)(14 * Math.Sqrt(_random.NextDouble())), _random.Next(60), _random.Next(60), TimeSpan.Zero);
        var cart = DemoCart.Fill(_random, $"c-{100_000 + number}");

        if (_random.NextDouble() < 0.05) yield return _events.CheckedIn(person, at);
        foreach (var (product, _) in cart.Lines) yield return _events.Viewed(person, product, at = at.AddSeconds(20 + _random.Next(200)));
        if (_random.NextDouble() < 0.42) yield break;

        yield return _events.Added(person, cart.Lines[0].Product, at = at.AddSeconds(15 + _random.Next(90)));
        var chance = _random.NextDouble();
        if (chance < 0.40)
        {
            var abandoned = _events.Abandoned(person, cart, at.AddMinutes(60));
            if (abandoned.OccurredAt < _now && abandoned.OccurredAt > _now.AddDays(-60)) Abandonments.Add(new DemoAbandonment(person, cart, abandoned));
            yield return abandoned;
        }
        else if (chance < 0.92)
        {
            foreach (var e in Buy(person, cart, at.AddMinutes(3 + _random.Next(20)))) yield return e;
        }
    }

    // The shop grows: people get to know it by and by, and not so many stop coming.
    private static bool IsCustomer(DemoPerson person, double daysAgo)
    {
        var (came, stopped) = (person.Number * 104_729 % 700, person.Number * 7_919 % 365);
        return daysAgo < came && (person.Number % 3 != 0 || daysAgo > stopped);
    }

    /// <summary>An order from placing to delivery; a few are cancelled, and the latest are still on their way.</summary>
    public IEnumerable<CanonicalEvent> Buy(DemoPerson person, DemoCart cart, DateTimeOffset placedAt)
    {
        yield return _events.Ordered(person, cart, OrderStatus.Initialized, placedAt, placedAt);
        var sentAt = placedAt.AddHours(4 + _random.Next(24));
        if (_random.NextDouble() < 0.05)
        {
            yield return _events.Ordered(person, cart, OrderStatus.Cancelled, placedAt, sentAt);
            yield break;
        }
        yield return _events.Ordered(person, cart, OrderStatus.InProgress, placedAt, sentAt);
        yield return _events.Ordered(person, cart, OrderStatus.Delivered, placedAt, sentAt.AddHours(10 + _random.Next(40)));
    }

    /// <summary>What came of the campaign's messages: opens, clicks, and carts bought after all.</summary>
    public List<CanonicalEvent> Aftermath(IReadOnlyDictionary<DemoAbandonment, Guid> messages)
    {
        var told = new List<CanonicalEvent>();
        foreach (var (abandonment, message) in messages)
        {
            var at = abandonment.Event.OccurredAt.AddMinutes(5 + _random.Next(600));
            told.Add(_events.Feedback(EventNames.MessageSent, message, abandonment.Event.OccurredAt.AddSeconds(1)));
            if (_random.NextDouble() > 0.48) continue;
            told.Add(_events.Feedback(EventNames.MessageOpened, message, at));
            if (_random.NextDouble() > 0.34) continue;
            told.Add(_events.Feedback(EventNames.MessageClicked, message, at = at.AddSeconds(10 + _random.Next(120))));
            if (_random.NextDouble() < 0.45) told.AddRange(Buy(abandonment.Person, abandonment.Cart, at.AddMinutes(4)));
        }
        return [.. told.Where(e => e.OccurredAt <= _now).OrderBy(e => e.OccurredAt)];
    }
}

/// <summary>A cart left behind, by whom, and the event that tells of it.</summary>
public sealed record DemoAbandonment(DemoPerson Person, DemoCart Cart, CanonicalEvent Event);
