using System.Text.Json.Serialization;

namespace Beckon.Identity;

/// <summary>A change of who is who: the journal has them in the order in which they came.</summary>
public abstract record Regrouping(Guid EventId, DateTimeOffset At);

/// <summary>A contact that turned out to be another, into whom it is merged.</summary>
public sealed record Merge(Guid Id, Guid From, Guid Into, Guid EventId, DateTimeOffset At) : Regrouping(EventId, At)
{
    /// <summary>Both were known people, so that there may be conflicts between them.</summary>
    public bool OfKnown { get; init; }

    /// <summary>Whoever is merged is kept apart from somebody, and so is the contact that stays from now on.</summary>
    [JsonIgnore]
    public bool OfApart { get; init; }

    /// <summary>What the contact that stays was before, which says what it got from the other.</summary>
    [JsonIgnore]
    public ProfileBefore? Before { get; init; }

    /// <summary>Who decided it; null where the rules did.</summary>
    [JsonIgnore]
    public string? By { get; init; }
}

/// <summary>A merge that is undone: the contact is by itself again, with those that had been merged into it.</summary>
/// <param name="MergeId">The merge.</param>
/// <param name="Contact">Who is given back.</param>
/// <param name="From">The contacts it is taken out of: the one it was merged into, and those that one was merged into, to the one that stays.</param>
/// <param name="Own">Whose rows are given back: the contact's, and those of whoever was merged into it.</param>
/// <param name="EventId">The event of the decision.</param>
/// <param name="At">When it was decided.</param>
public sealed record Split(Guid MergeId, Guid Contact, Guid[] From, Guid[] Own, Guid EventId, DateTimeOffset At) : Regrouping(EventId, At)
{
    /// <summary>Who decided it.</summary>
    [JsonIgnore]
    public string By { get; init; } = "";

    /// <summary>The contact that stays.</summary>
    [JsonIgnore]
    public Guid Stays => From[^1];
}

/// <summary>A browser that is another contact's from now on; what was done with it before stays where it is.</summary>
public sealed record HandOn(Identifier Browser, Guid Contact, Guid OwnContact, Guid EventId, DateTimeOffset At) : Regrouping(EventId, At);

/// <summary>The profile of a contact before somebody was merged into it.</summary>
public sealed record ProfileBefore(string? Email, bool EmailClaimed, string? Phone, string? FirstName, string? LastName, DateTimeOffset CreatedAt);

/// <summary>An event whose identifiers belong to two known contacts that may not be merged: a person decides.</summary>
public sealed record Conflict(Guid Kept, Guid Other, Guid EventId, DateTimeOffset At);

/// <summary>Two contacts that are two people by the word of a person.</summary>
public sealed record Apart(Guid Contact, Guid Other, string By, DateTimeOffset At);

/// <summary>An identifier that became a contact's.</summary>
/// <param name="Identifier">What it is.</param>
/// <param name="ContactId">The contact that stays.</param>
/// <param name="OwnContact">Whose it is by itself.</param>
/// <param name="At">When.</param>
public sealed record AttachedIdentifier(Identifier Identifier, Guid ContactId, Guid OwnContact, DateTimeOffset At);

/// <summary>A merge of the journal that can be undone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Who was merged.</param>
/// <param name="Before">The contact that stays, before.</param>
/// <param name="TheirsSeenAt">The last event of who was merged, as far as events are kept.</param>
/// <param name="OthersSeenAt">The last event of who stays.</param>
public sealed record KnownMerge(Guid Id, Guid From, ProfileBefore Before, DateTimeOffset? TheirsSeenAt = null, DateTimeOffset? OthersSeenAt = null);

/// <summary>Source-generated JSON of the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProfileBefore))]
public sealed partial class RegroupingJson : JsonSerializerContext;
