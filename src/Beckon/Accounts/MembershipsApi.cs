using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Accounts;

/// <summary>The workspaces of the person who is signed in, and going from one to another.</summary>
public static class MembershipsApi
{
    public static void MapMemberships(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/workspaces", ListAsync).Requires(Permission.None).WithTags("Workspace")
            .WithSummary("The workspaces that the caller belongs to, by name");
        routes.MapPost("/api/session/workspace", SwitchAsync).Requires(Permission.None).WithTags("Session")
            .WithSummary("Go to another of one's workspaces: this browser's session speaks of it from then on")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<WorkspaceMembership>>> ListAsync(
        Caller caller, UserStore users, WorkspaceStore workspaces, CancellationToken ct)
    {
        if (caller.UserId is { } user)
        {
            var all = await users.ListMembershipsAsync(user, ct);
            return TypedResults.Ok(new Page<WorkspaceMembership>([.. all.Select(one => View(one.WorkspaceId, one.Name, one.Role, caller))], NextCursor: null));
        }
        // A key belongs to one workspace and has no role.
        var own = await workspaces.GetAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<WorkspaceMembership>([View(own.Id, own.Name, null, caller)], NextCursor: null));
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SwitchAsync(
        WorkspaceSwitch request, Caller caller, SessionStore sessions, SignedIn signedIn, HttpContext context, CancellationToken ct)
    {
        if (caller.UserId is not { } user || SessionCookie.Read(context.Request) is not { } token) return SessionApi.NoSession();
        if (!PublicId.TryParse(Ids.Workspace, request.WorkspaceId, out var workspace)
            || !await sessions.SwitchAsync(KeyHash.Of(token), user, workspace, ct))
        {
            return NotTheirs(request.WorkspaceId);
        }
        return TypedResults.Ok(await signedIn.MemberAsync(workspace, user, ct));
    }

    private static WorkspaceMembership View(Guid id, string name, Role? role, Caller caller) =>
        new(Ids.Out(Ids.Workspace, id), name, role is { } known ? Words.Of(known) : null, id == caller.WorkspaceId);

    private static ProblemHttpResult NotTheirs(string id) => TypedResults.Problem(
        $"You do not belong to a workspace {id}. GET /api/workspaces lists yours.",
        title: "There is no such workspace.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>A workspace somebody belongs to.</summary>
/// <param name="Id">Starts with <c>wsp_</c>.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="Role">What they are in it, such as <c>owner</c>; null for an API key.</param>
/// <param name="Current">Whether it is the one that everything else of the API speaks of now.</param>
public sealed record WorkspaceMembership(string Id, string Name, string? Role, bool Current);

/// <summary>Where to go.</summary>
/// <param name="WorkspaceId">Starts with <c>wsp_</c>.</param>
public sealed record WorkspaceSwitch(string WorkspaceId);
