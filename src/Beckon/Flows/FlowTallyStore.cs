using Beckon.Storage;
using Npgsql;

namespace Beckon.Flows;

/// <summary>How many have come through the steps of flows. Whoever goes through steps adds rows; whoever asks adds them up.</summary>
public static class FlowTallyStore
{
    private const int MostRows = 2_000;

    public static Task AddAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<FlowTurn> turns, CancellationToken ct)
    {
        var counts = turns
            .SelectMany(turn => turn.Passed.Select(passed => (turn.Run.FlowId, turn.Run.FlowVersion, passed.Step, passed.Way)))
            .CountBy(passed => passed)
            .ToList();
        return counts.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                insert into flow_tally (workspace_id, id, flow_id, version, step, way, count)
                select $1, gen_random_uuid(), t.flow_id, t.version, t.step, t.way, t.count from unnest($2, $3, $4, $5, $6) as t(flow_id, version, step, way, count)
                """)
            .With(workspaceId)
            .With(counts.Select(one => one.Key.FlowId).ToArray())
            .With(counts.Select(one => one.Key.FlowVersion).ToArray())
            .With(counts.Select(one => one.Key.Step).ToArray())
            .With(counts.Select(one => one.Key.Way).ToArray())
            .With(counts.Select(one => (long)one.Value).ToArray())
            .RunAsync(ct);
    }

    /// <summary>How many have come through each step of a flow, whatever the version.</summary>
    public static async Task<List<StepTally>> OfFlowAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct)
    {
        var tallies = await connection
            .Command("select step, way, sum(count)::bigint, count(*) from flow_tally where workspace_id = $1 and flow_id = $2 group by 1, 2 order by 1, 2")
            .With(workspaceId).With(flowId)
            .ReadAsync(row => (Tally: new StepTally(row.GetString(0), row.GetString(1), row.GetInt64(2)), Rows: row.GetInt64(3)), ct);
        if (tallies.Sum(one => one.Rows) > MostRows) await AddUpAsync(connection, workspaceId, flowId, ct);
        return tallies.ConvertAll(one => one.Tally);
    }

    // In one statement: what is added meanwhile stays beside it.
    private static Task<int> AddUpAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command(
            """
            with taken as (
                delete from flow_tally where workspace_id = $1 and id in (
                    select id from flow_tally where workspace_id = $1 and flow_id = $2 for update skip locked)
                returning version, step, way, count)
            insert into flow_tally (workspace_id, id, flow_id, version, step, way, count)
            select $1, gen_random_uuid(), $2, version, step, way, sum(count) from taken group by version, step, way
            """)
        .With(workspaceId).With(flowId)
        .RunAsync(ct);
}

/// <summary>How many have come through a step.</summary>
/// <param name="Step">Its id.</param>
/// <param name="Way">The way that they took, or the reason for which it was not done; empty for the ordinary.</param>
/// <param name="Count">How many.</param>
public sealed record StepTally(string Step, string Way, long Count);
