namespace Beckon.Events;

/// <summary>A connected integration instance: where events come from, and what it can say.</summary>
public sealed record Source
{
    /// <summary>The source of what Beckon itself tells, such as opens and clicks.</summary>
    public static Guid Own => Guid.Empty;

    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The integration: <c>jane</c>, <c>cart_api</c>, <c>orders_api</c>, <c>events_api</c> or Beckon's own <c>beckon</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required CartAbandonment CartAbandonment { get; init; }

    public SourceSettings Settings { get; init; } = new();

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Since when its events are refused; null while it is connected.</summary>
    public DateTimeOffset? DisconnectedAt { get; init; }
}

/// <summary>What a retailer has told Beckon about a source.</summary>
public sealed record SourceSettings
{
    /// <summary>IANA name of the zone of times that come without an offset. Null: the workspace's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Where shoppers go back to when the platform does not say where their cart is.</summary>
    public string? ShopUrl { get; init; }
}

/// <summary>What a source says when a cart is abandoned: nothing, who (Simple), or who and which products (Dynamic).</summary>
public enum CartAbandonment
{
    None,
    Simple,
    Dynamic,
}
