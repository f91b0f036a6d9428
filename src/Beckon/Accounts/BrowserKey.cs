namespace Beckon.Accounts;

/// <summary>A public key: it lies open in a shop's pages, and may only send what a browser saw, from the origins it is given for.</summary>
public sealed record BrowserKey
{
    public required Guid WorkspaceId { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>No secret: whoever opens the shop can read it.</summary>
    public required string Key { get; init; }

    public required BrowserOrigins Origins { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FirstEventAt { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
