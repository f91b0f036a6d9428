using System.Text.Json.Serialization;
using Beckon.Contacts;
using Beckon.Rfm;

namespace Beckon.Audiences.Language;

/// <summary>
/// Which contacts: the one language in which audiences, splits and triggers say it. The cases below are all there are. A group holds any of them, groups
/// too.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AllOf), "all")]
[JsonDerivedType(typeof(AnyOf), "any")]
[JsonDerivedType(typeof(NoneOf), "none")]
[JsonDerivedType(typeof(EventCondition), "event")]
[JsonDerivedType(typeof(OrderCondition), "orders")]
[JsonDerivedType(typeof(ProfileCondition), "profile")]
[JsonDerivedType(typeof(FieldCondition), "field")]
[JsonDerivedType(typeof(ListCondition), "list")]
[JsonDerivedType(typeof(TagCondition), "tag")]
[JsonDerivedType(typeof(ConsentCondition), "consent")]
[JsonDerivedType(typeof(ReachableCondition), "reachable")]
[JsonDerivedType(typeof(RfmCondition), "rfm")]
[JsonDerivedType(typeof(PredictionCondition), "prediction")]
[JsonDerivedType(typeof(LoyaltyCondition), "loyalty")]
[JsonDerivedType(typeof(AbandonedItemCondition), "abandoned_item")]
[JsonDerivedType(typeof(AudienceCondition), "audience")]
[JsonDerivedType(typeof(RandomCondition), "random")]
public abstract record Filter
{
    private protected Filter()
    {
    }
}

/// <summary>Everything of it holds; of nothing: everybody.</summary>
/// <param name="Of">The conditions and groups.</param>
public sealed record AllOf(IReadOnlyList<Filter> Of) : Filter;

/// <summary>At least one of it holds; of nothing: nobody.</summary>
/// <param name="Of">The conditions and groups.</param>
public sealed record AnyOf(IReadOnlyList<Filter> Of) : Filter;

/// <summary>Nothing of it holds.</summary>
/// <param name="Of">The conditions and groups.</param>
public sealed record NoneOf(IReadOnlyList<Filter> Of) : Filter;

/// <summary>
/// Something they did, or did not do. Without more: at least once, ever. First and last times, and counts without a window or properties, cover all that
/// ever happened; the rest covers the history that is kept.
/// </summary>
/// <param name="Event">The event's name, of the catalogue or your own.</param>
public sealed record EventCondition(string Event) : Filter
{
    /// <summary>Only those with this status, such as <c>pending</c> of <c>cart_status_updated</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Only those whose properties fit all of these.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PropertyTest>? Where { get; init; }

    /// <summary>The window they must have happened in; of <c>first_time</c> and <c>last_time</c>: when that must have been.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeTest? Time { get; init; }

    /// <summary>What is measured of them.</summary>
    public EventMeasure Measure { get; init; } = EventMeasure.Count;

    /// <summary>Of which property the sum, average, minimum or maximum is taken; values that are no numbers are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Property { get; init; }

    /// <summary>What the measure must be; of a count at least 1 when it is left out. Never: at most 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NumberTest? Is { get; init; }
}

/// <summary>What is measured of events.</summary>
public enum EventMeasure
{
    /// <summary>How often.</summary>
    Count,

    /// <summary>The sum of a property; nothing when there is none.</summary>
    Sum,

    /// <summary>The average of a property; holds for nobody without one.</summary>
    Average,

    Minimum,

    Maximum,

    /// <summary>When it first happened.</summary>
    FirstTime,

    /// <summary>When it last happened.</summary>
    LastTime,
}

/// <summary>A property of an event, and what it must be.</summary>
/// <param name="Property">Its name; in an object <c>cart.total</c>, in a list of objects <c>items.brand</c>, which holds when one of them fits.</param>
/// <param name="Is">What it must be.</param>
public sealed record PropertyTest(string Property, ValueTest Is);

/// <summary>Their DELIVERED orders; refunded and cancelled ones do not count.</summary>
public sealed record OrderCondition : Filter
{
    public OrderMeasure Measure { get; init; } = OrderMeasure.Count;

    /// <summary>Only orders with this product, by the id that the source names it by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Product { get; init; }

    /// <summary>Only orders with something of this brand; capitals do not matter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Brand { get; init; }

    /// <summary>Only orders with something of this category; capitals do not matter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Category { get; init; }

    /// <summary>The window they must have been placed in; of <c>first_time</c> and <c>last_time</c>: when that must have been.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeTest? Time { get; init; }

    /// <summary>What the measure must be; of a count at least 1 when it is left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NumberTest? Is { get; init; }
}

