namespace Beckon.Accounts;

/// <summary>What a valid API key opens.</summary>
public sealed record KeyAccess(Guid WorkspaceId, Guid KeyId, Permission Permissions, string Actor)
{
    public bool Has(Permission permission) => (Permissions & permission) == permission;

    public Caller ToCaller() => new() { WorkspaceId = WorkspaceId, KeyId = KeyId, Permissions = Permissions, Actor = Actor };
}
