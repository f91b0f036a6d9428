namespace Beckon.Delivery;

/// <summary>
/// What is known against a channel's server. While it is open, messages wait in the queue without an attempt; when the next try is due, one
/// message goes first, and if the server takes it, the others follow.
/// </summary>
public sealed record Circuit
{
    /// <summary>Nothing is known against the server.</summary>
    public static Circuit Closed { get; } = new();

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>How often it opened in a row: each time it stays open for longer.</summary>
    public int Openings { get; init; }

    /// <summary>When the first of the failures happened.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The latest failure in words.</summary>
    public string? Error { get; init; }

    public bool IsOpen => NextTryAt is not null;
}
