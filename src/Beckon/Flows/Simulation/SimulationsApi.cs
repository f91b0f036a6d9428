using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Flows.Simulation;

/// <summary>Tries drafts out on what has happened: nothing is sent, nobody is changed.</summary>
public static class SimulationsApi
{
    private const int MostDays = 90;
    private const decimal MostPrice = 100_000;

    public static void MapSimulationRoutes(this IEndpointRouteBuilder routes)
    {
        var flows = routes.MapGroup("/api/flows/{id}/simulations").WithTags("Flows");
        flows.MapGet("", ListAsync).Requires(Permission.CampaignsRead).WithSummary("The latest simulations of a flow's draft").ProducesProblem(StatusCodes.Status404NotFound);
        flows.MapPost("", BeginAsync).Requires(Permission.CampaignsRead).WithSummary("Try the draft on the events of the last days: whom it would have written to, and when")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        flows.MapPost("contact", OfContactAsync).Requires(Permission.CampaignsRead).WithSummary("What the draft would have done with one contact, with every decision")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        flows.MapGet("{simulation}", GetAsync).Requires(Permission.CampaignsRead).WithSummary("One simulation: how far it is, and what came of it").ProducesProblem(StatusCodes.Status404NotFound);
        flows.MapGet("{simulation}/runs", RunsAsync).Requires(Permission.CampaignsRead).WithSummary("Some of its runs, of each way of ending, with every decision")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<SimulationList>, ProblemHttpResult>> ListAsync(string id, Caller caller, Simulations simulations, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await simulations.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        var found = await SimulationStore.ListAsync(connection, caller.WorkspaceId, flow.Id, ct);
        return TypedResults.Ok(new SimulationList([.. found.Select(one => SimulationView.Of(one, time.GetUtcNow()))]));
    }

    private static async Task<Results<Accepted<SimulationView>, ValidationProblem, ProblemHttpResult>> BeginAsync(
        string id, NewSimulation request, Caller caller, Simulations simulations, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        CheckDays(request.Days, faults);
        if (request.PricePerThousand is < 0 or > MostPrice) faults.Add("pricePerThousand", $"Give 0 to {MostPrice}.");
        if (request.PricePerText is < 0 or > MostPrice) faults.Add("pricePerText", $"Give 0 to {MostPrice}.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await simulations.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        if (await FaultsAsync(connection, caller, flow, ct) is { } notReady) return notReady;
        if (await simulations.BeginAsync(caller.WorkspaceId, flow, request, ct) is not { } begun) return UnderWay();
        return TypedResults.Accepted($"/api/flows/{id}/simulations/{Ids.Out(Ids.Simulation, begun.Id)}", SimulationView.Of(begun, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<SimulatedRuns>, ValidationProblem, ProblemHttpResult>> OfContactAsync(
        string id, ContactSimulation request, Caller caller, Simulations simulations, ContactStore contacts, CancellationToken ct)
    {
        var faults = new Faults();
        CheckDays(request.Days, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await simulations.Database.OpenConnectionAsync(ct);
        if (await FlowsApi.FindAsync(connection, caller, id, ct) is not { } flow) return FlowProblems.Unknown(id);
        if (!PublicId.TryParse(Ids.Contact, request.Contact, out var contact) || await contacts.ReadAsync(caller.WorkspaceId, contact, ct) is not { } known)
            return FlowProblems.UnknownContact(request.Contact);
        if (await FaultsAsync(connection, caller, flow, ct) is { } notReady) return notReady;
        return TypedResults.Ok(new SimulatedRuns(await simulations.OfContactAsync(caller.WorkspaceId, flow, known.Id, request, ct)));
    }

    private static async Task<Results<Ok<SimulationView>, ProblemHttpResult>> GetAsync(
        string id, string simulation, Caller caller, Simulations simulations, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await simulations.Database.OpenConnectionAsync(ct);
        return await FindAsync(connection, caller, id, simulation, ct) is { } found ? TypedResults.Ok(SimulationView.Of(found, time.GetUtcNow())) : Unknown(simulation);
    }

    private static async Task<Results<Ok<SimulatedRuns>, ProblemHttpResult>> RunsAsync(string id, string simulation, Caller caller, Simulations simulations, CancellationToken ct)
    {
        await using var connection = await simulations.Database.OpenConnectionAsync(ct);
        return await FindAsync(connection, caller, id, simulation, ct) is { } found
            ? TypedResults.Ok(new SimulatedRuns(await SimulationStore.RunsAsync(connection, caller.WorkspaceId, found.Id, ct)))
            : Unknown(simulation);
    }

    private static async Task<FlowSimulation?> FindAsync(NpgsqlConnection connection, Caller caller, string flow, string simulation, CancellationToken ct) =>
        PublicId.TryParse(Ids.Flow, flow, out var flowId) && PublicId.TryParse(Ids.Simulation, simulation, out var id)
            ? await SimulationStore.FindAsync(connection, caller.WorkspaceId, flowId, id, ct)
            : null;

    private static async Task<ProblemHttpResult?> FaultsAsync(NpgsqlConnection connection, Caller caller, Flow flow, CancellationToken ct)
    {
        var faults = FlowRules.Check(flow.Draft, await FlowDesk.ContextAsync(connection, caller.WorkspaceId, ct));
        return faults.Count > 0 ? FlowProblems.NotReady(faults, "The draft cannot be tried out yet.") : null;
    }

    private static void CheckDays(int days, Faults faults)
    {
        if (days is < 1 or > MostDays) faults.Add("days", $"Give 1 to {MostDays}.");
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This flow has no simulation {id}. The latest ten are kept.", title: "There is no such simulation.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult UnderWay() => TypedResults.Problem(
        "One simulation of a workspace runs at a time. Wait until it is done.", title: "Another simulation is under way.", statusCode: StatusCodes.Status409Conflict);
}
