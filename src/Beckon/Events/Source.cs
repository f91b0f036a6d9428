namespace Beckon.Events;

/// <summary>A connected integration instance: where events come from, and what it can say.</summary>
public sealed record Source
{
    /// <summary>The source of what Beckon itself tells, such as opens and clicks.</summary>
    public static Guid Own => Guid.Empty;

    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The integration, such as <c>jane</c> or <c>cart_api</c>, or Beckon's own <c>beckon</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required CartAbandonment CartAbandonment { get; init; }

    public SourceSettings Settings { get; init; } = SourceSettings.None;

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Since when its events are refused; null while it is connected.</summary>
    public DateTimeOffset? DisconnectedAt { get; init; }
}

/// <summary>What a source says when a cart is abandoned: nothing, who (Simple), or who and which products (Dynamic).</summary>
public enum CartAbandonment
{
    None,
    Simple,
    Dynamic,
}
