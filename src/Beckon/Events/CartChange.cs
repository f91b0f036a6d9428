namespace Beckon.Events;

/// <summary>What an event says of a cart. An empty <see cref="ExternalId"/> is the contact's one nameless cart (Simple triggers).</summary>
public sealed record CartChange
{
    public required string ExternalId { get; init; }

    public required CartStatus Status { get; init; }

    public string? Url { get; init; }

    public string? Currency { get; init; }

    public decimal? Total { get; init; }

    /// <summary>Null: the event did not say (Simple trigger, or a status alone), and what is known stays.</summary>
    public IReadOnlyList<LineItem>? Items { get; init; }

    /// <summary>For senders that tell of one product at a time and not of the whole cart: what was put in.</summary>
    public LineItem? Added { get; init; }

    /// <summary>What was taken out; a quantity of 0 takes out all of it.</summary>
    public LineItem? Removed { get; init; }
}

/// <summary>Where a cart stands.</summary>
public enum CartStatus
{
    Open,
    Abandoned,
    Converted,
}
