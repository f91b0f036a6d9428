using System.Collections.Concurrent;
using System.Text.Json;
using Beckon.Delivery;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows;

/// <summary>Flows, their versions and their runs.</summary>
public sealed class FlowStore(TimeProvider time)
{
    // Another node's change is seen this late at most; one made here at once.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, IReadOnlyList<LiveFlow> Flows)> _live = new();

    public async ValueTask<IReadOnlyList<LiveFlow>> LiveAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_live.TryGetValue(workspaceId, out var cached) && cached.Until > now) return cached.Flows;
        var flows = await connection
            .Command(
                """
                select f.id, v.version, v.definition
                from flow f
                join flow_version v on v.workspace_id = $1 and v.flow_id = f.id and v.version = f.live_version
                where f.workspace_id = $1 and f.status = 'live'
                order by f.id
                """)
            .With(workspaceId)
            .ReadAsync(row => new LiveFlow(row.GetGuid(0), row.GetInt32(1), ReadDefinition(row.GetString(2))), ct);
        _live[workspaceId] = (now + CacheTime, flows);
        return flows;
    }

    /// <summary>Call after the commit of any change to a flow's status or live version.</summary>
    public void Forget(Guid workspaceId) => _live.TryRemove(workspaceId, out _);

    public static Task CreateAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, string name, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command("insert into flow (workspace_id, id, name, status, created_at) values ($1, $2, $3, 'draft', $4)")
            .With(workspaceId).With(flowId).With(name).With(now.UtcDateTime)
            .RunAsync(ct);

    /// <summary>Makes an immutable version and sets it live. Runs that began on an earlier one finish on theirs.</summary>
    public static async Task<int> PublishAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid flowId, FlowDefinition definition, DateTimeOffset now, CancellationToken ct)
    {
        var versions = await connection
            .Command(
                """
                insert into flow_version (workspace_id, flow_id, version, definition, published_at)
                select $1, $2, coalesce(max(version), 0) + 1, $3, $4 from flow_version where workspace_id = $1 and flow_id = $2
                returning version
                """)
            .With(workspaceId).With(flowId)
            .With(JsonSerializer.Serialize(definition, FlowJson.Default.FlowDefinition), NpgsqlDbType.Jsonb)
            .With(now.UtcDateTime)
            .ReadAsync(row => row.GetInt32(0), ct);
        await connection
            .Command("update flow set status = 'live', live_version = $3 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(flowId).With(versions[0])
            .RunAsync(ct);
        return versions[0];
    }

    public static Task PauseAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) =>
        connection
            .Command("update flow set status = 'paused' where workspace_id = $1 and id = $2")
            .With(workspaceId).With(flowId)
            .RunAsync(ct);

    public static Task AddRunsAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<FlowRun> runs, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into flow_run (workspace_id, id, flow_id, version, contact_id, key, event_id, status, reason, trace, started_at, ended_at)
                select $1, t.id, t.flow_id, t.version, t.contact_id, t.key, t.event_id,
                       case when t.reason is null then 'completed' else 'skipped' end, t.reason, t.trace::jsonb, t.started_at, t.started_at
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
                     as t(id, flow_id, version, contact_id, key, event_id, reason, trace, started_at)
                """)
            .With(workspaceId)
            .With(runs.Select(run => run.Id).ToArray())
            .With(runs.Select(run => run.Flow.Id).ToArray())
            .With(runs.Select(run => run.Flow.Version).ToArray())
            .With(runs.Select(run => run.ContactId).ToArray())
            .With(runs.Select(run => run.Key).ToArray())
            .With(runs.Select(run => run.EventId).ToArray())
            .With(runs.Select(run => run.Skipped is { } reason ? Reasons.Of(reason) : null).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(runs.Select(run => JsonSerializer.Serialize(run.Trace, DeliveryJson.Default.IReadOnlyListTraceLine)).ToArray())
            .With(runs.Select(run => run.StartedAt.UtcDateTime).ToArray())
            .RunAsync(ct);

    private static FlowDefinition ReadDefinition(string json) =>
        JsonSerializer.Deserialize(json, FlowJson.Default.FlowDefinition) ?? throw new InvalidDataException("A flow version has no definition.");
}
