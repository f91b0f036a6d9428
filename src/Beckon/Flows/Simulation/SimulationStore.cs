using System.Text.Json;
using Beckon.Events.Erasing;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows.Simulation;

/// <summary>Simulations: how far they are, what came of them, and some of their runs.</summary>
public static class SimulationStore
{
    private const int MostKept = 10;

    private const string Columns = "id, flow_id, from_at, until_at, price, status, total, done, result::text, fault, created_at, touched_at, text_price";

    public static Task AddAsync(NpgsqlConnection connection, Guid workspaceId, FlowSimulation simulation, CancellationToken ct) => connection
        .Command(
            """
            insert into flow_simulation (workspace_id, id, flow_id, from_at, until_at, price, text_price, status, created_at, touched_at)
            values ($1, $2, $3, $4, $5, $6, $8, 'running', $7, $7)
            """)
        .With(workspaceId).With(simulation.Id).With(simulation.FlowId).With(simulation.From.UtcDateTime).With(simulation.Until.UtcDateTime)
        .With(simulation.Prices.ThousandEmails, NpgsqlDbType.Numeric).With(simulation.CreatedAt.UtcDateTime).With(simulation.Prices.Text, NpgsqlDbType.Numeric)
        .RunAsync(ct);

    public static Task AdvanceAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, (int Done, int Total) how, DateTimeOffset now, CancellationToken ct) => connection
        .Command("update flow_simulation set done = $3, total = $4, touched_at = $5 where workspace_id = $1 and id = $2 and status = 'running'")
        .With(workspaceId).With(id).With(how.Done).With(how.Total).With(now.UtcDateTime)
        .RunAsync(ct);

    public static async Task FinishAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid id, SimulationResult result, IReadOnlyList<SimulatedRun> runs, DateTimeOffset now, CancellationToken ct)
    {
        await connection
            .Command("update flow_simulation set status = 'done', done = total, result = $3, touched_at = $4 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(id).With(result.ToJson(), NpgsqlDbType.Jsonb).With(now.UtcDateTime)
            .RunAsync(ct);
        await connection
            .Command(
                """
                insert into flow_simulated_run (workspace_id, simulation_id, id, contact_id, run)
                select $1, $2, t.id, t.contact_id, t.run::jsonb from unnest($3, $4, $5) as t(id, contact_id, run)
                -- Who was erased meanwhile stays so.
                join contact c on c.workspace_id = $1 and c.id = t.contact_id
                for key share of c
                """)
            .With(workspaceId).With(id)
            .With(runs.Select(_ => Guid.CreateVersion7(now)).ToArray())
            .With(runs.Select(run => PublicId.TryParse(Ids.Contact, run.Contact, out var contact) ? contact : Guid.Empty).ToArray())
            .With(runs.Select(run => JsonSerializer.Serialize(run, ApiJson.Options)).ToArray())
            .RunAsync(ct);
    }

    public static Task FailAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, string fault, DateTimeOffset now, CancellationToken ct) => connection
        .Command("update flow_simulation set status = 'failed', fault = $3, touched_at = $4 where workspace_id = $1 and id = $2 and status = 'running'")
        .With(workspaceId).With(id).With(fault).With(now.UtcDateTime)
        .RunAsync(ct);

    /// <summary>The simulations of a flow, the latest first, with the result of that one.</summary>
    public static Task<List<FlowSimulation>> ListAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command(
            $"""
            select id, flow_id, from_at, until_at, price, status, total, done, case when row_number() over (order by id desc) = 1 then result::text end, fault, created_at, touched_at, text_price
            from flow_simulation where workspace_id = $1 and flow_id = $2 order by id desc limit {MostKept}
            """)
        .With(workspaceId).With(flowId)
        .ReadAsync(Read, ct);

    public static Task<FlowSimulation?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, Guid id, CancellationToken ct) => connection
        .Command($"select {Columns} from flow_simulation where workspace_id = $1 and flow_id = $2 and id = $3")
        .With(workspaceId).With(flowId).With(id)
        .FindAsync(Read, ct);

    /// <summary>Some runs of a simulation, of each way of ending, with the names of whom they are.</summary>
    public static Task<List<SimulatedRun>> RunsAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command(
            """
            select r.run::text, coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Anonymous contact')
            from flow_simulated_run r
            join contact c on c.workspace_id = $1 and c.id = r.contact_id
            where r.workspace_id = $1 and r.simulation_id = $2
            order by r.run ->> 'triggeredAt' desc
            """)
        .With(workspaceId).With(id)
        .ReadAsync(
            row => (JsonSerializer.Deserialize<SimulatedRun>(row.GetString(0), ApiJson.Options) ?? throw new InvalidDataException("A simulated run is empty.")) with { ContactName = row.GetString(1) },
            ct);

    /// <summary>Takes away those of a flow that are not among its latest.</summary>
    public static Task ForgetOldAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) =>
        ForgetAsync(connection, workspaceId, flowId, MostKept, ct);

    /// <summary>Takes away all of a flow.</summary>
    public static Task ForgetAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => ForgetAsync(connection, workspaceId, flowId, 0, ct);

    private static async Task ForgetAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, int kept, CancellationToken ct)
    {
        var old = await connection
            .Command($"select id from flow_simulation where workspace_id = $1 and flow_id = $2 order by id desc offset {kept}")
            .With(workspaceId).With(flowId)
            .ReadAsync(row => row.GetGuid(0), ct);
        if (old.Count == 0) return;
        await connection.Command("delete from flow_simulated_run where workspace_id = $1 and simulation_id = any($2)").With(workspaceId).With(old.ToArray()).RunAsync(ct);
        await connection.Command("delete from flow_simulation where workspace_id = $1 and id = any($2)").With(workspaceId).With(old.ToArray()).RunAsync(ct);
    }

    public static Task<int> EraseRunsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection.Command("delete from flow_simulated_run where workspace_id = $1 and contact_id = any($2)").With(person.WorkspaceId).With(person.Ids).RunAsync(ct);

    private static FlowSimulation Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        FlowId = row.GetGuid(1),
        From = row.Time(2),
        Until = row.Time(3),
        Prices = new MessagePrices(row.IsDBNull(4) ? null : row.GetDecimal(4), row.IsDBNull(12) ? null : row.GetDecimal(12)),
        Status = Words.Read<SimulationStatus>(row.GetString(5)),
        Total = row.GetInt32(6),
        Done = row.GetInt32(7),
        Result = row.TextOrNull(8) is { } json ? SimulationResult.Parse(json) : null,
        Fault = row.TextOrNull(9),
        CreatedAt = row.Time(10),
        TouchedAt = row.Time(11),
    };
}
