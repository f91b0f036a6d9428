using Beckon.Events;

namespace Beckon.Orders;

/// <summary>A shopper's cart as it stands. <see cref="ChangedAt"/> is its version: what happened before it changes nothing any more.</summary>
public sealed record Cart
{
    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    public required string ExternalId { get; init; }

    public required Guid ContactId { get; init; }

    /// <summary>Whose it is by itself, where that contact was merged into this one.</summary>
    public Guid? OwnContact { get; init; }

    public required CartStatus Status { get; init; }

    public string? Url { get; init; }

    public string? Currency { get; init; }

    public decimal? Total { get; init; }

    /// <summary>Null in a change: the items that are stored stay.</summary>
    public IReadOnlyList<LineItem>? Items { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? AbandonedAt { get; init; }

    public DateTimeOffset? ConvertedAt { get; init; }

    /// <summary>Whose it was before the events at hand, where that was somebody else.</summary>
    public Guid? FormerContact { get; init; }

    /// <summary>It is as it is by news, not by loaded history: left alone, it is abandoned.</summary>
    public bool News { get; init; }
}
