using Beckon.Kernel;

namespace Beckon.Contacts;

/// <summary>A contact in the list.</summary>
/// <param name="Id">Starts with <c>con_</c>.</param>
/// <param name="Name">First and last name, else e-mail, else phone, else "Anonymous contact".</param>
/// <param name="Email">The e-mail address, when it is known.</param>
/// <param name="Phone">The phone number in E.164, when it is known.</param>
/// <param name="Anonymous">Known by neither customer id, e-mail nor phone.</param>
/// <param name="EmailConsent">Whether they may be written to by e-mail.</param>
/// <param name="SmsConsent">Whether they may be written to by SMS.</param>
/// <param name="Tags">Their tags, by name.</param>
/// <param name="Fields">Their custom fields, by key.</param>
/// <param name="OrderCount">How many DELIVERED orders.</param>
/// <param name="OrderTotal">What those came to.</param>
/// <param name="Currency">The currency of <paramref name="OrderTotal"/>: the workspace's.</param>
/// <param name="LastOrderAt">When the last of them was placed.</param>
/// <param name="LastSeenAt">When they last did anything, to the minute.</param>
/// <param name="CreatedAt">When they were first heard of.</param>
public sealed record ContactRow(
    string Id, string Name, string? Email, string? Phone, bool Anonymous, ConsentStatus EmailConsent, ConsentStatus SmsConsent,
    IReadOnlyList<string> Tags, RawJson Fields, int OrderCount, decimal OrderTotal, string Currency,
    DateTimeOffset? LastOrderAt, DateTimeOffset LastSeenAt, DateTimeOffset CreatedAt);

/// <summary>How many contacts there are.</summary>
/// <param name="Count">How many.</param>
/// <param name="AtLeast">True when there may be more: a search stops counting where it stops looking.</param>
public sealed record ContactCount(long Count, bool AtLeast);

/// <summary>What the list of contacts is sorted by.</summary>
public enum ContactSort
{
    /// <summary>Last seen first.</summary>
    LastSeenAt,

    /// <summary>Newest first.</summary>
    CreatedAt,

    /// <summary>Biggest total of delivered orders first.</summary>
    OrderTotal,

    /// <summary>By name, A to Z.</summary>
    Name,
}
