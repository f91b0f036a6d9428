namespace Beckon.Delivery;

/// <summary>What became of a message in one attempt, as it is written down.</summary>
public sealed record MessageOutcome
{
    public required Guid MessageId { get; init; }

    public required Guid ContactId { get; init; }

    public required string Status { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? Address { get; init; }

    public string? Subject { get; init; }

    public string? Provider { get; init; }

    public string? Reply { get; init; }

    public DateTimeOffset? HandedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when the server puts this message off; null while it never did.</summary>
    public DateTimeOffset? DeferredSince { get; init; }

    /// <summary>Since when the rules of sending put it off; null while they never did.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>It was handed over, or would have been taken or refused if the server had answered: it counts as an attempt.</summary>
    public bool IsAttempt { get; init; }

    /// <summary>The recipient had told the provider to send nothing more.</summary>
    public bool HasOptedOut { get; init; }

    public IReadOnlyList<TraceLine> Trace { get; init; } = [];
}
