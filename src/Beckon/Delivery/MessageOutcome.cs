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

    public IReadOnlyList<TraceLine> Trace { get; init; } = [];
}
