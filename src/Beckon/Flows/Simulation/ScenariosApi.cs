using Beckon.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Flows.Simulation;

/// <summary>What is made up to test a flow; the scenarios themselves are part of its draft.</summary>
public static class ScenariosApi
{
    public static void MapScenarioRoutes(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/flows/{id}/scenarios").WithTags("Flows")
        .MapGet("", PlayAsync).Requires(Permission.CampaignsRead).WithSummary("What the draft would do with each of its scenarios, and whether that is what was expected")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ScenarioOutcomes>, ProblemHttpResult>> PlayAsync(string id, Caller caller, FlowDesk desk, Scenarios scenarios, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        var faults = FlowRules.Check(flow.Draft, await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct));
        if (faults.Count > 0) return FlowProblems.NotReady(faults, "The draft cannot be tried out yet.");
        return TypedResults.Ok(new ScenarioOutcomes(await scenarios.PlayAsync(connection, caller.WorkspaceId, flow, ct)));
    }
}

/// <summary>What came of the scenarios.</summary>
/// <param name="Items">In the order in which the draft has them.</param>
public sealed record ScenarioOutcomes(IReadOnlyList<ScenarioOutcome> Items);
