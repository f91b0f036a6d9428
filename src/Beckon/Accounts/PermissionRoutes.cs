using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Accounts;

/// <summary>Says on the route line who may call it.</summary>
public static class PermissionRoutes
{
    /// <summary>
    /// Lets only callers with the permission in; <see cref="Permission.None"/> means anybody signed in or with a key.
    /// It is decided before the body is read: 401 without a caller, 403 without the permission.
    /// </summary>
    public static TBuilder Requires<TBuilder>(this TBuilder routes, Permission permission)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint =>
        {
            endpoint.Metadata.Add(new RequiredPermission(permission));
            endpoint.Metadata.Add(Answers(StatusCodes.Status401Unauthorized));
            endpoint.Metadata.Add(Answers(StatusCodes.Status403Forbidden));
            var handle = endpoint.RequestDelegate ?? throw new InvalidOperationException("A route without a handler needs no permission.");
            endpoint.RequestDelegate = context => AuthoriseAsync(context, permission, handle);
        });
        return routes;
    }

    private static ProducesResponseTypeMetadata Answers(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);

    private static async Task AuthoriseAsync(HttpContext context, Permission permission, RequestDelegate handle)
    {
        var caller = await context.RequestServices.GetRequiredService<Access>().AuthenticateAsync(context);
        if (Refusal(context, caller, permission) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }
        context.Features.Set(caller);
        await handle(context);
    }

    private static ProblemHttpResult? Refusal(HttpContext context, Caller? caller, Permission permission)
    {
        if (caller is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return NotSignedIn();
        }
        if (caller.UserId is not null && RequestOrigin.Changes(context.Request) && !RequestOrigin.IsOwn(context.Request)) return ForeignOrigin();
        return caller.Has(permission) ? null : Forbidden(permission);
    }

    private static ProblemHttpResult NotSignedIn() => TypedResults.Problem(
        "Sign in, or send a valid API key in the header 'Authorization: Bearer …'.",
        title: "Nobody is signed in.",
        statusCode: StatusCodes.Status401Unauthorized);

    internal static ProblemHttpResult ForeignOrigin() => TypedResults.Problem(
        "A signed-in browser may change things only from the dashboard's own address. Programs use an API key instead of the cookie.",
        title: "This request comes from another site.",
        statusCode: StatusCodes.Status403Forbidden);

    private static ProblemHttpResult Forbidden(Permission permission) => TypedResults.Problem(
        $"It needs the permission {Kernel.Words.Of(permission)}. Ask an owner of the workspace for a role, or a key with a scope, that has it.",
        title: "You may not do this.",
        statusCode: StatusCodes.Status403Forbidden);
}
