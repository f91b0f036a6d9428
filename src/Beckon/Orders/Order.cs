using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Orders;

/// <summary>An order as it stands. Only DELIVERED ones count for revenue and statistics.</summary>
public sealed record Order
{
    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    public required string ExternalId { get; init; }

    public required Guid ContactId { get; init; }

    /// <summary>Whose it is by itself, where that contact was merged into this one.</summary>
    public Guid? OwnContact { get; init; }

    /// <summary>The platform's id of the cart or checkout it came of, where the platform says.</summary>
    public string? CartExternalId { get; init; }

    public required OrderStatus Status { get; init; }

    public required decimal Total { get; init; }

    public required string Currency { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The version: when the event happened that gave the order its present form.</summary>
    public required DateTimeOffset StatusAt { get; init; }

    /// <summary>When it became DELIVERED, as far as can be told; what a purchase is credited by.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Null in a change: the items and the document that are stored stay.</summary>
    public IReadOnlyList<LineItem>? Items { get; init; }

    public RawJson? Document { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
