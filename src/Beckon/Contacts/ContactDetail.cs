using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Contacts;

/// <summary>A contact with everything that is known of them.</summary>
/// <param name="Id">Starts with <c>con_</c>. Another than was asked for when that one has been merged into this.</param>
/// <param name="Name">First and last name, else e-mail, else phone, else "Anonymous contact".</param>
/// <param name="FirstName">The first name, when it is known.</param>
/// <param name="LastName">The last name, when it is known.</param>
/// <param name="Email">The e-mail address, when it is known.</param>
/// <param name="Phone">The phone number in E.164, when it is known.</param>
/// <param name="Anonymous">Known by neither customer id, e-mail nor phone.</param>
/// <param name="CreatedAt">When they were first heard of.</param>
/// <param name="LastSeenAt">When they last did anything, to the minute.</param>
/// <param name="Messageable">Whether a message would reach them, and why not.</param>
/// <param name="Identifiers">All that they are known by.</param>
/// <param name="Consents">Where they stand on each channel.</param>
/// <param name="ConsentLog">What they have said, latest first.</param>
/// <param name="Suppressions">Addresses of theirs that are not written to, whatever the consent.</param>
/// <param name="Stats">Their delivered orders in numbers.</param>
/// <param name="CurrentCart">The cart that changed last, when there is one.</param>
/// <param name="Traits">For each event, and each status of it, when first and last and how often; the latest first.</param>
/// <param name="Properties">Further facts that sources told.</param>
/// <param name="Fields">Their custom fields, by key.</param>
/// <param name="Tags">Their tags, by name.</param>
/// <param name="Lists">The lists they are in, by name.</param>
/// <param name="Rfm">Their RFM scores as last computed; null for who had no delivered order then.</param>
/// <param name="Prediction">What they are expected to do, as last computed; null where nothing is predicted of them.</param>
public sealed record ContactDetail(
    string Id, string Name, string? FirstName, string? LastName, string? Email, string? Phone, bool Anonymous,
    DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, Messageable Messageable,
    IReadOnlyList<ContactIdentifier> Identifiers, IReadOnlyList<ContactConsent> Consents, IReadOnlyList<ConsentEntry> ConsentLog,
    IReadOnlyList<ContactSuppression> Suppressions, ContactStats Stats, ContactCart? CurrentCart, IReadOnlyList<ContactTrait> Traits, RawJson Properties,
    RawJson Fields, IReadOnlyList<string> Tags, IReadOnlyList<ContactListRef> Lists, ContactScores? Rfm, ContactPrediction? Prediction);

/// <summary>Recency, frequency and monetary value of a customer, 1 to 5.</summary>
/// <param name="Recency">5: ordered lately.</param>
/// <param name="Frequency">5: orders often.</param>
/// <param name="Monetary">5: spends much.</param>
/// <param name="Segment">The RFM segment they are in.</param>
/// <param name="Since">Since when they are in it.</param>
public sealed record ContactScores(int Recency, int Frequency, int Monetary, string Segment, DateTimeOffset Since);

/// <summary>What a customer is expected to do.</summary>
/// <param name="ExpectedOrders">How often they will buy within the horizon.</param>
/// <param name="ProbabilityActive">How probable it is that they have not stopped buying, 0 to 1.</param>
/// <param name="LifetimeValue">What they will spend within the horizon, discounted to today, in the workspace's currency; null where none is predicted.</param>
/// <param name="NextOrderOn">By when they will have bought again with a chance of one half; null: probably never again, or not within two years.</param>
/// <param name="HorizonDays">Orders and value are those of so many coming days.</param>
/// <param name="Day">The workspace's calendar day on which it was computed.</param>
public sealed record ContactPrediction(
    decimal ExpectedOrders, decimal ProbabilityActive, decimal? LifetimeValue, DateOnly? NextOrderOn, int HorizonDays, DateOnly Day);

/// <summary>A list that a contact is in.</summary>
/// <param name="Id">Starts with <c>lst_</c>.</param>
/// <param name="Name">What it is called.</param>
public sealed record ContactListRef(string Id, string Name);

