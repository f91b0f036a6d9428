using Beckon.Accounts;
using Beckon.Audiences;
using Beckon.Events;
using Beckon.Flows.Simulation;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Flows: draw, check, publish, pause, archive.</summary>
public static class FlowsApi
{
    private const int LongestName = 120;

    public static void MapFlowRoutes(this IEndpointRouteBuilder routes)
    {
        var flows = routes.MapGroup("/api/flows").WithTags("Flows");
        flows.MapGet("", ListAsync).Requires(Permission.CampaignsRead).WithSummary("All flows that were drawn, by name");
        flows.MapPost("", CreateAsync).Requires(Permission.CampaignsWrite).WithSummary("Make a draft: empty, of a definition, or of a recipe");
        flows.MapGet("recipes", Recipes).Requires(Permission.CampaignsRead).WithSummary("Flows that come with Beckon, to be used as they are or changed");
        flows.MapPost("check", CheckAsync).Requires(Permission.CampaignsRead).WithSummary("What would keep a definition from going live");
        flows.MapGet("{id}", GetAsync).Requires(Permission.CampaignsRead).WithSummary("One flow with its draft").ProducesProblem(StatusCodes.Status404NotFound);
        flows.MapPatch("{id}", EditAsync).Requires(Permission.CampaignsWrite).WithSummary("Change the draft; what is live stays until it is published")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        flows.MapDelete("{id}", DeleteAsync).Requires(Permission.CampaignsWrite).WithSummary("Delete a draft that was never live")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        flows.MapPost("{id}/publish", PublishAsync).Requires(Permission.CampaignsWrite).WithSummary("Make the draft the version that starts runs, and go live")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        Change(flows, "pause", "Let nobody in any more; whoever is in it rests", (desk, caller, flow, ct) => desk.PauseAsync(caller, flow, ct));
        Change(flows, "resume", "Go on where it was paused", (desk, caller, flow, ct) => desk.ResumeAsync(caller, flow, ct));
        Change(flows, "archive", "Be done with it: what is under way ends", (desk, caller, flow, ct) => desk.ArchiveAsync(caller, flow, ct));
    }

    private static void Change(RouteGroupBuilder flows, string what, string summary, Func<FlowDesk, Caller, Flow, CancellationToken, Task<bool>> change) => flows
        .MapPost($"{{id}}/{what}", async Task<Results<Ok<FlowView>, ProblemHttpResult>> (string id, Caller caller, FlowDesk desk, CancellationToken ct) =>
        {
            await using var connection = await desk.Database.OpenConnectionAsync(ct);
            if (await FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
            if (!await change(desk, caller, flow, ct)) return FlowProblems.NotNow(flow.Status);
            return TypedResults.Ok(await ViewAsync(connection, caller, flow.Id, ct));
        })
        .Requires(Permission.CampaignsWrite).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Ok<FlowList>> ListAsync(Caller caller, FlowDesk desk, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await AudienceDesk.ContextAsync(connection, caller.WorkspaceId, ct);
        var sizes = await FlowReadStore.SizesAsync(connection, caller.WorkspaceId, time.GetUtcNow(), ct);
        var flows = await FlowStore.ListAsync(connection, caller.WorkspaceId, ct);
        return TypedResults.Ok(new FlowList([.. flows.Select(flow => FlowRow.Of(flow, sizes.GetValueOrDefault(flow.Id), context))]));
    }

    private static async Task<Results<Created<FlowView>, ValidationProblem>> CreateAsync(NewFlow request, Caller caller, FlowDesk desk, RecipeBook recipes, CancellationToken ct)
    {
        var faults = new Faults();
        var recipe = request.Recipe is { } key ? FlowRecipes.All.FirstOrDefault(one => one.Key == key) : null;
        if (request.Recipe is not null && recipe is null) faults.Add("recipe", "There is no such recipe. GET /api/flows/recipes lists them.");
        var name = request.Name?.Trim() ?? recipe?.Name ?? "";
        CheckName(name, faults);
        CheckWhole(request.Definition, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var draft = recipe is null ? request.Definition ?? Empty : await recipes.DrawAsync(caller, recipe, ct);
        var flow = await desk.CreateAsync(caller, name, draft, ct);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var view = await ViewAsync(connection, caller, flow.Id, ct);
        return TypedResults.Created($"/api/flows/{view.Id}", view);
    }

    private static FlowDefinition Empty { get; } = new() { Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)), Exits = new FlowExits { Bought = true }, Steps = [] };

