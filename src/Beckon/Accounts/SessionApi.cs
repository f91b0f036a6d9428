using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Accounts;

/// <summary>Signing in and out.</summary>
public static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("Session");
        session.MapGet("", GetAsync).Requires(Permission.None).WithSummary("Who is signed in and what they may do");
        session.MapPost("", SignInAsync).WithSummary("Sign in with e-mail and password")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapDelete("", SignOutAsync).Requires(Permission.None).WithSummary("Sign out");
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> GetAsync(Caller caller, SignedIn signedIn, CancellationToken ct) =>
        caller.UserId is { } user ? TypedResults.Ok(await signedIn.MemberAsync(caller.WorkspaceId, user, ct)) : NoSession();

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SignInAsync(
        SignInRequest request, SignInDesk desk, SignedIn signedIn, HttpContext context, CancellationToken ct)
    {
        if (RequestOrigin.IsForeign(context.Request)) return PermissionRoutes.ForeignOrigin();
        var answer = await desk.TryAsync(request, context.Connection.RemoteIpAddress, ct);
        if (answer.Wait is { } wait) return TooMany(context, wait);
        if (answer.SignIn is not { } known) return Wrong();
        return TypedResults.Ok(await signedIn.StartAsync(context, known.User.Id, known.WorkspaceId, ct));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, SessionStore sessions, CancellationToken ct)
    {
        if (SessionCookie.Read(context.Request) is { } token) await sessions.DeleteAsync(KeyHash.Of(token), ct);
        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }

    internal static ProblemHttpResult NoSession() => TypedResults.Problem(
        "Sessions are for people at the dashboard. The key itself is accepted on every other call.",
        title: "An API key has no session.",
        statusCode: StatusCodes.Status404NotFound);

    // The same for an unknown e-mail and a wrong password: which of them it was is nobody's business.
    private static ProblemHttpResult Wrong() => TypedResults.Problem(
        "Check both and try again.", title: "E-mail and password do not match.", statusCode: StatusCodes.Status401Unauthorized);

    private static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            $"Wait {seconds} seconds and try again.", title: "Too many failed sign-ins.", statusCode: StatusCodes.Status429TooManyRequests);
    }
}

/// <summary>E-mail and password of somebody who signs in.</summary>
public sealed record SignInRequest(string Email, string Password);
