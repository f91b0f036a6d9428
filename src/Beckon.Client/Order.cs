using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beckon.Client;

/// <summary>An order as it is after an event.</summary>
public sealed record Order
{
    /// <summary>The shop's id of it: the same id updates the same order.</summary>
    public required string Id { get; init; }

    public required decimal Total { get; init; }

    /// <summary>Null: it follows from the event.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>ISO 4217; the workspace's when it is left out.</summary>
    public string? Currency { get; init; }

    /// <summary>Null: when the event happened.</summary>
    public DateTimeOffset? PlacedAt { get; init; }

    public IReadOnlyList<Item>? Items { get; init; }
}

/// <summary>Where an order stands. Only a delivered one counts for revenue.</summary>
[JsonConverter(typeof(OrderStatusConverter))]
public enum OrderStatus
{
    Initialized,
    InProgress,
    Delivered,
    Cancelled,
    AbandonedShoppingCart,
}

// IN_PROGRESS and so on, as the server reads them.
internal sealed class OrderStatusConverter() : JsonStringEnumConverter<OrderStatus>(JsonNamingPolicy.SnakeCaseUpper);
