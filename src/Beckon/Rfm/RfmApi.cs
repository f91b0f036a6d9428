using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Rfm;

/// <summary>The RFM table, its segments, how they change, and how they are made.</summary>
public static class RfmApi
{
    private const int Trend = 90;

    public static void MapRfmRoutes(this IEndpointRouteBuilder routes)
    {
        var rfm = routes.MapGroup("/api/rfm").WithTags("RFM");
        rfm.MapGet("", GetAsync).Requires(Permission.ContactsRead).WithSummary("Customers by recency and frequency, their segments, and how these have changed");
        rfm.MapPost("compute", ComputeAsync).Requires(Permission.ContactsWrite).WithSummary("Compute the scores now instead of at the beginning of the next day");
        rfm.MapGet("settings", SettingsAsync).Requires(Permission.ContactsRead).WithSummary("How customers are scored");
        rfm.MapPut("settings", SaveAsync).Requires(Permission.SettingsWrite).WithSummary("Change how customers are scored; takes effect when scores are next computed")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Ok<RfmView>> GetAsync(Caller caller, RfmDesk desk, WorkspaceStore workspaces, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var runs = await RfmReadStore.RunsAsync(connection, workspace.Id, Trend, ct);
        if (runs is not [{ Customers: > 0 }, ..]) return TypedResults.Ok(RfmView.Empty(workspace.Currency));
        var cells = (await RfmReadStore.CellsAsync(connection, workspace.Id, [.. runs.Select(run => run.Id)], ct)).ToLookup(cell => cell.RunId);
        var moves = runs.Count < 2 ? [] : await RfmReadStore.MovesAsync(connection, workspace.Id, runs[0].Id, ct);
        return TypedResults.Ok(RfmView.Of(runs, cells, moves, workspace.Currency));
    }

    private static async Task<Ok<RfmResult>> ComputeAsync(Caller caller, RfmDesk desk, CancellationToken ct) =>
        TypedResults.Ok(await desk.ComputeAsync(caller.WorkspaceId, ct));

    private static async Task<Ok<RfmSettings>> SettingsAsync(Caller caller, RfmDesk desk, HttpResponse response, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var (settings, version) = await RfmReadStore.SettingsAsync(connection, caller.WorkspaceId, ct);
        response.Headers.ETag = SettingsVersion.Etag(version);
        return TypedResults.Ok(settings);
    }

    private static async Task<Results<Ok<RfmSettings>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        RfmSettings settings, Caller caller, RfmDesk desk, HttpContext http, CancellationToken ct)
    {
        var faults = new Faults();
        RfmSettingsRules.Check(settings, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var (_, version) = await RfmReadStore.SettingsAsync(connection, caller.WorkspaceId, ct);
        if (!SettingsVersion.IsMeant(http.Request, version)) return SettingsVersion.Stale();
        if (!await desk.SaveAsync(caller, settings, version, ct)) return SettingsVersion.Stale();
        http.Response.Headers.ETag = SettingsVersion.Etag(version + 1);
        return TypedResults.Ok(settings);
    }
}
