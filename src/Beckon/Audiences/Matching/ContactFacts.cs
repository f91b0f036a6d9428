using System.Text.Json;
using Beckon.Contacts;
using Beckon.Kernel;

namespace Beckon.Audiences.Matching;

/// <summary>What a filter can ask of one contact, as far as it was loaded (<see cref="FactsNeeded"/>).</summary>
public sealed class ContactFacts
{
    private JsonElement? _fields;

    public required Guid Id { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public bool Anonymous { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastSeenAt { get; init; }
    public int OrderCount { get; init; }
    public decimal OrderTotal { get; init; }
    public DateTimeOffset? LastOrderAt { get; init; }

    /// <summary>By event name and status; an empty status stands for all of a name.</summary>
    public Dictionary<(string Name, string Status), TraitFact> Traits { get; } = [];

    public List<EventFact> Events { get; } = [];

    public Dictionary<Channel, ConsentStatus> Consents { get; } = [];

    /// <summary>The channels on which their address or number must not be written to.</summary>
    public HashSet<Channel> Suppressed { get; } = [];

    public HashSet<Guid> Lists { get; } = [];

    /// <summary>In small letters.</summary>
    public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The DELIVERED ones.</summary>
    public List<OrderFact> Orders { get; } = [];

    public RfmFact? Rfm { get; set; }

    public PredictionFact? Prediction { get; set; }

    public List<LoyaltyFact> Memberships { get; } = [];

    public List<AbandonedItemFact> AbandonedItems { get; } = [];

    /// <summary>The custom field that says where they are, by the IANA name of the zone.</summary>
    public const string ZoneField = "time_zone";

    /// <summary>The time zone of the store in which they have joined; null: none is known, or it was not asked for.</summary>
    public string? StoreZone { get; set; }

    public string? FieldsJson { get; set; }

    /// <summary>The custom fields, as an object.</summary>
    public JsonElement? Fields => FieldsJson is null ? null : _fields ??= JsonElement.Parse(FieldsJson);

    /// <summary>
    /// As they were at an earlier moment, of what was loaded by <see cref="FactsNeeded.OfHistory"/>: what had happened and been ordered by then. What has no
    /// history (fields, lists, tags, scores) is as it is.
    /// </summary>
    /// <param name="at">The moment.</param>
    /// <param name="wasDelivered">Which of the orders stood as DELIVERED then.</param>
    public ContactFacts AsOf(DateTimeOffset at, Func<OrderFact, bool> wasDelivered)
    {
        var orders = Orders.FindAll(order => wasDelivered(order));
        var then = new ContactFacts
        {
            Id = Id,
            Email = Email,
            Phone = Phone,
            FirstName = FirstName,
            LastName = LastName,
            Anonymous = Anonymous,
            CreatedAt = CreatedAt,
            LastSeenAt = LastSeenAt < at ? LastSeenAt : at,
            OrderCount = orders.Count,
            OrderTotal = orders.Sum(order => order.Total),
            LastOrderAt = orders.Count == 0 ? null : orders.Max(order => order.At),
            Rfm = Rfm,
            Prediction = Prediction,
            FieldsJson = FieldsJson,
            StoreZone = StoreZone,
        };
        then.Orders.AddRange(orders);
        then.Events.AddRange(Events.FindAll(e => e.KnownAt <= at));
        foreach (var key in Traits.Keys)
        {
            if (TraitOf(then.Events.FindAll(e => e.Name == key.Name && (key.Status.Length == 0 || e.Status == key.Status))) is { } trait) then.Traits[key] = trait;
        }
        foreach (var (channel, status) in Consents) then.Consents[channel] = status;
        then.Suppressed.UnionWith(Suppressed);
        then.Lists.UnionWith(Lists);
        then.Tags.UnionWith(Tags);
        then.Memberships.AddRange(Memberships.FindAll(one => one.At <= at));
        then.AbandonedItems.AddRange(AbandonedItems.FindAll(one => one.AbandonedAt <= at));
        return then;
    }

    private static TraitFact? TraitOf(List<EventFact> events) =>
        events.Count == 0 ? null : new TraitFact(events.Min(e => e.At), events.Max(e => e.At), events.Count);
}

/// <summary>When something first and last happened, and how often.</summary>
public readonly record struct TraitFact(DateTimeOffset First, DateTimeOffset Last, long Count);

/// <summary>Something that happened.</summary>
public sealed record EventFact(Guid Id, string Name, string? Status, DateTimeOffset At, string PropertiesJson)
{
    private JsonElement? _properties;

    public JsonElement Properties => _properties ??= JsonElement.Parse(PropertiesJson);

    /// <summary>Whether it was loaded as history.</summary>
    public bool Loaded { get; init; }

    /// <summary>When Beckon heard of it; of loaded history, when it happened.</summary>
    public DateTimeOffset KnownAt => Loaded ? At : Ids.TimeOf(Id);
}

/// <summary>A delivered order.</summary>
public sealed record OrderFact(DateTimeOffset At, decimal Total, IReadOnlyList<Events.LineItem> Items)
{
    /// <summary>When it became that; null: it is not any more.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Its source and the platform's id of it.</summary>
    public (Guid Source, string ExternalId) Key { get; init; }
}

/// <summary>Scores as last computed.</summary>
public sealed record RfmFact(int Recency, int Frequency, int Monetary, string Segment);

/// <summary>What they are expected to do, as last computed.</summary>
public sealed record PredictionFact(decimal ExpectedOrders, decimal ProbabilityActive, decimal? LifetimeValue, DateOnly? NextOrderOn);

/// <summary>A sign-up to the loyalty programme.</summary>
public sealed record LoyaltyFact(DateTimeOffset At, string? StoreId, string? StoreName);

/// <summary>Something in an abandoned cart whose product is known.</summary>
public sealed record AbandonedItemFact(DateTimeOffset AbandonedAt, bool InStock, DateTimeOffset? RestockedAt);
