using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Fetching;

/// <summary>What waits to be fetched from a platform that only says what has changed.</summary>
public static class FetchesApi
{
    public static void MapFetches(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/sources/{id}/fetches", GetAsync).Requires(Permission.SettingsRead).WithTags("Integrations")
            .WithSummary("How much waits to be fetched from the platform, and why it does").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<FetchesView>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, SourceStore sources, FetchStore fetches, CancellationToken ct) =>
        PublicId.TryParse(Ids.Source, id, out var known) && await sources.GetAsync(caller.WorkspaceId, known, ct) is not null
            ? TypedResults.Ok(await fetches.OfSourceAsync(caller.WorkspaceId, known, ct))
            : TypedResults.Problem(
                $"This workspace has no connected source {id}. GET /api/sources lists them.",
                title: "There is no such source.", statusCode: StatusCodes.Status404NotFound);
}
