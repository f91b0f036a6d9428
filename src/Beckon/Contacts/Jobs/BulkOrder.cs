namespace Beckon.Contacts.Jobs;

/// <summary>Something to be done with many contacts.</summary>
/// <param name="Action">What.</param>
/// <param name="Group">The list or tag.</param>
/// <param name="Channel">For unsubscribing: on which channel.</param>
/// <param name="Note">For unsubscribing: why, for the log.</param>
/// <param name="Filter">With whom.</param>
public sealed record BulkOrder(BulkAction Action, Guid? Group, Channel? Channel, string? Note, ContactFilter Filter)
{
    /// <summary>What is done, in a few words.</summary>
    public string InWords(string groupName) => Action switch
    {
        BulkAction.AddToList => $"Add to the list {groupName}",
        BulkAction.RemoveFromList => $"Remove from the list {groupName}",
        BulkAction.Tag => $"Tag with {groupName}",
        BulkAction.Untag => $"Remove the tag {groupName}",
        BulkAction.Unsubscribe => $"Unsubscribe from {(Channel is { } channel ? ConsentWords.Of(channel) : "")}",
    };
}

/// <summary>What can be done with many contacts at once. Nobody is subscribed this way: that takes a wording they agreed to.</summary>
public enum BulkAction
{
    AddToList,
    RemoveFromList,
    Tag,
    Untag,
    Unsubscribe,
}

/// <summary>Contacts to be written to a file.</summary>
/// <param name="Columns">What of each.</param>
/// <param name="Filter">Which.</param>
public sealed record ExportOrder(IReadOnlyList<string> Columns, ContactFilter Filter);
