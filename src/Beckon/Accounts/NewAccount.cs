namespace Beckon.Accounts;

/// <summary>A workspace to be made with its first owner.</summary>
public sealed record NewAccount
{
    public required string Email { get; init; }

    public required string UserName { get; init; }

    public required string PasswordHash { get; init; }

    public required string WorkspaceName { get; init; }

    public required string TimeZone { get; init; }

    public required string Currency { get; init; }

    public required string Country { get; init; }

    public required ConsentDefault EmailConsentDefault { get; init; }

    /// <summary>A secret key with all scopes to be made along; null for none.</summary>
    public string? ApiKey { get; init; }
}

/// <summary>What was made.</summary>
public sealed record CreatedAccount(Guid WorkspaceId, Guid UserId);
