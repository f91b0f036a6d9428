namespace Beckon.Integrations.Fetching;

/// <summary>A call of a platform that says only what has changed, and what became of fetching it so far.</summary>
public sealed record PendingFetch
{
    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    /// <summary>The platform's id of the call.</summary>
    public required string CallId { get; init; }

    /// <summary>What is fetched and to what end: one fetch does for all calls about the same.</summary>
    public required string About { get; init; }

    /// <summary>The call as it came.</summary>
    public required byte[] Call { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public int Attempts { get; init; }
}
