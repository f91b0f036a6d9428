namespace Beckon.Audiences.Matching;

/// <summary>Why a contact is in or out: a condition or group, whether it holds, and what was seen.</summary>
/// <param name="Type">The type of the condition or group, as the filter has it.</param>
/// <param name="Words">What it asks for, as the end of "somebody who …".</param>
/// <param name="Holds">Whether it holds for the contact.</param>
/// <param name="Seen">The values that were seen; null for groups.</param>
/// <param name="Until">When time alone may change that; null: never.</param>
/// <param name="Parts">What a group holds.</param>
public sealed record Explanation(string Type, string Words, bool Holds, string? Seen, DateTimeOffset? Until, IReadOnlyList<Explanation> Parts);
