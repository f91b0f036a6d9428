namespace Beckon.Client;

/// <summary>A cart as it is after an event.</summary>
public sealed record Cart
{
    /// <summary>Null: the shopper's one nameless cart.</summary>
    public string? Id { get; init; }

    /// <summary>Where the shopper finds it again: http or https.</summary>
    public string? Url { get; init; }

    /// <summary>ISO 4217; the workspace's when it is left out.</summary>
    public string? Currency { get; init; }

    public decimal? Total { get; init; }

    /// <summary>Null: what is known of its items stays.</summary>
    public IReadOnlyList<Item>? Items { get; init; }
}
