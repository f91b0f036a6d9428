using Microsoft.AspNetCore.Http;

namespace Beckon.Accounts;

/// <summary>Starts sessions and tells who is in one.</summary>
public sealed class SignedIn(SessionStore sessions, UserStore users, WorkspaceStore workspaces, TimeProvider time)
{
    /// <summary>Signs the browser in and answers who that is.</summary>
    public async Task<Session> StartAsync(HttpContext context, Guid userId, Guid workspaceId, CancellationToken ct)
    {
        var token = await sessions.CreateAsync(userId, workspaceId, ct);
        SessionCookie.Write(context, token, time.GetUtcNow() + SessionCookie.Life);
        return await MemberAsync(workspaceId, userId, ct);
    }

    /// <summary>Who a member of a workspace is.</summary>
    public async Task<Session> MemberAsync(Guid workspaceId, Guid userId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        var (user, role) = await users.FindMemberAsync(workspaceId, userId, ct)
            ?? throw new InvalidOperationException($"User {userId} has just left workspace {workspaceId}.");
        return Session.Of(user, role, workspace);
    }
}
