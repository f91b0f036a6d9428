using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Integrations.Replays;

/// <summary>The replays and how far they are.</summary>
public static class ReplayStore
{
    private const string Columns =
        """
        r.workspace_id, r.id, r.into_workspace, w.name, r.from_at, r.to_at, r.status, r.position, r.payloads, r.done, r.events, r.refused, r.refusal,
        r.error, r.last_inbox_id, r.last_handed_id, r.actor, r.created_at, r.started_at, r.finished_at
        """;

    private const string Table = "replay r left join workspace w on w.id = r.into_workspace";

    private const string Free =
        "r.status in ('waiting', 'running', 'finishing') and (r.claimed_until is null or r.claimed_until < now() or r.claimed_by = $1)";

    public static Task AddAsync(NpgsqlConnection connection, Replay replay, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into replay (workspace_id, id, into_workspace, from_at, to_at, status, actor, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """)
            .With(replay.WorkspaceId)
            .With(replay.Id)
            .With(replay.Into)
            .With(replay.From.UtcDateTime)
            .With(replay.To.UtcDateTime)
            .With(Words.Of(replay.Status))
            .With(replay.Actor)
            .With(replay.CreatedAt.UtcDateTime)
            .RunAsync(ct);

    /// <summary>The latest first.</summary>
    public static Task<List<Replay>> ListAsync(NpgsqlConnection connection, Guid workspaceId, Guid? before, int limit, CancellationToken ct) =>
        connection
            .Command($"select {Columns} from {Table} where r.workspace_id = $1 and ($2::uuid is null or r.id < $2) order by r.id desc limit $3")
            .With(workspaceId)
            .With(before, NpgsqlDbType.Uuid)
            .With(limit)
            .ReadAsync(Read, ct);

    public static Task<Replay?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection.Command($"select {Columns} from {Table} where r.workspace_id = $1 and r.id = $2").With(workspaceId).With(id).FindAsync(Read, ct);

    /// <summary>Stops it; false when it has ended already.</summary>
    public static async Task<bool> CancelAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, DateTimeOffset at, CancellationToken ct) =>
        await connection
            .Command(
                """
                update replay set status = 'cancelled', finished_at = $3
                where workspace_id = $1 and id = $2 and status in ('waiting', 'running', 'finishing')
                """)
            .With(workspaceId)
            .With(id)
            .With(at.UtcDateTime)
            .RunAsync(ct) == 1;

    /// <summary>A replay that no node works at, now this node's for a while; null when there is none. Each has its turn.</summary>
    public static async Task<Replay?> ClaimAsync(NpgsqlConnection connection, ReplayClaim claim, CancellationToken ct)
    {
        var free = await connection
            .Command($"select workspace_id, id from replay r where {Free} order by claimed_until nulls first, created_at limit 1")
            .With(claim.Node)
            .ReadAsync(row => (Workspace: row.GetGuid(0), Id: row.GetGuid(1)), ct);
        if (free.Count == 0) return null;
        var claimed = await connection
            .Command(
                $"""
                update replay r set claimed_by = $1, claimed_until = now() + $4,
                    status = case status when 'waiting' then 'running' else status end, started_at = coalesce(started_at, now())
                where r.workspace_id = $2 and r.id = $3 and {Free}
                """)
            .With(claim.Node)
            .With(free[0].Workspace)
            .With(free[0].Id)
            .With(claim.Life)
            .RunAsync(ct);
        return claimed == 0 ? null : await FindAsync(connection, free[0].Workspace, free[0].Id, ct);
    }

    /// <summary>
    /// Notes a step, in the transaction that takes its events in. False when another node has taken this step already, or a person has stopped the
    /// replay: then the transaction must not commit.
    /// </summary>
    public static async Task<bool> AdvanceAsync(NpgsqlConnection connection, Replay before, Replay after, ReplayClaim claim, CancellationToken ct) =>
        await connection
            .Command(
                """
                update replay set position = $4, payloads = $5, done = $6, events = $7, refused = $8, refusal = $9, status = $10,
                    last_inbox_id = $11, last_handed_id = $12, finished_at = $13, error = $14, claimed_until = now() + $15
                where workspace_id = $1 and id = $2 and position is not distinct from $3 and status = $16 and claimed_by = $17
                """)
            .With(before.WorkspaceId)
            .With(before.Id)
            .With(before.Position, NpgsqlDbType.Uuid)
            .With(after.Position, NpgsqlDbType.Uuid)
            .With(after.Payloads, NpgsqlDbType.Bigint)
            .With(after.Done)
            .With(after.Events)
            .With(after.Refused)
            .With(after.Refusal, NpgsqlDbType.Text)
            .With(Words.Of(after.Status))
            .With(after.LastInboxId, NpgsqlDbType.Bigint)
            .With(after.LastHandedId, NpgsqlDbType.Bigint)
            .With(after.FinishedAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(after.Error, NpgsqlDbType.Text)
            .With(claim.Life)
            .With(Words.Of(before.Status))
            .With(claim.Node)
            .RunAsync(ct) == 1;

    /// <summary>How many rows of the inbox wait, up to a number: more does not matter.</summary>
    public static async Task<long> WaitingAsync(NpgsqlConnection connection, Guid workspaceId, int most, CancellationToken ct) =>
        (await connection.Command("select count(*) from (select 1 from inbox where workspace_id = $1 limit $2) waiting").With(workspaceId).With(most)
            .ReadAsync(row => row.GetInt64(0), ct))[0];

    /// <summary>The newest row that waits; null when nothing does.</summary>
    public static async Task<long?> LastWaitingAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        (await connection.Command("select max(id) from inbox where workspace_id = $1").With(workspaceId)
            .ReadAsync(row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ct))[0];

    public static Task<bool> AnyArrivedUpToAsync(NpgsqlConnection connection, Guid workspaceId, long last, CancellationToken ct) =>
        AnyAsync(connection, "select exists (select from inbox where workspace_id = $1 and partition = 0 and id <= $2)", workspaceId, last, ct);

    public static Task<bool> AnyHandedUpToAsync(NpgsqlConnection connection, Guid workspaceId, long last, CancellationToken ct) =>
        AnyAsync(connection, "select exists (select from inbox where workspace_id = $1 and partition > 0 and id <= $2)", workspaceId, last, ct);

    private static async Task<bool> AnyAsync(NpgsqlConnection connection, string sql, Guid workspaceId, long last, CancellationToken ct) =>
        (await connection.Command(sql).With(workspaceId).With(last).ReadAsync(row => row.GetBoolean(0), ct))[0];

    private static Replay Read(NpgsqlDataReader row) => new()
    {
        WorkspaceId = row.GetGuid(0),
        Id = row.GetGuid(1),
        Into = row.GetGuid(2),
        IntoName = row.TextOrNull(3),
        From = row.Time(4),
        To = row.Time(5),
        Status = Words.Read<ReplayStatus>(row.GetString(6)),
        Position = row.IdOrNull(7),
        Payloads = row.IsDBNull(8) ? null : row.GetInt64(8),
        Done = row.GetInt64(9),
        Events = row.GetInt64(10),
        Refused = row.GetInt64(11),
        Refusal = row.TextOrNull(12),
        Error = row.TextOrNull(13),
        LastInboxId = row.IsDBNull(14) ? null : row.GetInt64(14),
        LastHandedId = row.IsDBNull(15) ? null : row.GetInt64(15),
        Actor = row.GetString(16),
        CreatedAt = row.Time(17),
        StartedAt = row.TimeOrNull(18),
        FinishedAt = row.TimeOrNull(19),
    };
}

/// <summary>A node's right to work at a replay, and for how long after each step.</summary>
public sealed record ReplayClaim(Guid Node, TimeSpan Life);
