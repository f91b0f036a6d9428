using System.Text.Json;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Privacy;

/// <summary>The erasures and how far they are.</summary>
public static class ErasureStore
{
    private const string Columns =
        """
        x.workspace_id, x.id, x.contact_id, x.status, x.reason, x.actor, x.requested_at, x.after_inbox, x.detached_at, x.person, x.total, x.done,
        x.stage_since, x.position, x.counts::text, x.error, x.finished_at
        """;

    public static Task AddAsync(NpgsqlConnection connection, IReadOnlyList<Erasure> erasures, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into erasure (workspace_id, id, contact_id, status, reason, actor, requested_at, person, stage_since)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $7)
                """)
            .With(erasures.Select(one => one.WorkspaceId).ToArray())
            .With(erasures.Select(one => one.Id).ToArray())
            .With(erasures.Select(one => one.ContactId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .With(erasures.Select(one => Words.Of(one.Status)).ToArray())
            .With(erasures.Select(one => Words.Of(one.Reason)).ToArray())
            .With(erasures.Select(one => one.Actor).ToArray())
            .With(erasures.Select(one => one.RequestedAt.UtcDateTime).ToArray())
            .With(erasures.Select(one => one.Person).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .RunAsync(ct);

    /// <summary>The latest first.</summary>
    public static Task<List<Erasure>> ListAsync(NpgsqlConnection connection, Guid workspaceId, Guid? before, int limit, CancellationToken ct) =>
        connection
            .Command($"select {Columns} from erasure x where x.workspace_id = $1 and ($2::uuid is null or x.id < $2) order by x.id desc limit $3")
            .With(workspaceId).With(before, NpgsqlDbType.Uuid).With(limit)
            .ReadAsync(Read, ct);

    public static Task<Erasure?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection.Command($"select {Columns} from erasure x where x.workspace_id = $1 and x.id = $2").With(workspaceId).With(id).FindAsync(Read, ct);

    /// <summary>Those of contacts that are not done.</summary>
    public static Task<List<Erasure>> OpenOfAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
        connection
            .Command($"select {Columns} from erasure x where x.workspace_id = $1 and x.contact_id = any($2) and x.status <> 'done'")
            .With(workspaceId).With(contacts)
            .ReadAsync(Read, ct);

    /// <summary>Those of these workspaces in which something is to be done.</summary>
    public static Task<List<Guid>> OpenWorkspacesAsync(NpgsqlConnection connection, Guid[] workspaces, CancellationToken ct) =>
        connection
            .Command("select t.id from unnest($1) as t(id) where exists (select from erasure x where x.workspace_id = t.id and x.status <> 'done')")
            .With(workspaces)
            .ReadAsync(row => row.GetGuid(0), ct);

    /// <summary>The oldest that are at a stage.</summary>
    public static Task<List<Erasure>> AtAsync(NpgsqlConnection connection, Guid workspaceId, ErasureStatus status, int most, CancellationToken ct) =>
        connection
            .Command($"select {Columns} from erasure x where x.workspace_id = $1 and x.status = $2 order by x.id limit $3")
            .With(workspaceId).With(Words.Of(status)).With(most)
            .ReadAsync(Read, ct);

    /// <summary>Notes a step, in the transaction that takes it. False when it was taken already: then the transaction must not commit.</summary>
    public static async Task<bool> AdvanceAsync(NpgsqlConnection connection, Erasure before, Erasure after, CancellationToken ct) =>
        await connection
            .Command(
                """
                update erasure set contact_id = $5, status = $6, after_inbox = $7, detached_at = $8, person = $9, total = $10, done = $11,
                    stage_since = $12, position = $13, counts = $14::jsonb, error = $15, finished_at = $16
                where workspace_id = $1 and id = $2 and status = $3 and position is not distinct from $4
                """)
            .With(before.WorkspaceId)
            .With(before.Id)
            .With(Words.Of(before.Status))
            .With(before.Position, NpgsqlDbType.Uuid)
            .With(after.ContactId, NpgsqlDbType.Uuid)
            .With(Words.Of(after.Status))
            .With(after.AfterInbox, NpgsqlDbType.Bigint)
            .With(after.DetachedAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(after.Person, NpgsqlDbType.Bytea)
            .With(after.Total)
            .With(after.Done)
            .With(after.StageSince.UtcDateTime)
            .With(after.Position, NpgsqlDbType.Uuid)
            .With(JsonSerializer.Serialize(after.Counts))
            .With(after.Error, NpgsqlDbType.Text)
            .With(after.FinishedAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .RunAsync(ct) == 1;

    /// <summary>What keeps it from going on, for people to see.</summary>
    public static Task NoteAsync(NpgsqlConnection connection, Guid workspaceId, string error, CancellationToken ct) =>
        connection.Command("update erasure set error = $2 where workspace_id = $1 and status <> 'done'").With(workspaceId).With(error).RunAsync(ct);

    private static Erasure Read(NpgsqlDataReader row) => new()
    {
        WorkspaceId = row.GetGuid(0),
        Id = row.GetGuid(1),
        ContactId = row.IdOrNull(2),
        Status = Words.Read<ErasureStatus>(row.GetString(3)),
        Reason = Words.Read<ErasureReason>(row.GetString(4)),
        Actor = row.GetString(5),
        RequestedAt = row.Time(6),
        AfterInbox = row.IsDBNull(7) ? null : row.GetInt64(7),
        DetachedAt = row.TimeOrNull(8),
        Person = row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9),
        Total = row.GetInt64(10),
        Done = row.GetInt64(11),
        StageSince = row.Time(12),
        Position = row.IdOrNull(13),
        Counts = JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(14)) ?? [],
        Error = row.TextOrNull(15),
        FinishedAt = row.TimeOrNull(16),
    };
}