    private static Ok<FlowRecipeList> Recipes() => TypedResults.Ok(new FlowRecipeList([.. FlowRecipes.All.Select(FlowRecipeView.Of)]));

    private static async Task<Ok<FlowChecked>> CheckAsync(FlowDefinition definition, Caller caller, FlowDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct);
        return TypedResults.Ok(new FlowChecked(FlowRules.Check(definition, context), FlowWords.Trigger(definition, context.Filters)));
    }

    private static async Task<Results<Ok<FlowView>, ProblemHttpResult>> GetAsync(string id, Caller caller, FlowDesk desk, HttpResponse response, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        response.Headers.ETag = Etag(flow.Version);
        return TypedResults.Ok(FlowView.Of(flow, await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct)));
    }

    private static async Task<Results<Ok<FlowView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, FlowEdit request, Caller caller, FlowDesk desk, HttpContext http, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        if (http.Request.Headers.IfMatch is { Count: > 0 } match && match != Etag(flow.Version)) return FlowProblems.Stale();
        var faults = new Faults();
        var name = request.Name?.Trim() ?? flow.Name;
        CheckName(name, faults);
        CheckWhole(request.Definition, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await desk.EditAsync(caller, flow, name, request.Definition ?? flow.Draft, ct) is not { } edited) return FlowProblems.Stale();
        http.Response.Headers.ETag = Etag(edited.Version);
        return TypedResults.Ok(FlowView.Of(edited, await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Caller caller, FlowDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        return await desk.DeleteAsync(caller, flow, ct) ? TypedResults.NoContent() : FlowProblems.HasRun();
    }

    private static async Task<Results<Ok<FlowView>, ProblemHttpResult>> PublishAsync(
        string id, FlowPublish request, Caller caller, FlowDesk desk, Scenarios scenarios, HttpRequest http, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        if (http.Headers.IfMatch is { Count: > 0 } match && match != Etag(flow.Version)) return FlowProblems.Stale();
        if (flow.Status == FlowStatus.Archived) return FlowProblems.NotNow(flow.Status);
        var faults = FlowRules.Check(flow.Draft, await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct));
        if (faults.Count > 0) return FlowProblems.NotReady(faults);
        if (request.IfScenariosHold && (await scenarios.PlayAsync(connection, caller.WorkspaceId, flow, ct)).FindAll(one => !one.Holds) is { Count: > 0 } failing) return FlowProblems.Fails(failing);
        if (!await desk.PublishAsync(caller, flow, request.Move, ct)) return FlowProblems.Stale();
        return TypedResults.Ok(await ViewAsync(connection, caller, flow.Id, ct));
    }

    private static async Task<FlowView> ViewAsync(NpgsqlConnection connection, Caller caller, Guid id, CancellationToken ct) => FlowView.Of(
        await FlowStore.FindAsync(connection, caller.WorkspaceId, id, ct) ?? throw new InvalidOperationException("The flow is gone."),
        await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct));

    internal static async Task<Flow?> FindAsync(NpgsqlConnection connection, Caller caller, string id, CancellationToken ct) =>
        PublicId.TryParse(Ids.Flow, id, out var flowId) ? await FlowStore.FindAsync(connection, caller.WorkspaceId, flowId, ct) : null;

    private static void CheckName(string name, Faults faults)
    {
        if (name.Length is 0 or > LongestName || name.Contains('\0', StringComparison.Ordinal)) faults.Add("name", $"Give 1 to {LongestName} characters.");
    }

    private static void CheckWhole(FlowDefinition? definition, Faults faults)
    {
        if (definition is null) return;
        ScenarioRules.Check(definition.Scenarios, faults);
        if (definition.HasHoles()) faults.Add("definition", "A list in it holds null. Leave out what is not there.");
        if (definition.Map.Steps.Count > 2 * FlowRules.MostSteps) faults.Add("definition.steps", $"A flow has at most {FlowRules.MostSteps} steps.");
    }

    private static string Etag(int version) => $"\"{version}\"";
}

/// <summary>What was found in a definition.</summary>
/// <param name="Faults">What would keep it from going live.</param>
/// <param name="Trigger">What starts it, in words.</param>
public sealed record FlowChecked(IReadOnlyList<FlowFault> Faults, string Trigger);
