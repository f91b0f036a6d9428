namespace Beckon.Accounts;

/// <summary>A stored key, without its secret.</summary>
public sealed record ApiKey(
    Guid Id, string Name, string Hint, IReadOnlyList<KeyScope> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>A key to be stored; the secret itself is forgotten after that.</summary>
public sealed record NewKey(string Name, string Secret, IReadOnlyList<KeyScope> Scopes);
