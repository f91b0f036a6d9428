using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Predictions;

/// <summary>What customers are expected to do.</summary>
public static class PredictionsApi
{
    private const int Top = 10;

    public static void MapPredictionRoutes(this IEndpointRouteBuilder routes)
    {
        var predictions = routes.MapGroup("/api/predictions").WithTags("Predictions");
        predictions.MapGet("", GetAsync).Requires(Permission.ContactsRead).WithSummary("What customers are expected to do, or why that cannot be said");
        predictions.MapPost("compute", ComputeAsync).Requires(Permission.ContactsWrite).WithSummary("Predict anew now instead of at the beginning of the next day");
        predictions.MapGet("settings", SettingsAsync).Requires(Permission.ContactsRead).WithSummary("How far predictions look ahead");
        predictions.MapPut("settings", SaveAsync).Requires(Permission.SettingsWrite)
            .WithSummary("Change how far predictions look ahead; takes effect when they are next computed").ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Ok<PredictionsView>> GetAsync(Caller caller, PredictionDesk desk, WorkspaceStore workspaces, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var run = await PredictionReadStore.RunAsync(connection, workspace.Id, ct);
        var top = run is { Outcome: not null } ? await PredictionReadStore.TopAsync(connection, workspace.Id, run.Top, Top, ct) : [];
        return TypedResults.Ok(PredictionsView.Of(run, top, workspace.Currency));
    }

    private static async Task<Ok<PredictionResult>> ComputeAsync(Caller caller, PredictionDesk desk, CancellationToken ct)
    {
        var run = await desk.ComputeAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new PredictionResult(run.Outcome is null ? 0 : run.Customers, run.Refusal));
    }

    private static async Task<Ok<PredictionSettings>> SettingsAsync(Caller caller, PredictionDesk desk, HttpResponse response, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var (settings, version) = await PredictionReadStore.SettingsAsync(connection, caller.WorkspaceId, ct);
        response.Headers.ETag = SettingsVersion.Etag(version);
        return TypedResults.Ok(settings);
    }

    private static async Task<Results<Ok<PredictionSettings>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        PredictionSettings settings, Caller caller, PredictionDesk desk, HttpContext http, CancellationToken ct)
    {
        var faults = new Faults();
        PredictionSettingsRules.Check(settings, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var (_, version) = await PredictionReadStore.SettingsAsync(connection, caller.WorkspaceId, ct);
        if (!SettingsVersion.IsMeant(http.Request, version)) return SettingsVersion.Stale();
        if (!await desk.SaveAsync(caller, settings, version, ct)) return SettingsVersion.Stale();
        http.Response.Headers.ETag = SettingsVersion.Etag(version + 1);
        return TypedResults.Ok(settings);
    }
}
