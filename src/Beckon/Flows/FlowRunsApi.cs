using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Flows.Webhooks;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Flows;

/// <summary>Runs of flows: who is in them, why and why not; and to start and end single ones.</summary>
public static class FlowRunsApi
{
    public static void MapFlowRunRoutes(this IEndpointRouteBuilder routes)
    {
        var flows = routes.MapGroup("/api/flows/{id}").WithTags("Flows");
        flows.MapGet("counts", CountsAsync).Requires(Permission.CampaignsRead).WithSummary("How many stand at each step, have come through it, how runs ended, and what its messages brought about")
            .ProducesProblem(StatusCodes.Status404NotFound);
        flows.MapGet("versions", VersionsAsync).Requires(Permission.CampaignsRead).WithSummary("The versions that were published").ProducesProblem(StatusCodes.Status404NotFound);
        flows.MapPost("runs", CallAsync).Requires(Permission.CampaignsWrite).WithSummary("Start the flow for a contact; it must begin with a call")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        var runs = routes.MapGroup("/api/flow-runs").WithTags("Flows");
        runs.MapGet("", ListAsync).Requires(Permission.CampaignsRead).WithSummary("Runs of flows and campaigns, the latest first, with those that did not begin and why");
        runs.MapGet("{run}", GetAsync).Requires(Permission.CampaignsRead).WithSummary("One run with every decision and the values seen").ProducesProblem(StatusCodes.Status404NotFound);
        runs.MapPost("{run}/cancel", CancelAsync).Requires(Permission.CampaignsWrite).WithSummary("End a run that is under way")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<FlowCounts>, ProblemHttpResult>> CountsAsync(string id, Caller caller, FlowDesk desk, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        return TypedResults.Ok(new FlowCounts(
            await FlowReadStore.StandingAsync(connection, caller.WorkspaceId, flow.Id, ct),
            await FlowTallyStore.OfFlowAsync(connection, caller.WorkspaceId, flow.Id, ct),
            await FlowReadStore.EndingsAsync(connection, caller.WorkspaceId, flow.Id, ct),
            await FlowReadStore.ResultsAsync(connection, caller.WorkspaceId, flow.Id, ct),
            await WebhookStore.CountAsync(connection, caller.WorkspaceId, flow.Id, time.GetUtcNow(), ct),
            flow.Live?.Goal is null ? null : await FlowGoalStore.CountAsync(connection, caller.WorkspaceId, flow.Id, ct)));
    }

    private static async Task<Results<Ok<FlowVersions>, ProblemHttpResult>> VersionsAsync(string id, Caller caller, FlowDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        var versions = await FlowStore.VersionsAsync(connection, caller.WorkspaceId, flow.Id, ct);
        return TypedResults.Ok(new FlowVersions([.. versions.Select(version => version with { Definition = version.Definition.Unfixed() })]));
    }

    private static async Task<Results<Accepted<FlowCalled>, ProblemHttpResult>> CallAsync(
        string id, FlowCall request, Caller caller, FlowDesk desk, ContactStore contacts, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        if (flow is not { Status: FlowStatus.Live, Live.Trigger: CalledTrigger }) return FlowProblems.NotCallable();
        if (!PublicId.TryParse(Ids.Contact, request.Contact, out var contact) || await contacts.ReadAsync(caller.WorkspaceId, contact, ct) is not { } known)
            return FlowProblems.UnknownContact(request.Contact);
        var told = await desk.CallAsync(caller, flow, known.Id);
        return TypedResults.Accepted((string?)null, new FlowCalled(Ids.Out(Ids.Event, told)));
    }

    private static async Task<Results<Ok<Page<RunView>>, ValidationProblem>> ListAsync(
        Caller caller, FlowDesk desk, string? flow, string? contact, string? status, string? reason, int? limit, string? cursor, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(limit, cursor, faults);
        var filter = new RunFilter(paging.Fetch)
        {
            FlowId = Read(Ids.Flow, flow, "flow", faults),
            ContactId = Read(Ids.Contact, contact, "contact", faults),
            Reason = string.IsNullOrEmpty(reason) ? null : reason,
            Before = paging.After?.Id,
        };
        if (Words.TryRead<FlowRunStatus>(status, out var word)) filter = filter with { Status = word };
        else if (!string.IsNullOrEmpty(status)) faults.Add("status", "Give waiting, held, completed, exited, skipped or failed.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var runs = await FlowReadStore.RunsAsync(connection, caller.WorkspaceId, filter, ct);
        return TypedResults.Ok(paging.Of(runs, RunView.Of, run => new Cursor(run.Id)));
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> GetAsync(string run, Caller caller, FlowDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return PublicId.TryParse(Ids.Run, run, out var id) && await FlowReadStore.RunAsync(connection, caller.WorkspaceId, id, ct) is { } found
            ? TypedResults.Ok(RunView.Of(found) with { Webhooks = await WebhookStore.OfRunAsync(connection, caller.WorkspaceId, id, ct) })
            : FlowProblems.UnknownRun(run);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string run, Caller caller, FlowDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (!PublicId.TryParse(Ids.Run, run, out var id) || await FlowReadStore.RunAsync(connection, caller.WorkspaceId, id, ct) is null) return FlowProblems.UnknownRun(run);
        return await desk.CancelAsync(caller, id, ct) ? TypedResults.NoContent() : FlowProblems.HasEnded();
    }

    private static Guid? Read(string prefix, string? id, string name, Faults faults)
    {
        if (string.IsNullOrEmpty(id)) return null;
        if (PublicId.TryParse(prefix, id, out var read)) return read;
        faults.Add(name, $"This is no id of a {name}.");
        return null;
    }
}
