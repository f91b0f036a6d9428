using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Aiq;

/// <summary>Who calls with AIQ's manner of authentication, and how they are answered.</summary>
public sealed class AiqDesk(KeyDoor door, WorkspaceStore workspaces)
{
    public const string Hint = "Send a valid API key in the header X-APIKEY.";

    /// <summary>The caller of a call whose address bears a uid, which must be that of the key's workspace.</summary>
    public async ValueTask<Admission> AdmitAsync(HttpContext context, Permission permission, string uid)
    {
        var admission = await AdmitAsync(context, permission);
        if (admission.Caller is not { } caller) return admission;
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, context.RequestAborted);
        return workspace.PublicUid == uid ? admission : new Admission(null, ForeignUid(uid));
    }

    public ValueTask<Admission> AdmitAsync(HttpContext context, Permission permission) =>
        door.AdmitAsync(AiqIntegration.Source, Key(context.Request), permission, Hint, context.RequestAborted);

    public static Guid SourceIn(Caller caller) => AiqIntegration.Source.IdIn(caller.WorkspaceId);

    public static IResult Answer<T>(T data) => TypedResults.Ok(new AiqAnswer<T>(data, Success: true, [], StatusCodes.Status200OK));

    /// <summary>A problem whose <c>errors</c> are a list, as clients of AIQ read it.</summary>
    public static ProblemHttpResult Refuse(HttpContext context, ProblemDetails? problem)
    {
        problem ??= DoorProblems.Unauthorized(Hint);
        var refusal = new ProblemDetails { Status = problem.Status, Title = problem.Title, Detail = problem.Detail };
        refusal.Extensions["data"] = null;
        refusal.Extensions["success"] = false;
        refusal.Extensions["code"] = problem.Status;
        refusal.Extensions["errors"] = ErrorsOf(problem);
        return DoorAnswers.Refuse(context, refusal);
    }

    public static ProblemDetails NotFound(string title, string detail) => new() { Status = StatusCodes.Status404NotFound, Title = title, Detail = detail };

    private static string? Key(HttpRequest request) => request.Headers["X-APIKEY"].ToString() is { Length: > 0 } key ? key : null;

    private static AiqError[] ErrorsOf(ProblemDetails problem) => problem is HttpValidationProblemDetails { Errors: { Count: > 0 } errors }
        ? [.. errors.SelectMany(path => path.Value.Select(sentence => new AiqError(path.Key == "$" ? sentence : $"{path.Key}: {sentence}", path.Key)))]
        : [new AiqError($"{problem.Title} {problem.Detail}", "$")];

    private static ProblemDetails ForeignUid(string uid) => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = "This key belongs to another account.",
        Detail = $"The uid in the address is {uid}. Copy the UID of the key's workspace from Settings, API & tracking.",
    };
}

/// <summary>The envelope of AIQ's answers.</summary>
/// <param name="Data">What was asked for.</param>
/// <param name="Success">True.</param>
/// <param name="Errors">Empty.</param>
/// <param name="Code">The HTTP status again.</param>
public sealed record AiqAnswer<T>(T Data, bool Success, IReadOnlyList<AiqError> Errors, int Code);

/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Path">Where; <c>$</c> for the whole.</param>
public sealed record AiqError(string Message, string Path);
