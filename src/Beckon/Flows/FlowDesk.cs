using Beckon.Accounts;
using Beckon.Audiences;
using Beckon.Delivery;
using Beckon.Discounts;
using Beckon.Events;
using Beckon.Flows.Simulation;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Draws, publishes, pauses and archives flows, each in one transaction with its audit entry, and starts and ends single runs.</summary>
public sealed class FlowDesk(NpgsqlDataSource database, FlowStore flows, LaneSignal signal, Inbox inbox, Audit audit, TimeProvider time)
{
    private const int MostTogether = 1_000;

    public NpgsqlDataSource Database => database;

    /// <summary>What a workspace has that flows name.</summary>
    public static async Task<FlowContext> ContextAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var filters = await AudienceDesk.ContextAsync(connection, workspaceId, ct);
        var templates = await FlowStore.TemplatesAsync(connection, workspaceId, ct);
        var callable = (await FlowStore.ListAsync(connection, workspaceId, ct))
            .Where(flow => flow.Status == FlowStatus.Live && flow.Live?.Trigger is CalledTrigger)
            .Select(flow => Ids.Out(Ids.Flow, flow.Id));
        var discounts = await DiscountStore.IdsAsync(connection, workspaceId, ct);
        return new FlowContext(
            filters, templates, callable.ToHashSet(StringComparer.Ordinal), discounts.ToHashSet(StringComparer.Ordinal));
    }

    public async Task<Flow> CreateAsync(Caller caller, string name, FlowDefinition draft, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var flow = new Flow { Id = Ids.New(time), Name = name, Status = FlowStatus.Draft, Draft = draft.Unfixed(), Version = 1, CreatedAt = now, UpdatedAt = now };
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FlowStore.DrawAsync(connection, caller.WorkspaceId, flow, ct);
        await AuditAsync(connection, caller, "flow.created", flow, ct);
        await transaction.CommitAsync(ct);
        return flow;
    }

    /// <summary>Keeps a draft, whatever is still missing in it; null when somebody else was faster.</summary>
    public async Task<Flow?> EditAsync(Caller caller, Flow flow, string name, FlowDefinition draft, CancellationToken ct)
    {
        var edited = flow with { Name = name, Draft = draft.Unfixed(), UpdatedAt = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(ct);
        return await FlowStore.EditAsync(connection, caller.WorkspaceId, edited, ct) ? edited with { Version = flow.Version + 1 } : null;
    }

    /// <summary>
    /// Makes the draft the version that starts runs. Runs under way finish on theirs, or move where the new one has their step. False when a template
    /// has been deleted meanwhile.
    /// </summary>
    public async Task<bool> PublishAsync(Caller caller, Flow flow, bool move, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var contents = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var send in flow.Draft.Map.Steps.OfType<SendStep>())
        {
            if (!PublicId.TryParse(Ids.Template, send.Template, out var template)) return false;
            if (await FlowStore.FixContentAsync(connection, caller.WorkspaceId, template, send.Channel, Ids.New(time), now, ct) is not { } content) return false;
            contents[send.Id] = content;
        }
        var definition = flow.Draft.Fixed(send => contents[send.Id]) with { Scenarios = [] };
        var version = await FlowStore.PublishAsync(connection, caller.WorkspaceId, flow.Id, definition, now, ct);
        // Those that a pause holds go on as well.
        await FlowRunStore.ReleaseAsync(connection, caller.WorkspaceId, flow.Id, ct);
        if (move) await FlowRunStore.MoveAsync(connection, caller.WorkspaceId, flow.Id, version, [.. definition.Map.Steps.Select(step => step.Id)], ct);
        await AuditAsync(connection, caller, "flow.published", flow, ct);
        await transaction.CommitAsync(ct);
        Told(caller.WorkspaceId);
        return true;
    }

    /// <summary>Nobody comes in any more, and whoever is in it rests; false when it is not live.</summary>
    public Task<bool> PauseAsync(Caller caller, Flow flow, CancellationToken ct) => SetAsync(
        caller, flow, FlowStatus.Paused, [FlowStatus.Live], connection => FlowRunStore.HoldAsync(connection, caller.WorkspaceId, flow.Id, ct), ct);

    /// <summary>It goes on where it was paused; false when it is not paused.</summary>
    public Task<bool> ResumeAsync(Caller caller, Flow flow, CancellationToken ct) => SetAsync(
        caller, flow, FlowStatus.Live, [FlowStatus.Paused], connection => FlowRunStore.ReleaseAsync(connection, caller.WorkspaceId, flow.Id, ct), ct);

    /// <summary>It is done with: what is under way ends, and messages that wait are not sent; false when it is a draft or archived.</summary>
    public Task<bool> ArchiveAsync(Caller caller, Flow flow, CancellationToken ct) => SetAsync(
        caller, flow, FlowStatus.Archived, [FlowStatus.Live, FlowStatus.Paused], connection => EndAllAsync(connection, caller.WorkspaceId, flow.Id, ct), ct);

    private async Task<bool> SetAsync(Caller caller, Flow flow, FlowStatus to, FlowStatus[] from, Func<NpgsqlConnection, Task> then, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await FlowStore.SetStatusAsync(connection, caller.WorkspaceId, flow.Id, to, from, ct)) return false;
        await then(connection);
        await AuditAsync(connection, caller, $"flow.{Words.Of(to)}", flow, ct);
        await transaction.CommitAsync(ct);
        Told(caller.WorkspaceId);
        return true;
    }

    // Runs before messages, in the order in which processing locks them.
    private async Task EndAllAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct)
    {
        while (await FlowRunStore.TakeOfFlowAsync(connection, workspaceId, flowId, MostTogether, ct) is { Count: > 0 } runs)
            await EndAsync(connection, workspaceId, runs, ct);
        await MessageStore.SkipWaitingAsync(connection, workspaceId, flowId, SkipReason.Paused, ct);
    }

    private async Task EndAsync(NpgsqlConnection connection, Guid workspaceId, List<FlowRun> runs, CancellationToken ct)
    {
        var definitions = await flows.DefinitionsAsync(connection, workspaceId, runs, ct);
        var turns = runs.ConvertAll(run => FlowRunner.End(run, definitions[(run.FlowId, run.FlowVersion)], SkipReason.Paused));
        await FlowRunStore.ChangeAsync(connection, workspaceId, turns.ConvertAll(turn => turn.Run), time.GetUtcNow(), ct);
    }

    /// <summary>Ends one run that is under way; false when it is not.</summary>
    public async Task<bool> CancelAsync(Caller caller, Guid runId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FlowRunStore.TakeOneAsync(connection, caller.WorkspaceId, runId, ct) is not { } run) return false;
        var definitions = await flows.DefinitionsAsync(connection, caller.WorkspaceId, [run], ct);
        var turn = FlowRunner.End(run, definitions[(run.FlowId, run.FlowVersion)], SkipReason.Left, "ended by hand");
        await FlowRunStore.ChangeAsync(connection, caller.WorkspaceId, [turn.Run], time.GetUtcNow(), ct);
        await MessageStore.SkipOfRunsAsync(connection, caller.WorkspaceId, [runId], [run.ContactId], SkipReason.Left, ct);
        await audit.WriteAsync(connection, caller, "flow_run.cancelled", Ids.Out(Ids.Run, runId), null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Starts the flow for a contact, as an event; its id.</summary>
    public async Task<Guid> CallAsync(Caller caller, Flow flow, Guid contactId)
    {
        var call = FlowDeedStore.Call(contactId, Ids.Out(Ids.Flow, flow.Id), 0, time);
        await inbox.AppendAsync(caller.WorkspaceId, [call], CancellationToken.None);
        return call.Id;
    }

    /// <summary>True when there was one to delete: a draft that was never live.</summary>
    public async Task<bool> DeleteAsync(Caller caller, Flow flow, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await FlowStore.DeleteAsync(connection, caller.WorkspaceId, flow.Id, ct)) return false;
        await SimulationStore.ForgetAsync(connection, caller.WorkspaceId, flow.Id, ct);
        await AuditAsync(connection, caller, "flow.deleted", flow, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private Task AuditAsync(NpgsqlConnection connection, Caller caller, string what, Flow flow, CancellationToken ct) =>
        audit.WriteAsync(connection, caller, what, Ids.Out(Ids.Flow, flow.Id), new { flow.Name, flow.Version }, ct);

    private void Told(Guid workspaceId)
    {
        flows.Forget(workspaceId);
        signal.Ring(new Lane(workspaceId, LaneKind.Timers));
    }
}
