using System.Collections.Concurrent;
using System.Text.Json;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows;

/// <summary>Flows and their versions.</summary>
public sealed class FlowStore(TimeProvider time)
{
    // Another node's change is seen this late at most; one made here at once.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, IReadOnlyList<LiveFlow> Flows)> _live = new();
    private readonly ConcurrentDictionary<(Guid WorkspaceId, Guid FlowId, int Version), FlowDefinition> _published = new();

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

    /// <summary>The definitions that runs began on. A version never changes, so each is read once.</summary>
    public async Task<Dictionary<(Guid FlowId, int Version), FlowDefinition>> DefinitionsAsync(
        NpgsqlConnection connection, Guid workspaceId, IEnumerable<FlowRun> runs, CancellationToken ct)
    {
        var definitions = new Dictionary<(Guid, int), FlowDefinition>();
        foreach (var (flowId, version) in runs.Select(run => (run.FlowId, run.FlowVersion)).Distinct())
        {
            if (!_published.TryGetValue((workspaceId, flowId, version), out var definition))
            {
                var found = await connection
                    .Command("select definition from flow_version where workspace_id = $1 and flow_id = $2 and version = $3")
                    .With(workspaceId).With(flowId).With(version)
                    .ReadAsync(row => ReadDefinition(row.GetString(0)), ct);
                definition = found.Count > 0 ? found[0] : throw new InvalidDataException($"The flow has no version {version}.");
                _published[(workspaceId, flowId, version)] = definition;
            }
            definitions.Add((flowId, version), definition);
        }
        return definitions;
    }

    private static FlowDefinition ReadDefinition(string json) =>
        JsonSerializer.Deserialize(json, FlowJson.Default.FlowDefinition) ?? throw new InvalidDataException("A flow version has no definition.");
}
