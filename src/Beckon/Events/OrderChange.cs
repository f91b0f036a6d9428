using System.Text.Json.Serialization;
using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>What an event says of an order: the whole of it, as it now stands, unless it says itself that it tells less.</summary>
public sealed record OrderChange
{
    public required string ExternalId { get; init; }

    public required OrderStatus Status { get; init; }

    public required decimal Total { get; init; }

    public required string Currency { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public IReadOnlyList<LineItem> Items { get; init; } = [];

    /// <summary>The order as the platform sent it, every field.</summary>
    public RawJson Document { get; init; } = RawJson.EmptyObject;

    /// <summary>The event does not say where the order stands: the status is that of an order nobody told of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool StatusIfNew { get; init; }

    /// <summary>The event says where the order stands and no more: total, items and document are those of an order nobody told of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RestIfNew { get; init; }

    /// <summary>The event names an order that was told of before: where nobody has, it changes nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool KnownOnly { get; init; }

    /// <summary>How much of the order's total was given back: what is left of it still counts, and an order of which nothing is left has this status.</summary>
    public decimal? Refund { get; init; }

    /// <summary>For platforms that tell of an order's progress by its id alone.</summary>
    public static OrderChange OfKnown(string externalId, OrderStatus status, string currency) => new()
    {
        ExternalId = externalId,
        Status = status,
        Total = 0,
        Currency = currency,
        // Not said: so it is no purchase of today.
        PlacedAt = DateTimeOffset.UnixEpoch,
        RestIfNew = true,
        KnownOnly = true,
    };
}

/// <summary>The statuses of the Add orders call; other platforms' statuses map to them. Only DELIVERED counts for revenue and statistics.</summary>
public enum OrderStatus
{
    [JsonStringEnumMemberName("INITIALIZED")]
    Initialized,

    [JsonStringEnumMemberName("IN_PROGRESS")]
    InProgress,

    [JsonStringEnumMemberName("DELIVERED")]
    Delivered,

    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,

    [JsonStringEnumMemberName("ABANDONED_SHOPPING_CART")]
    AbandonedShoppingCart,
}
