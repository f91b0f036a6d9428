using System.Text.Json.Serialization;

namespace Beckon.Events;

/// <summary>What a person decided about who is who. It goes the way of every event, so that it is in order with what arrives.</summary>
/// <param name="Verdict">What is decided.</param>
/// <param name="Other">The second of the two contacts; the first is whose event it is. In a merge it becomes the first.</param>
/// <param name="By">Who decided.</param>
public sealed record IdentityDecision(IdentityVerdict Verdict, Guid Other, string By)
{
    /// <summary>The merge that is undone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? MergeId { get; init; }
}

/// <summary>What can be decided about two contacts.</summary>
public enum IdentityVerdict
{
    /// <summary>They are one person.</summary>
    Merge,

    /// <summary>They are one person no more: a merge is undone.</summary>
    Undo,

    /// <summary>They are two people, whatever they share.</summary>
    KeepApart,
}
