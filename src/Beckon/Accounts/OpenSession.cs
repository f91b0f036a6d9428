namespace Beckon.Accounts;

/// <summary>A signed-in browser.</summary>
public sealed record OpenSession(Guid UserId, Guid WorkspaceId, string Email, Role Role, DateTimeOffset ExpiresAt)
{
    public Caller ToCaller() => new()
    {
        WorkspaceId = WorkspaceId,
        UserId = UserId,
        Permissions = PermissionSets.Of(Role),
        Actor = "user:" + Email,
    };
}