/// <summary>On which channels a message would reach a contact.</summary>
/// <param name="Email">By e-mail.</param>
/// <param name="Sms">By text message.</param>
public sealed record Messageable(Reach Email, Reach Sms);

/// <summary>Whether a message would reach a contact on one channel.</summary>
/// <param name="Ok">Whether it would be sent.</param>
/// <param name="Sentence">That it would, or why not.</param>
public sealed record Reach(bool Ok, string Sentence);

/// <summary>Something a contact is known by.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">In normal form: e-mail in lower case, phone in E.164.</param>
/// <param name="Source">For a customer id: whose.</param>
/// <param name="Since">Since when.</param>
public sealed record ContactIdentifier(IdentifierKind Kind, string Value, SourceRef? Source, DateTimeOffset Since);

/// <summary>The kinds of identifiers.</summary>
public enum IdentifierKind
{
    /// <summary>A platform's own id of its customer.</summary>
    CustomerId,

    Email,

    Phone,

    /// <summary>A browser or device.</summary>
    AnonymousId,
}

/// <summary>Where a contact stands on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Status">Whether they may be written to.</param>
/// <param name="ChangedAt">Since when; null when they never were asked.</param>
/// <param name="Sentence">How it came to that, in words.</param>
public sealed record ContactConsent(Channel Channel, ConsentStatus Status, DateTimeOffset? ChangedAt, string Sentence);

/// <summary>Something a contact said to messages on a channel, or somebody said for them.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Status">What was said.</param>
/// <param name="Source">Who or what told it.</param>
/// <param name="Wording">What they agreed to or the note of who changed it.</param>
/// <param name="Ip">From which address of the internet.</param>
/// <param name="At">When.</param>
public sealed record ConsentEntry(Channel Channel, ConsentStatus Status, string Source, string? Wording, string? Ip, DateTimeOffset At);

/// <summary>An address that is not written to again.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">Since when.</param>
public sealed record ContactSuppression(Channel Channel, string Address, SuppressionReason Reason, DateTimeOffset At);

/// <summary>Why an address is not written to again.</summary>
public enum SuppressionReason
{
    /// <summary>It does not exist or refuses all mail.</summary>
    Bounced,

    /// <summary>Its owner reported a message as spam.</summary>
    Complained,
}

/// <summary>A contact's delivered orders in numbers.</summary>
/// <param name="OrderCount">How many.</param>
/// <param name="OrderTotal">What they came to.</param>
/// <param name="AverageOrder">What one came to on average; null without any.</param>
/// <param name="Currency">The currency of both: the workspace's.</param>
/// <param name="LastOrderAt">When the last one was placed.</param>
public sealed record ContactStats(int OrderCount, decimal OrderTotal, decimal? AverageOrder, string Currency, DateTimeOffset? LastOrderAt);

/// <summary>A contact's cart.</summary>
/// <param name="Id">Starts with <c>crt_</c>.</param>
/// <param name="ExternalId">The platform's id; null for the nameless cart of a Simple trigger.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Url">Where the shopper finds it.</param>
/// <param name="Total">What it comes to, when the platform said.</param>
/// <param name="Currency">The currency of the total.</param>
/// <param name="Items">What is in it; empty when the platform does not say.</param>
/// <param name="Source">Where it is.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="AbandonedAt">When it was last abandoned.</param>
/// <param name="ConvertedAt">When it was bought.</param>
public sealed record ContactCart(
    string Id, string? ExternalId, CartStatus Status, string? Url, decimal? Total, string? Currency, IReadOnlyList<LineItem> Items, SourceRef Source,
    DateTimeOffset ChangedAt, DateTimeOffset? AbandonedAt, DateTimeOffset? ConvertedAt);

/// <summary>How often a contact did something.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Status">One status of it; null for all.</param>
/// <param name="FirstAt">The first time.</param>
/// <param name="LastAt">The last time.</param>
/// <param name="Count">How often.</param>
public sealed record ContactTrait(string Name, string? Status, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Count);
