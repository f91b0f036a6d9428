using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Accounts;

/// <summary>The set-up of a fresh installation, which can be done once.</summary>
public static class SetupApi
{
    public static void MapSetup(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("/api/setup").WithTags("Setup");
        setup.MapGet("", GetAsync).WithSummary("Whether the installation waits for its first owner");
        setup.MapPost("", SetUpAsync).WithSummary("Make the first owner and workspace, and sign in; works once").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<SetupState>> GetAsync(AccountStore accounts, CancellationToken ct) =>
        TypedResults.Ok(new SetupState(Needed: !await accounts.AnyAsync(ct)));

    private static async Task<Results<Ok<SetupDone>, ValidationProblem, ProblemHttpResult>> SetUpAsync(
        SetupRequest request, Setup setup, SignedIn signedIn, HttpContext context, CancellationToken ct)
    {
        if (RequestOrigin.IsForeign(context.Request)) return PermissionRoutes.ForeignOrigin();
        if (await setup.IsDoneAsync(ct)) return Done();
        var faults = SetupRules.Check(request);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await setup.RunAsync(request, ct) is not { } created) return Done();
        var session = await signedIn.StartAsync(context, created.UserId, created.WorkspaceId, ct);
        var (consent, reason) = SetupRules.Consent(request);
        return TypedResults.Ok(new SetupDone(session.User, session.Workspace, session.Role, session.Permissions, consent, reason));
    }

    private static ProblemHttpResult Done() => TypedResults.Problem(
        "Sign in with the owner's e-mail and password instead.",
        title: "This installation has been set up already.",
        statusCode: StatusCodes.Status409Conflict);
}

/// <summary>Whether this installation still waits for its first owner.</summary>
public sealed record SetupState(bool Needed);

/// <summary>The first owner and their workspace.</summary>
/// <param name="Email">What the owner signs in with.</param>
/// <param name="Password">At least ten characters.</param>
/// <param name="Name">The owner's name; without it, the e-mail up to the @.</param>
/// <param name="Workspace">The shop.</param>
public sealed record SetupRequest(string? Email = null, string? Password = null, string? Name = null, SetupWorkspace? Workspace = null);

/// <summary>The first workspace.</summary>
/// <param name="Name">The shop's name.</param>
/// <param name="TimeZone">IANA name, such as <c>Europe/Paris</c>.</param>
/// <param name="Currency">ISO 4217, such as <c>EUR</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2, such as <c>FR</c>.</param>
/// <param name="EmailConsentDefault">Whether people who were never asked count as subscribed; without it the country decides.</param>
public sealed record SetupWorkspace(
    string? Name = null, string? TimeZone = null, string? Currency = null, string? Country = null, ConsentDefault? EmailConsentDefault = null);

/// <summary>The set-up is done and the owner signed in.</summary>
/// <param name="User">Who is signed in.</param>
/// <param name="Workspace">The new workspace.</param>
/// <param name="Role">Owner.</param>
/// <param name="Permissions">What the owner may do.</param>
/// <param name="EmailConsentDefault">What was taken for people who were never asked.</param>
/// <param name="EmailConsentReason">Why, in a sentence.</param>
public sealed record SetupDone(
    SessionUser User, SessionWorkspace Workspace, Role Role, IReadOnlyList<Permission> Permissions,
    ConsentDefault EmailConsentDefault, string EmailConsentReason);
