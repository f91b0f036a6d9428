using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage.Months;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Replays;

/// <summary>Takes what was received in once more.</summary>
public static class ReplaysApi
{
    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        var replays = routes.MapGroup("/api/replays").WithTags("Replays");
        replays.MapGet("", ListAsync).Requires(Permission.SettingsRead).WithSummary("All replays, latest first");
        replays.MapPost("", BeginAsync).Requires(Permission.SettingsWrite)
            .WithSummary("Take in once more what was received from a moment on; never sends anything").ProducesProblem(StatusCodes.Status409Conflict);
        replays.MapGet("{id}", GetAsync).Requires(Permission.SettingsRead).WithSummary("How far a replay is").ProducesProblem(StatusCodes.Status404NotFound);
        replays.MapPost("{id}/cancel", CancelAsync).Requires(Permission.SettingsWrite).WithSummary("Stop a replay; what was taken in stays")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<ReplayView>>, ValidationProblem>> ListAsync(
        int? limit, string? cursor, Caller caller, ReplayDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(limit, cursor, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var replays = await ReplayStore.ListAsync(connection, caller.WorkspaceId, paging.After?.Id, paging.Fetch, ct);
        return TypedResults.Ok(paging.Of(replays, ReplayView.Of, replay => new Cursor(replay.Id)));
    }

    private static async Task<Results<Accepted<ReplayView>, ValidationProblem, ProblemHttpResult>> BeginAsync(
        NewReplay request, Caller caller, ReplayDesk desk, RetentionOptions retention, CancellationToken ct)
    {
        if (!retention.KeepsRaw) return NothingKept();
        var faults = new Faults();
        var name = request.Name?.Trim();
        if (request.To <= request.From) faults.Add("to", "This must be later than from.");
        if (request.Into == ReplayInto.NewWorkspace) WorkspaceRules.CheckName(faults, "name", name ?? "");
        else if (name is not null) faults.Add("name", "Only a new workspace is given a name.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var order = new ReplayOrder(request.From, request.To, request.Into == ReplayInto.NewWorkspace ? name : null);
        var view = ReplayView.Of(await desk.BeginAsync(caller, order, ct));
        return TypedResults.Accepted($"/api/replays/{view.Id}", view);
    }

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> GetAsync(string id, Caller caller, ReplayDesk desk, CancellationToken ct) =>
        await desk.FindAsync(caller, id, ct) is { } replay ? TypedResults.Ok(ReplayView.Of(replay)) : Unknown(id);

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> CancelAsync(string id, Caller caller, ReplayDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } replay) return Unknown(id);
        if (!await desk.CancelAsync(caller, replay, ct)) return HasEnded();
        return await desk.FindAsync(caller, id, ct) is { } now ? TypedResults.Ok(ReplayView.Of(now)) : Unknown(id);
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no replay {id}. GET /api/replays lists them.", title: "There is no such replay.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult HasEnded() => TypedResults.Problem(
        "There is nothing left to stop. What it took in stays.", title: "This replay has ended.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult NothingKept() => TypedResults.Problem(
        "BECKON_KEEP_RAW_DAYS is 0 on this server, so what is received is not kept. Set it to a number of days; from then on there is something to replay.",
        title: "Nothing that was received is kept.", statusCode: StatusCodes.Status409Conflict);
}

/// <summary>What to take in once more.</summary>
/// <param name="From">What was received at or after this time.</param>
/// <param name="To">And before this time; now, when it is left out.</param>
/// <param name="Into">Here, where repeats change nothing and what is missing is added; or a new workspace that is built from nothing.</param>
/// <param name="Name">Of the new workspace.</param>
public sealed record NewReplay(DateTimeOffset From, ReplayInto Into, DateTimeOffset? To = null, string? Name = null);

/// <summary>Where a replay goes.</summary>
public enum ReplayInto
{
    Here,
    NewWorkspace,
}

/// <summary>A replay and how far it is.</summary>
/// <param name="Id">Starts with <c>rpl_</c>.</param>
/// <param name="Status">Waiting, running, finishing (the last events are being processed), done, cancelled or failed.</param>
/// <param name="Into">Here or a new workspace.</param>
/// <param name="WorkspaceId">The workspace it goes into.</param>
/// <param name="WorkspaceName">Its name.</param>
/// <param name="From">What was received at or after this time.</param>
/// <param name="To">And before this time.</param>
/// <param name="Requests">How many requests there are to take in; null until they are counted.</param>
/// <param name="Done">How many of them were.</param>
/// <param name="Events">How many events they held.</param>
/// <param name="Refused">How many can no longer be read.</param>
/// <param name="Refusal">Why, of the last of those.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="By">Who began it.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record ReplayView(
    string Id, ReplayStatus Status, ReplayInto Into, string WorkspaceId, string? WorkspaceName, DateTimeOffset From, DateTimeOffset To,
    long? Requests, long Done, long Events, long Refused, string? Refusal, string? Error, string By, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static ReplayView Of(Replay replay) => new(
        Ids.Out(Ids.Replay, replay.Id), replay.Status, replay.Here ? ReplayInto.Here : ReplayInto.NewWorkspace, Ids.Out(Ids.Workspace, replay.Into),
        replay.IntoName, replay.From, replay.To, replay.Payloads, replay.Done, replay.Events, replay.Refused, replay.Refusal, replay.Error, replay.Actor,
        replay.CreatedAt, replay.StartedAt, replay.FinishedAt);
}