/// <summary>What is measured of orders, in the workspace's currency.</summary>
public enum OrderMeasure
{
    Count,

    /// <summary>What they came to; with a product, brand or category what those items came to.</summary>
    Total,

    /// <summary>What one of them came to on average; holds for nobody without an order.</summary>
    Average,

    FirstTime,

    LastTime,
}

/// <summary>What is known of the person.</summary>
/// <param name="Attribute">Which part of it.</param>
/// <param name="Is">What it must be.</param>
public sealed record ProfileCondition(ProfileAttribute Attribute, ValueTest Is) : Filter;

/// <summary>Parts of a profile.</summary>
public enum ProfileAttribute
{
    Email,
    Phone,
    FirstName,
    LastName,

    /// <summary>When they were first heard of.</summary>
    CreatedAt,

    /// <summary>When they last did anything, to the minute.</summary>
    LastSeenAt,

    /// <summary>Whether they are known by a customer id, an e-mail address or a phone number.</summary>
    Known,
}

/// <summary>A custom field that the workspace has defined.</summary>
/// <param name="Field">Its key.</param>
/// <param name="Is">What it must be.</param>
public sealed record FieldCondition(string Field, ValueTest Is) : Filter;

/// <summary>In a static list.</summary>
/// <param name="List">Its id, starting with <c>lst_</c>.</param>
public sealed record ListCondition(string List) : Filter;

/// <summary>With a tag.</summary>
/// <param name="Tag">Its name; capitals do not matter.</param>
public sealed record TagCondition(string Tag) : Filter;

/// <summary>Where they stand on a channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Status">What they have said to messages on it.</param>
public sealed record ConsentCondition(Channel Channel, ConsentStatus Status) : Filter;

/// <summary>Would be written to: subscribed, with an address or number that has neither bounced for good nor complained.</summary>
/// <param name="Channel">E-mail or SMS.</param>
public sealed record ReachableCondition(Channel Channel) : Filter;

/// <summary>Their RFM segment and scores as last computed; all that is given must fit, and nobody without a delivered order does.</summary>
public sealed record RfmCondition : Filter
{
    /// <summary>In one of these segments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Segments { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoreSpan? Recency { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoreSpan? Frequency { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoreSpan? Monetary { get; init; }
}

/// <summary>What they are expected to do, as last computed; holds for nobody of whom nothing is predicted.</summary>
/// <param name="Measure">What is expected.</param>
public sealed record PredictionCondition(PredictionMeasure Measure) : Filter
{
    /// <summary>What it must be; of everything but the next order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NumberTest? Is { get; init; }

    /// <summary>Of the next order: which day it must be expected by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeTest? Time { get; init; }
}

/// <summary>What can be expected of a customer.</summary>
public enum PredictionMeasure
{
    /// <summary>How often they will buy within the horizon.</summary>
    ExpectedOrders,

    /// <summary>How probable it is that they have not stopped buying, 0 to 1.</summary>
    ProbabilityActive,

    /// <summary>What they will spend within the horizon, discounted to today, in the workspace's currency.</summary>
    LifetimeValue,

    /// <summary>The day by which they will have bought again with a chance of one half.</summary>
    NextOrder,
}

/// <summary>A member of the loyalty programme.</summary>
public sealed record LoyaltyCondition : Filter
{
    /// <summary>When they joined.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeTest? Joined { get; init; }

    /// <summary>At which store they joined, by its id or name at the source; capitals do not matter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Store { get; init; }
}

/// <summary>Has an abandoned cart with something in it that is so now.</summary>
/// <param name="Stock">What is so now.</param>
public sealed record AbandonedItemCondition(ItemStock Stock) : Filter
{
    /// <summary>When the cart was abandoned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeTest? Time { get; init; }
}

/// <summary>How an item of a cart stands now, where its source tells of products.</summary>
public enum ItemStock
{
    InStock,
    OutOfStock,

    /// <summary>In stock, and it was not at some time since the cart was abandoned.</summary>
    BackInStock,
}

/// <summary>In another audience.</summary>
/// <param name="Audience">Its id, starting with <c>aud_</c>.</param>
public sealed record AudienceCondition(string Audience) : Filter
{
    /// <summary>What that audience means, once it is known.</summary>
    [JsonIgnore]
    public Filter? Meaning { get; init; }
}

/// <summary>So many in a hundred, always the same ones: drawn by the contact and the name of the draw.</summary>
/// <param name="Percent">0 to 100.</param>
public sealed record RandomCondition(decimal Percent) : Filter
{
    /// <summary>Names the draw: two draws of different names are independent of each other.</summary>
    public string Draw { get; init; } = "";
}
