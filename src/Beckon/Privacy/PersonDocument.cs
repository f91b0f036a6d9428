using System.Text.Json;

namespace Beckon.Privacy;

/// <summary>Everything that is kept of a person. Rows have the names of the columns they are of.</summary>
/// <param name="Contact">Starts with <c>con_</c>.</param>
/// <param name="ExportedAt">As of when.</param>
/// <param name="Profile">What they are called and how they can be reached.</param>
/// <param name="Identifiers">What they are known by.</param>
/// <param name="Consents">What they agreed to, by channel.</param>
/// <param name="ConsentLog">How they came to it.</param>
/// <param name="Suppressions">Addresses that are not written to.</param>
/// <param name="Traits">What they did: first, last and how often.</param>
/// <param name="Fields">Custom fields.</param>
/// <param name="ListsAndTags">Which they are in and bear.</param>
/// <param name="Loyalty">Since when and where they are members.</param>
/// <param name="Orders">Every field as the platform sent it.</param>
/// <param name="Carts">What they left in them.</param>
/// <param name="Messages">What was sent to them or not, with its text as far as it is kept.</param>
/// <param name="OpensAndClicks">Of messages.</param>
/// <param name="Flows">What automation decided about them.</param>
/// <param name="Events">Their history.</param>
public sealed record PersonDocument(
    string Contact, DateTimeOffset ExportedAt, IReadOnlyList<JsonElement> Profile, IReadOnlyList<JsonElement> Identifiers,
    IReadOnlyList<JsonElement> Consents, IReadOnlyList<JsonElement> ConsentLog, IReadOnlyList<JsonElement> Suppressions,
    IReadOnlyList<JsonElement> Traits, IReadOnlyList<JsonElement> Fields, IReadOnlyList<JsonElement> ListsAndTags, IReadOnlyList<JsonElement> Loyalty,
    IReadOnlyList<JsonElement> Orders, IReadOnlyList<JsonElement> Carts, IReadOnlyList<JsonElement> Messages,
    IReadOnlyList<JsonElement> OpensAndClicks, IReadOnlyList<JsonElement> Flows, IReadOnlyList<JsonElement> Events);
