using System.Collections.Concurrent;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows;

/// <summary>Flows and their versions.</summary>
public sealed class FlowStore(TimeProvider time)
{
    // Another node's change is seen this late at most; one made here at once.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, LiveFlows Flows)> _live = new();
    private readonly ConcurrentDictionary<(Guid WorkspaceId, Guid FlowId, int Version), FlowDefinition> _published = new();

    /// <summary>What starts and hears in a workspace now.</summary>
    public async ValueTask<LiveFlows> LiveAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_live.TryGetValue(workspaceId, out var cached) && cached.Until > now) return cached.Flows;
        var flows = await connection
            .Command(
                """
                select f.id, v.version, v.definition, f.status = 'live'
                from flow f
                join flow_version v on v.workspace_id = $1 and v.flow_id = f.id and v.version = f.live_version
                where f.workspace_id = $1 and (f.status = 'live' or f.status = 'paused' and v.definition ? 'goal')
                order by f.id
                """)
            .With(workspaceId)
            .ReadAsync(row => (Flow: new LiveFlow(row.GetGuid(0), row.GetInt32(1), FlowDefinition.Parse(row.GetString(2))), IsLive: row.GetBoolean(3)), ct);
        var listens = await connection
            .Command(
                """
                select distinct l from flow f
                join flow_version v on v.workspace_id = $1 and v.flow_id = f.id
                cross join unnest(v.listens) l
                where f.workspace_id = $1 and f.status in ('live', 'paused')
                """)
            .With(workspaceId)
            .ReadAsync(row => row.GetString(0), ct);
        var zone = await connection.Command("select time_zone from workspace where id = $1").With(workspaceId).ReadAsync(row => row.GetString(0), ct);
        var live = new LiveFlows([.. flows.Where(one => one.IsLive).Select(one => one.Flow)], listens.ToHashSet(StringComparer.Ordinal), TimeZoneInfo.FindSystemTimeZoneById(zone[0]))
        {
            Goals = [.. flows.Where(one => one.Flow.Definition.Goal is not null).Select(one => (one.Flow.Id, one.Flow.Definition.Goal!))],
        };
        _live[workspaceId] = (now + CacheTime, live);
        return live;
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
        // Two who publish at once do so one after the other.
        await connection.Command("select from flow where workspace_id = $1 and id = $2 for update").With(workspaceId).With(flowId).RunAsync(ct);
        var versions = await connection
            .Command(
                """
                insert into flow_version (workspace_id, flow_id, version, definition, published_at, listens)
                select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from flow_version where workspace_id = $1 and flow_id = $2
                returning version
                """)
            .With(workspaceId).With(flowId)
            .With(definition.ToJson(), NpgsqlDbType.Jsonb)
            .With(now.UtcDateTime)
            .With(definition.Listens().ToArray())
            .ReadAsync(row => row.GetInt32(0), ct);
        await connection
            .Command("update flow set status = 'live', live_version = $3, live_at = $4 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(flowId).With(versions[0]).With(now.UtcDateTime)
            .RunAsync(ct);
        return versions[0];
    }

    /// <summary>A flow that was drawn, not compiled from a campaign; null when there is none.</summary>
    public static Task<Flow?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command($"{Drawn} and f.id = $2")
        .With(workspaceId).With(flowId)
        .FindAsync(ReadFlow, ct);

    /// <summary>The flows that were drawn, by name; those that are archived last.</summary>
    public static Task<List<Flow>> ListAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command($"{Drawn} order by f.status = 'archived', lower(f.name), f.id")
        .With(workspaceId)
        .ReadAsync(ReadFlow, ct);

    public static Task DrawAsync(NpgsqlConnection connection, Guid workspaceId, Flow flow, CancellationToken ct) => connection
        .Command("insert into flow (workspace_id, id, name, status, created_at, draft, updated_at) values ($1, $2, $3, 'draft', $4, $5, $4)")
        .With(workspaceId).With(flow.Id).With(flow.Name).With(flow.CreatedAt.UtcDateTime).With(flow.Draft.ToJson(), NpgsqlDbType.Jsonb)
        .RunAsync(ct);

    /// <summary>False when somebody has changed it meanwhile.</summary>
    public static async Task<bool> EditAsync(NpgsqlConnection connection, Guid workspaceId, Flow edited, CancellationToken ct) => await connection
        .Command(
            """
            update flow set name = $4, draft = $5, draft_version = draft_version + 1, updated_at = $6
            where workspace_id = $1 and id = $2 and draft_version = $3 and draft is not null
            """)
        .With(workspaceId).With(edited.Id).With(edited.Version).With(edited.Name).With(edited.Draft.ToJson(), NpgsqlDbType.Jsonb).With(edited.UpdatedAt.UtcDateTime)
        .RunAsync(ct) == 1;

    /// <summary>Changes the status if it is one of those given.</summary>
    public static async Task<bool> SetStatusAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, FlowStatus to, FlowStatus[] from, CancellationToken ct) =>
        await connection
            .Command("update flow set status = $3 where workspace_id = $1 and id = $2 and status = any($4) and draft is not null")
            .With(workspaceId).With(flowId).With(Words.Of(to)).With(from.Select(status => Words.Of(status)).ToArray())
            .RunAsync(ct) == 1;

    /// <summary>Takes a draft away that was never live.</summary>
    public static async Task<bool> DeleteAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => await connection
        .Command("delete from flow where workspace_id = $1 and id = $2 and status = 'draft' and live_version is null and draft is not null")
        .With(workspaceId).With(flowId)
        .RunAsync(ct) == 1;

    /// <summary>The versions of a flow, the latest first.</summary>
    public static Task<List<FlowVersion>> VersionsAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command("select version, published_at, definition from flow_version where workspace_id = $1 and flow_id = $2 order by version desc limit 100")
        .With(workspaceId).With(flowId)
        .ReadAsync(row => new FlowVersion(row.GetInt32(0), row.Time(1), FlowDefinition.Parse(row.GetString(2))), ct);

    /// <summary>The templates that messages can be made of, by id, and what each is sent over.</summary>
    public static async Task<Dictionary<string, TemplateChannel>> TemplatesAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => (await connection
        .Command("select id, channel from template where workspace_id = $1 and channel in ('email', 'sms')")
        .With(workspaceId)
        .ReadAsync(row => (Id: Ids.Out(Ids.Template, row.GetGuid(0)), Channel: Words.Read<TemplateChannel>(row.GetString(1))), ct))
        .ToDictionary(template => template.Id, template => template.Channel, StringComparer.Ordinal);

    /// <summary>Fixes what a template says now, for messages to come; null when there is no such template.</summary>
    public static async Task<Guid?> FixContentAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid templateId, TemplateChannel channel, Guid contentId, DateTimeOffset now, CancellationToken ct)
    {
        var made = await connection
            .Command(
                """
                insert into message_content (workspace_id, id, subject, preheader, html, text, created_at)
                select $1, $3, t.subject, t.preheader, t.html, t.text, $4 from template t where t.workspace_id = $1 and t.id = $2 and t.channel = $5
                returning id
                """)
            .With(workspaceId).With(templateId).With(contentId).With(now.UtcDateTime).With(Words.Of(channel))
            .ReadAsync(row => row.GetGuid(0), ct);
        return made.Count == 0 ? null : made[0];
    }

    private const string Drawn =
        """
        select f.id, f.name, f.status, f.draft::text, f.draft_version, f.live_version, f.created_at, f.updated_at, f.live_at,
               (select v.definition::text from flow_version v where v.workspace_id = $1 and v.flow_id = f.id and v.version = f.live_version)
        from flow f where f.workspace_id = $1 and f.draft is not null
        """;

    private static Flow ReadFlow(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        Status = Words.Read<FlowStatus>(row.GetString(2)),
        Draft = FlowDefinition.Parse(row.GetString(3)),
        Version = row.GetInt32(4),
        LiveVersion = row.IsDBNull(5) ? null : row.GetInt32(5),
        CreatedAt = row.Time(6),
        UpdatedAt = row.Time(7),
        LiveAt = row.TimeOrNull(8),
        Live = row.IsDBNull(9) ? null : FlowDefinition.Parse(row.GetString(9)),
    };

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
                    .ReadAsync(row => FlowDefinition.Parse(row.GetString(0)), ct);
                definition = found.Count > 0 ? found[0] : throw new InvalidDataException($"The flow has no version {version}.");
                _published[(workspaceId, flowId, version)] = definition;
            }
            definitions.Add((flowId, version), definition);
        }
        return definitions;
    }
}
