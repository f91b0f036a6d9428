using Beckon.Kernel;

namespace Beckon.Accounts;

/// <summary>Who is signed in, where, and what they may do.</summary>
/// <param name="User">Who is signed in.</param>
/// <param name="Workspace">The workspace that everything else of the API speaks of.</param>
/// <param name="Role">What they are in it.</param>
/// <param name="Permissions">What they may do, such as <c>campaigns_write</c>.</param>
public sealed record Session(SessionUser User, SessionWorkspace Workspace, Role Role, IReadOnlyList<Permission> Permissions)
{
    public static Session Of(User user, Role role, Workspace workspace) => new(
        new(Ids.Out(Ids.User, user.Id), user.Email, user.Name),
        SessionWorkspace.Of(workspace),
        role,
        PermissionSets.List(PermissionSets.Of(role)));
}

/// <summary>The person at the dashboard.</summary>
public sealed record SessionUser(string Id, string Email, string Name);

/// <summary>What every screen needs to know of the workspace.</summary>
/// <param name="Id">Starts with <c>wsp_</c>.</param>
/// <param name="Uid">The public number, in digits, that platforms ask for beside the API key.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Plan">What has been bought.</param>
public sealed record SessionWorkspace(string Id, string Uid, string Name, string TimeZone, string Currency, string Country, Plan Plan)
{
    public static SessionWorkspace Of(Workspace workspace) => new(
        Ids.Out(Ids.Workspace, workspace.Id), workspace.PublicUid, workspace.Name, workspace.TimeZone, workspace.Currency, workspace.Country,
        workspace.Plan);
}
