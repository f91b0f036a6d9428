using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Kernel;

namespace Beckon.Audiences;

/// <summary>An audience.</summary>
/// <param name="Id">Starts with <c>aud_</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Filter">Who is in it.</param>
/// <param name="FilterVersion">The version of the language that the filter is written in.</param>
/// <param name="Sentence">The filter in plain words.</param>
/// <param name="Members">How many are in it; of more than 10,000 in a list as counted in the last minute.</param>
/// <param name="Building">How far it has been worked out since its filter changed; null: for everybody, and it follows every event.</param>
/// <param name="Version">Grows with each edit.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last edited.</param>
public sealed record AudienceView(
    string Id, string Name, string Description, Filter Filter, int FilterVersion, string Sentence, long Members, AudienceProgress? Building, int Version,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static AudienceView Of(Audience audience, FilterContext context) => new(
        Ids.Out(Ids.Audience, audience.Id), audience.Name, audience.Description, audience.Filter, FilterJson.Version,
        audience.IsUnderstood ? FilterSentence.Of(audience.Filter, context) : "Made by a later version of Beckon, with conditions that this one does not know.",
        audience.Members,
        audience.BuildSeen is { } seen ? new AudienceProgress(seen, audience.BuildTotal) : null,
        audience.Version, audience.CreatedAt, audience.UpdatedAt);
}

/// <summary>How far an audience has been worked out.</summary>
/// <param name="Seen">How many contacts have been looked at.</param>
/// <param name="Total">Of how many, as counted when it was begun; null: it has not begun.</param>
public sealed record AudienceProgress(long Seen, long? Total);

/// <summary>The audiences of a workspace.</summary>
/// <param name="Items">By name.</param>
public sealed record AudienceList(IReadOnlyList<AudienceView> Items);

/// <summary>An audience to be made.</summary>
/// <param name="Name">1 to 120 characters; no two audiences have the same but for capitals.</param>
/// <param name="Filter">Who is in it.</param>
/// <param name="Description">What it is for; at most 1,000 characters.</param>
public sealed record NewAudience(string Name, Filter Filter, string? Description = null);

/// <summary>What is to change of an audience; what is left out stays.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Filter">Who is in it.</param>
/// <param name="Description">What it is for.</param>
public sealed record AudienceEdit(string? Name = null, Filter? Filter = null, string? Description = null);

/// <summary>A filter to be tried.</summary>
/// <param name="Filter">Who is asked for.</param>
/// <param name="Sample">How many of those who fit to show, 0 to 50; 8 when left out.</param>
public sealed record AudienceTrial(Filter Filter, int? Sample = null);

/// <summary>Who fits a filter at this moment.</summary>
/// <param name="Members">How many.</param>
/// <param name="Contacts">Of how many contacts.</param>
/// <param name="Sentence">The filter in plain words.</param>
/// <param name="Sample">Some of them, those last seen first.</param>
/// <param name="Milliseconds">How long the count took.</param>
public sealed record AudiencePreview(long Members, long Contacts, string Sentence, IReadOnlyList<SampleView> Sample, long Milliseconds);

/// <summary>Somebody who fits.</summary>
/// <param name="Id">Starts with <c>con_</c>.</param>
/// <param name="Name">First and last name, else e-mail, else phone, else "Anonymous contact".</param>
/// <param name="Email">The e-mail address, when it is known.</param>
/// <param name="Phone">The phone number, when it is known.</param>
/// <param name="LastSeenAt">When they last did anything.</param>
public sealed record SampleView(string Id, string Name, string? Email, string? Phone, DateTimeOffset LastSeenAt)
{
    public static SampleView Of(SampleContact contact) => new(Ids.Out(Ids.Contact, contact.Id), contact.Name, contact.Email, contact.Phone, contact.LastSeenAt);
}

/// <summary>Whose place in a filter is asked for.</summary>
/// <param name="Filter">Who is asked for.</param>
/// <param name="Contact">The contact's id.</param>
public sealed record ExplainRequest(Filter Filter, string Contact);

/// <summary>Why a contact is in or out.</summary>
/// <param name="Contact">The contact's id, as it is today.</param>
/// <param name="Member">Whether they fit at this moment.</param>
/// <param name="Since">Since when they have been a member; null when they are none, or a filter was tried that is no audience.</param>
/// <param name="Until">When time alone may change that; null: never.</param>
/// <param name="Explanation">The filter, condition by condition, with what was seen.</param>
public sealed record ExplanationView(string Contact, bool Member, DateTimeOffset? Since, DateTimeOffset? Until, Explanation Explanation);

/// <summary>How two audiences overlap.</summary>
/// <param name="One">How many are in the first.</param>
/// <param name="Other">How many are in the other.</param>
/// <param name="Both">How many are in both.</param>
public sealed record AudienceOverlap(long One, long Other, long Both);

/// <summary>An audience that comes with Beckon, to be used as it is or changed.</summary>
/// <param name="Key">Names it.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Filter">Who is in it.</param>
/// <param name="Sentence">The filter in plain words.</param>
public sealed record ReadyAudienceView(string Key, string Group, string Name, string Description, Filter Filter, string Sentence);

/// <summary>The audiences that come with Beckon.</summary>
/// <param name="Items">In the order of their groups.</param>
public sealed record ReadyAudienceList(IReadOnlyList<ReadyAudienceView> Items);

/// <summary>An audience that a contact is in.</summary>
/// <param name="Id">Starts with <c>aud_</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Since">Since when.</param>
public sealed record ContactAudience(string Id, string Name, DateTimeOffset Since);

/// <summary>The audiences that a contact is in.</summary>
/// <param name="Items">By name.</param>
public sealed record ContactAudiences(IReadOnlyList<ContactAudience> Items);
