using System.Text.Json.Serialization;

namespace Beckon.Events.Catalogue;

/// <summary>An event of the catalogue: what it means, whose it is and what it says.</summary>
public sealed record EventType(string Name, EventGroup Group, string Sentence)
{
    public EventSubject Subject { get; init; } = EventSubject.Contact;

    /// <summary>Whether it says what is in a cart.</summary>
    public Carried Cart { get; init; }

    /// <summary>Whether it says how an order now stands.</summary>
    public Carried Order { get; init; }

    /// <summary>What its <c>status</c> may be; empty where it has none.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>What it says beside cart and order. Senders may say more.</summary>
    public IReadOnlyList<PropertyType> Properties { get; init; } = [];

    /// <summary>Whether Beckon alone tells it.</summary>
    [JsonIgnore]
    public bool IsOwn => Group is EventGroup.Message or EventGroup.Identity or EventGroup.Audience;
}

/// <summary>The headings that events stand under.</summary>
public enum EventGroup
{
    /// <summary>From a point of sale or a web shop.</summary>
    Order,

    /// <summary>Carts and checkouts of a web shop.</summary>
    Ecommerce,

    /// <summary>What shoppers do on a site.</summary>
    Behaviour,

    Customer,

    Inventory,

    Other,

    /// <summary>Of the Add orders call: the word order and a status.</summary>
    OrderStatus,

    /// <summary>Told by Beckon itself about its messages.</summary>
    Message,

    /// <summary>Told by Beckon itself about who is who.</summary>
    Identity,

    /// <summary>Told by Beckon itself about who comes into audiences and leaves them.</summary>
    Audience,
}

/// <summary>Who an event happens to.</summary>
public enum EventSubject
{
    /// <summary>A person: the event names them.</summary>
    Contact,

    /// <summary>A product: the event belongs to nobody.</summary>
    Product,
}

/// <summary>Whether an event comes with a part such as a cart.</summary>
public enum Carried
{
    Never,
    Optional,
    Required,
}
