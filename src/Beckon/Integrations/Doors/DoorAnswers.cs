using Beckon.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>How doors answer, and how their routes say that a key opens them.</summary>
public static class DoorAnswers
{
    private const string RetryAfterSeconds = "5";

    /// <summary>
    /// For a route that authenticates in its platform's own manner: it says which permission that takes, as every route does, and leaves
    /// the deciding to its handler.
    /// </summary>
    public static TBuilder OpensByKey<TBuilder>(this TBuilder route, Permission permission = Permission.Ingest) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new RequiredPermission(permission)));
        return route;
    }

    public static ProblemHttpResult Refuse(HttpContext context, ProblemDetails problem)
    {
        IngestMetrics.Refused(problem.Status);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Problem(problem);
    }
}
