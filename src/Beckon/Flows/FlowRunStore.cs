using System.Text.Json;
using Beckon.Delivery;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows;

/// <summary>
/// Runs of flows. Whoever wants to change runs that wait takes them first, which locks their rows: an event that ends a run and its timer never
/// both act. A timer leaves alone what somebody else has taken, so that it never waits for another transaction and none can wait for it in turn.
/// </summary>
public static class FlowRunStore
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    private const NpgsqlDbType Times = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
    private const NpgsqlDbType Uuids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;

    private const string Columns =
        """
        r.id, r.flow_id, r.version, r.contact_id, r.key, r.cart_id, r.event_id, r.event_received_at, r.triggered_at, r.step, r.due_at, r.trace::text,
        r.started_at, r.in_step, r.depth, r.status, r.held_since, r.discount_code
        """;

    /// <summary>Takes the runs of contacts that are under way.</summary>
    public static Task<List<FlowRun>> TakeAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<Guid> contacts, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select {Columns} from flow_run r
                where r.workspace_id = $1 and r.status in ('waiting', 'held') and r.contact_id = any($2)
                order by r.id
                for update
                """)
            .With(workspaceId).With(contacts.ToArray())
            .ReadAsync(Read, ct);

    /// <summary>Takes the runs of contacts that have gone through all steps while a message of theirs is put off.</summary>
    public static async Task<List<FlowRun>> TakeLingeringAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<Guid> contacts, CancellationToken ct)
    {
        var putOff = await Delivery.MessageStore.PutOffRunsAsync(connection, workspaceId, [.. contacts], ct);
        if (putOff.Length == 0) return [];
        var runs = await connection
            .Command($"select {Columns} from flow_run r where r.workspace_id = $1 and r.status = 'completed' and r.id = any($2) order by r.id for update")
            .With(workspaceId).With(putOff)
            .ReadAsync(Read, ct);
        return runs.ConvertAll(run => run with { Lingers = true });
    }

    /// <summary>Takes those of the contacts' runs under way that nobody else has taken.</summary>
    public static Task<List<FlowRun>> TakeFreeAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) => connection
        .Command($"select {Columns} from flow_run r where r.workspace_id = $1 and r.status in ('waiting', 'held') and r.contact_id = any($2) order by r.id for update skip locked")
        .With(workspaceId).With(contacts)
        .ReadAsync(Read, ct);

    /// <summary>Takes up to so many runs of a flow that are under way.</summary>
    public static Task<List<FlowRun>> TakeOfFlowAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, int most, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select {Columns} from flow_run r
                where r.workspace_id = $1 and r.status in ('waiting', 'held') and r.flow_id = $2
                order by r.id
                limit $3
                for update
                """)
            .With(workspaceId).With(flowId).With(most)
            .ReadAsync(Read, ct);

    /// <summary>Takes one run, if it is under way.</summary>
    public static Task<FlowRun?> TakeOneAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command($"select {Columns} from flow_run r where r.workspace_id = $1 and r.id = $2 and r.status in ('waiting', 'held') for update")
        .With(workspaceId).With(id)
        .FindAsync(Read, ct);

    /// <summary>Runs that wait rest until their flow goes on.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command("update flow_run set status = 'held' where workspace_id = $1 and flow_id = $2 and status = 'waiting'")
        .With(workspaceId).With(flowId)
        .RunAsync(ct);

    /// <summary>Runs that rested go on at their time.</summary>
    public static Task ReleaseAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command("update flow_run set status = 'waiting' where workspace_id = $1 and flow_id = $2 and status = 'held'")
        .With(workspaceId).With(flowId)
        .RunAsync(ct);

    /// <summary>Moves runs that stand at one of these steps, or have yet to be let in, to another version.</summary>
    public static Task MoveAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, int version, string[] steps, CancellationToken ct) => connection
        .Command("update flow_run set version = $3 where workspace_id = $1 and flow_id = $2 and status in ('waiting', 'held') and (step = any($4) or step = '')")
        .With(workspaceId).With(flowId).With(version).With(steps)
        .RunAsync(ct);

    /// <summary>Takes the runs whose wait is over, oldest first, with what has to be asked of each; of the given runs only, where some are given.</summary>
    public static Task<List<DueRun>> TakeDueAsync(
        NpgsqlConnection connection, Guid workspaceId, DueFilter filter, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select {Columns}, f.status = 'live', {Bought.Since("r", "k")},
                       exists (
                           select 1 from flow_run n
                           where n.workspace_id = $1 and n.status = 'waiting' and n.cart_id = r.cart_id and n.flow_id = r.flow_id and n.step is distinct from ''
                             and (n.triggered_at, n.event_id) > (r.triggered_at, r.event_id))
                from flow_run r
                join flow f on f.workspace_id = $1 and f.id = r.flow_id
                left join cart k on k.workspace_id = $1 and k.id = r.cart_id
                where r.workspace_id = $1 and r.status = 'waiting' and r.due_at <= $2 and ($4::uuid[] is null or r.id = any($4)) and ($5::uuid[] is null or r.contact_id = any($5))
                order by r.due_at
                limit $3
                for update of r skip locked
                """)
            .With(workspaceId)
            .With(filter.Now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(filter.Most)
            .With(filter.Only, Uuids)
            .With(filter.Of, Uuids)
            .ReadAsync(row => new DueRun(Read(row), row.GetBoolean(18), row.GetBoolean(19), row.GetBoolean(20)), ct);

    /// <summary>Which runs are due, oldest first, without taking them.</summary>
    public static async Task<Guid[]> DueIdsAsync(NpgsqlConnection connection, Guid workspaceId, DueFilter filter, CancellationToken ct) =>
    [
        .. await connection
            .Command("select id from flow_run where workspace_id = $1 and status = 'waiting' and due_at <= $2 order by due_at limit $3")
            .With(workspaceId)
            .With(filter.Now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(filter.Most)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>When the next run of each workspace is due; nothing for a workspace in which none waits.</summary>
    public static Task<List<(Guid WorkspaceId, DateTimeOffset Due)>> EarliestAsync(NpgsqlConnection connection, Guid[] workspaces, CancellationToken ct) =>
        connection
            .Command(
                """
                select w.id, next.due_at from unnest($1) as w(id)
                cross join lateral (
                    select r.due_at from flow_run r where r.workspace_id = w.id and r.status = 'waiting' order by r.due_at limit 1) next
                """)
            .With(workspaces)
            .ReadAsync(row => (row.GetGuid(0), row.Time(1)), ct);

    /// <summary>The latest run of a contact that waits, without taking it; null when none does.</summary>
    public static Task<FlowRun?> FindWaitingAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, Guid contactId, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select {Columns} from flow_run r
                where r.workspace_id = $1 and r.contact_id = $3 and r.flow_id = $2 and r.status = 'waiting'
                order by r.triggered_at desc
                limit 1
                """)
            .With(workspaceId).With(flowId).With(contactId)
            .FindAsync(Read, ct);

    /// <summary>When contacts last came into flows; where they were not let in does not count.</summary>
    public static async Task<Dictionary<(Guid FlowId, Guid ContactId), DateTimeOffset>> LastEnteredAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] flows, Guid[] contacts, CancellationToken ct)
    {
        if (flows.Length == 0 || contacts.Length == 0) return [];
        var rows = await connection
            .Command(
                """
                select r.flow_id, r.contact_id, max(r.started_at) from flow_run r
                where r.workspace_id = $1 and r.contact_id = any($3) and r.flow_id = any($2) and r.status <> 'skipped'
                group by 1, 2
                """)
            .With(workspaceId).With(flows).With(contacts)
            .ReadAsync(row => (Key: (row.GetGuid(0), row.GetGuid(1)), At: row.Time(2)), ct);
        return rows.ToDictionary(row => row.Key, row => row.At);
    }

    public static Task AddAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<FlowRun> runs, DateTimeOffset now, CancellationToken ct) =>
        runs.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                insert into flow_run (workspace_id, id, flow_id, version, contact_id, key, cart_id, event_id, event_received_at, triggered_at, started_at,
                                      depth, status, reason, step, in_step, due_at, trace, held_since, discount_code, ended_at)
                select $1, t.id, t.flow_id, t.version, t.contact_id, t.key, t.cart_id, t.event_id, t.event_received_at, t.triggered_at, t.started_at,
                       t.depth, t.status, t.reason, t.step, t.in_step, t.due_at, t.trace::jsonb, t.held_since, t.discount_code, case when t.status in ('waiting', 'held') then null else $2 end
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) as t(id, status, reason, step, in_step, due_at, trace, held_since, discount_code,
                     flow_id, version, contact_id, key, cart_id, event_id, event_received_at, triggered_at, started_at, depth)
                """)
            .With(workspaceId).With(now.UtcDateTime).WithState(runs)
            .With(runs.Select(run => run.FlowId).ToArray())
            .With(runs.Select(run => run.FlowVersion).ToArray())
            .With(runs.Select(run => run.ContactId).ToArray())
            .With(runs.Select(run => run.Key).ToArray())
            .With(runs.Select(run => run.CartId).ToArray(), Uuids)
            .With(runs.Select(run => run.EventId).ToArray())
            .With(runs.Select(run => run.EventReceivedAt.UtcDateTime).ToArray())
            .With(runs.Select(run => run.TriggeredAt.UtcDateTime).ToArray())
            .With(runs.Select(run => run.StartedAt.UtcDateTime).ToArray())
            .With(runs.Select(run => run.Depth).ToArray())
            .RunAsync(ct);

    /// <summary>Writes how runs stand now that were taken before.</summary>
    public static Task ChangeAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<FlowRun> runs, DateTimeOffset now, CancellationToken ct) =>
        runs.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                update flow_run r set status = t.status, reason = t.reason, step = t.step, in_step = t.in_step, due_at = t.due_at, trace = t.trace::jsonb,
                    held_since = t.held_since, discount_code = t.discount_code, ended_at = case when t.status in ('waiting', 'held') then null else $2 end
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11) as t(id, status, reason, step, in_step, due_at, trace, held_since, discount_code)
                where r.workspace_id = $1 and r.id = t.id and (r.status in ('waiting', 'held') or r.status = 'completed' and t.status = 'exited')
                """)
            .With(workspaceId).With(now.UtcDateTime).WithState(runs)
            .RunAsync(ct);

    /// <summary>What was put off of those of the runs that something has ended is not sent.</summary>
    public static async Task DropPutOffAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<FlowRun> runs, CancellationToken ct)
    {
        foreach (var ended in runs.Where(run => run.Status == FlowRunStatus.Exited).GroupBy(run => run.Reason ?? SkipReason.Left))
            await MessageStore.SkipOfRunsAsync(connection, workspaceId, [.. ended.Select(run => run.Id)], [.. ended.Select(run => run.ContactId)], ended.Key, ct);
    }

    /// <summary>A run that cannot go on, with the reason in words.</summary>
    public static Task FailAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, string why, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command(
                """
                update flow_run set status = 'failed', reason = 'cannot_go_on', detail = $3, ended_at = $4
                where workspace_id = $1 and id = $2 and status = 'waiting'
                """)
            .With(workspaceId).With(id).With(why).With(now.UtcDateTime)
            .RunAsync(ct);

    private static NpgsqlCommand WithState(this NpgsqlCommand command, IReadOnlyList<FlowRun> runs) => command
        .With(runs.Select(run => run.Id).ToArray())
        .With(runs.Select(run => Words.Of(run.Status)).ToArray())
        .With(runs.Select(run => run.Reason is { } reason ? Reasons.Of(reason) : null).ToArray(), Texts)
        .With(runs.Select(run => run.Step).ToArray(), Texts)
        .With(runs.Select(run => run.InStep).ToArray())
        .With(runs.Select(run => run.DueAt?.UtcDateTime).ToArray(), Times)
        .With(runs.Select(run => JsonSerializer.Serialize(run.Trace, DeliveryJson.Default.IReadOnlyListTraceLine)).ToArray())
        .With(runs.Select(run => run.HeldSince?.UtcDateTime).ToArray(), Times)
        .With(runs.Select(run => run.DiscountCode).ToArray(), Texts);

    private static FlowRun Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        FlowId = row.GetGuid(1),
        FlowVersion = row.GetInt32(2),
        ContactId = row.GetGuid(3),
        Key = row.GetString(4),
        CartId = row.IdOrNull(5),
        EventId = row.GetGuid(6),
        EventReceivedAt = row.Time(7),
        TriggeredAt = row.Time(8),
        Status = Words.Read<FlowRunStatus>(row.GetString(15)),
        Step = row.TextOrNull(9),
        InStep = row.GetBoolean(13),
        Depth = row.GetInt32(14),
        DueAt = row.TimeOrNull(10),
        Trace = JsonSerializer.Deserialize(row.GetString(11), DeliveryJson.Default.ListTraceLine) ?? [],
        StartedAt = row.Time(12),
        HeldSince = row.TimeOrNull(16),
        DiscountCode = row.TextOrNull(17),
    };
}

/// <summary>Which due runs: up to so many, of the given ones or contacts only where some are given.</summary>
public sealed record DueFilter(DateTimeOffset Now, int Most, Guid[]? Only = null, Guid[]? Of = null);

/// <summary>A run whose wait is over, and what has to be asked of it before it goes on.</summary>
public sealed record DueRun(FlowRun Run, bool Live, bool Bought, bool Restarted);
