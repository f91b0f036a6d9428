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

    /// <summary>What it comes to, less what was given back. Of one that was given back whole, what it came to.</summary>
    public required decimal Total { get; init; }

    /// <summary>What it comes to by itself, whatever was given back of it.</summary>
    public required decimal GrossTotal { get; init; }

    public required string Currency { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When it came to stand where it stands.</summary>
    public required DateTimeOffset StatusAt { get; init; }

    /// <summary>Where the platform says that it stands, which is elsewhere once all of it was given back. Has a version of its own.</summary>
    public required OrderStanding Standing { get; init; }

    /// <summary>The version of all the rest: when its total and items were last told of. <see cref="OrderRules.Never"/> where they were not.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>When it became DELIVERED, as far as can be told; what a purchase is credited by.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Null in a change: the items and the document that are stored stay.</summary>
    public IReadOnlyList<LineItem>? Items { get; init; }

    public RawJson? Document { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A status and since when.</summary>
public readonly record struct OrderStanding(OrderStatus Status, DateTimeOffset At);
