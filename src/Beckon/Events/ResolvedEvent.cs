using System.Text.Json.Serialization;

namespace Beckon.Events;

/// <summary>An event and the contact it belongs to; none for events about a product.</summary>
public readonly record struct ResolvedEvent(CanonicalEvent Event, Guid? ContactId)
{
    /// <summary>The e-mail address the contact was known by when the event had been heard: one that only came later does not count for it.</summary>
    public string? Email { get; init; }

    /// <summary>Its phone number as the event left it.</summary>
    public string? Phone { get; init; }

    /// <summary>
    /// Where whose event it was by itself has been merged: that contact, and those it was merged into on the way to the contact that stays. Null mostly.
    /// </summary>
    public IReadOnlyList<Guid>? Through { get; init; }

    /// <summary>Whether it told something new of who the contact is: an identifier, an address, a name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Learnt { get; init; }

    /// <summary>Whose event it is by itself, where that is another contact: an undone merge gives it back.</summary>
    [JsonIgnore]
    public Guid? OwnContact => Through?[0];
}
