using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;
using Beckon.Storage.Months;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Integrations;

/// <summary>The integrations there are and the sources that are connected.</summary>
public static class SourcesApi
{
    private const string CorrectAndSend = "Correct what is named below and send it again.";

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/integrations", CatalogueAsync).Requires(Permission.SettingsRead)
            .WithTags("Integrations").WithSummary("Everything that can be connected, and what it is able to say");
        var sources = routes.MapGroup("/api/sources").WithTags("Integrations");
        sources.MapGet("", ListAsync).Requires(Permission.SettingsRead).WithSummary("All connected sources, oldest first");
        sources.MapPost("", ConnectAsync).Requires(Permission.SettingsWrite).WithSummary("Connect a platform; its token is shown this once");
        sources.MapPatch("{id}", ChangeAsync).Requires(Permission.SettingsWrite).WithSummary("Change name, settings or signing secret")
            .ProducesProblem(StatusCodes.Status404NotFound);
        sources.MapDelete("{id}", DisconnectAsync).Requires(Permission.SettingsWrite).WithSummary("Refuse its events from now on; its history stays")
            .ProducesProblem(StatusCodes.Status404NotFound);
        sources.MapGet("{id}/samples", SamplesAsync).Requires(Permission.HistoryRead).WithSummary("The latest requests of a source as they were received")
            .ProducesProblem(StatusCodes.Status404NotFound);
        sources.MapPost("{id}/token", RotateAsync).Requires(Permission.SettingsWrite).WithSummary("Replace the token; the old one is refused at once")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<IntegrationView>>> CatalogueAsync(Caller caller, SourceStore sources, CancellationToken ct)
    {
        var connected = (await sources.ListAsync(caller.WorkspaceId, ct)).Select(one => one.Source.Kind).ToHashSet(StringComparer.Ordinal);
        return TypedResults.Ok<IReadOnlyList<IntegrationView>>(
        [
            .. KnownIntegrations.All.Select(one => new IntegrationView(
                one.Kind, one.Name, one.PageTitle, one.Group, one.Description, one.CartAbandonment, one.Events, one.Settings,
                one.BuiltIn is not null, one.TakesToken, connected.Contains(one.Kind))),
        ]);
    }

    private static async Task<Ok<Page<SourceView>>> ListAsync(
        Caller caller, SourceStore sources, Connections connections, NpgsqlDataSource database, TimeProvider time, HttpRequest request, CancellationToken ct)
    {
        var all = await sources.ListAsync(caller.WorkspaceId, ct);
        var health = await SourceHourStore.LastDayAsync(database, caller.WorkspaceId, time.GetUtcNow(), ct);
        return TypedResults.Ok(new Page<SourceView>(
            [.. all.Select(one => View(one, health.GetValueOrDefault(one.Source.Id), connections, request))], NextCursor: null));
    }

    private static async Task<Results<Created<SourceConnected>, ValidationProblem>> ConnectAsync(
        SourceRequest body, Caller caller, SourceDesk desk, Connections connections, HttpRequest request, CancellationToken ct)
    {
        var faults = new Faults();
        if (await desk.ConnectAsync(caller, body, faults, ct) is not { } connected) return faults.ToProblem(CorrectAndSend);
        var view = View(connected.Source, null, connections, request);
        return TypedResults.Created($"/api/sources/{view.Id}", new SourceConnected(view, connected.Token));
    }

    private static async Task<Results<Ok<SourceView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, SourcePatch body, Caller caller, SourceDesk desk, Connections connections, NpgsqlDataSource database, TimeProvider time, HttpRequest request,
        CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } source) return Unknown(id);
        var faults = new Faults();
        return await desk.ChangeAsync(caller, source, body, faults, ct) is { } changed
            ? TypedResults.Ok(View(changed, await HealthAsync(caller, changed, database, time, ct), connections, request))
            : faults.ToProblem(CorrectAndSend);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DisconnectAsync(
        string id, Caller caller, SourceDesk desk, SourceStore sources, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } source) return Unknown(id);
        await sources.DisconnectAsync(caller, source, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SourceSamples>, ProblemHttpResult>> SamplesAsync(
        string id, Caller caller, SourceDesk desk, RetentionOptions retention, CancellationToken ct) =>
        await desk.FindAsync(caller, id, ct) is { } source
            ? TypedResults.Ok(new SourceSamples([.. (await desk.LatestAsync(source.Source, ct)).Select(SourceSample.Of)], retention.KeepsRaw))
            : Unknown(id);

    private static async Task<Results<Ok<TokenChanged>, ValidationProblem, ProblemHttpResult>> RotateAsync(
        string id, TokenRequest? body, Caller caller, SourceDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } source) return Unknown(id);
        var faults = new Faults();
        return await desk.RotateAsync(caller, source, body?.Token, faults, ct) is { } token
            ? TypedResults.Ok(new TokenChanged(token))
            : faults.ToProblem(CorrectAndSend);
    }

    /// <summary>The answer to an id that names no connected source of the workspace.</summary>
    public static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no connected source {id}. GET /api/sources lists them.",
        title: "There is no such source.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<SourceHealthView?> HealthAsync(
        Caller caller, ConnectedSource connected, NpgsqlDataSource database, TimeProvider time, CancellationToken ct) =>
        (await SourceHourStore.LastDayAsync(database, caller.WorkspaceId, time.GetUtcNow(), ct)).GetValueOrDefault(connected.Source.Id);

    private static SourceView View(ConnectedSource connected, SourceHealthView? health, Connections connections, HttpRequest request)
    {
        var source = connected.Source;
        return new(
            Ids.Out(Ids.Source, source.Id), source.Kind, source.Name, source.CartAbandonment, source.Settings.Values,
            connected.Secrets.SigningSecret is not null, connected.Secrets.Kept, source.CreatedAt, source.LastEventAt,
            health ?? SourceHealthView.Quiet, connections.Of(source, request));
    }
}
