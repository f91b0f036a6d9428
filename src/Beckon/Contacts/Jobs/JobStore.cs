using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Contacts.Jobs;

/// <summary>The jobs and how far they are.</summary>
public static class JobStore
{
    private const string Columns =
        """
        j.workspace_id, j.id, j.kind, j.status, j.name, j.settings::text, j.shape::text, j.bytes, j.bytes_done, j.total, j.done, j.added, j.updated,
        j.unchanged, j.refused, j.position, j.error, j.actor, j.created_at, j.started_at, j.finished_at, j.expires_at
        """;

    private const string Free =
        "j.kind <> 'import' and j.status in ('waiting', 'running') and (j.claimed_until is null or j.claimed_until < now() or j.claimed_by = $1)";

    private const string RunningImports = "j.kind = 'import' and j.status = 'running'";

    public static Task AddAsync(NpgsqlConnection connection, ContactJob job, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into contact_job (workspace_id, id, kind, status, name, settings, shape, bytes, total, actor, created_at, expires_at)
                values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $12)
                """)
            .With(job.WorkspaceId)
            .With(job.Id)
            .With(Words.Of(job.Kind))
            .With(Words.Of(job.Status))
            .With(job.Name)
            .With(job.Settings)
            .With(job.Shape, NpgsqlDbType.Text)
            .With(job.Bytes)
            .With(job.Total, NpgsqlDbType.Bigint)
            .With(job.Actor)
            .With(job.CreatedAt.UtcDateTime)
            .With(job.ExpiresAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .RunAsync(ct);

    public static Task<ContactJob?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection.Command($"select {Columns} from contact_job j where j.workspace_id = $1 and j.id = $2").With(workspaceId).With(id).FindAsync(Read, ct);

    /// <summary>The latest first; of one kind or of all.</summary>
    public static Task<List<ContactJob>> ListAsync(
        NpgsqlConnection connection, Guid workspaceId, JobKind? kind, Guid? before, int limit, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select {Columns} from contact_job j
                where j.workspace_id = $1 and ($2::text is null or j.kind = $2) and ($3::uuid is null or j.id < $3) order by j.id desc limit $4
                """)
            .With(workspaceId)
            .With(kind is { } one ? Words.Of(one) : null, NpgsqlDbType.Text)
            .With(before, NpgsqlDbType.Uuid)
            .With(limit)
            .ReadAsync(Read, ct);

    /// <summary>Stops it; false when it has ended already.</summary>
    public static async Task<bool> CancelAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, DateTimeOffset at, CancellationToken ct) =>
        await connection
            .Command(
                """
                update contact_job set status = 'cancelled', finished_at = $3
                where workspace_id = $1 and id = $2 and status in ('draft', 'waiting', 'running')
                """)
            .With(workspaceId).With(id).With(at.UtcDateTime)
            .RunAsync(ct) == 1;

    /// <summary>An export or a bulk action that no node works at, now this node's for a while; null when there is none. Each has its turn.</summary>
    public static async Task<ContactJob?> ClaimAsync(NpgsqlConnection connection, JobClaim claim, CancellationToken ct)
    {
        var free = await connection
            .Command($"select j.workspace_id, j.id from contact_job j where {Free} order by j.claimed_until nulls first, j.created_at limit 1")
            .With(claim.Node)
            .ReadAsync(row => (Workspace: row.GetGuid(0), Id: row.GetGuid(1)), ct);
        if (free.Count == 0) return null;
        var claimed = await connection
            .Command(
                $"""
                update contact_job j set claimed_by = $1, claimed_until = now() + $4, status = 'running', started_at = coalesce(started_at, now())
                where j.workspace_id = $2 and j.id = $3 and {Free}
                """)
            .With(claim.Node).With(free[0].Workspace).With(free[0].Id).With(claim.Life)
            .RunAsync(ct);
        return claimed == 0 ? null : await FindAsync(connection, free[0].Workspace, free[0].Id, ct);
    }

    /// <summary>
    /// Notes a step, in the transaction that takes it. False when another node has taken this step already, or a person has stopped the job: then the
    /// transaction must not commit.
    /// </summary>
    public static async Task<bool> AdvanceAsync(NpgsqlConnection connection, ContactJob before, ContactJob after, JobClaim? claim, CancellationToken ct) =>
        await connection
            .Command(
                """
                update contact_job set status = $4, total = $5, done = $6, added = $7, updated = $8, unchanged = $9, refused = $10, position = $11,
                    bytes = $12, bytes_done = $13, error = $14, finished_at = $15, expires_at = $16, claimed_until = now() + $17
                where workspace_id = $1 and id = $2 and done = $3 and status = 'running' and claimed_by is not distinct from $18
                """)
            .With(before.WorkspaceId)
            .With(before.Id)
            .With(before.Done)
            .With(Words.Of(after.Status))
            .With(after.Total, NpgsqlDbType.Bigint)
            .With(after.Done)
            .With(after.Added)
            .With(after.Updated)
            .With(after.Unchanged)
            .With(after.Refused)
            .With(after.Position, NpgsqlDbType.Uuid)
            .With(after.Bytes)
            .With(after.BytesDone)
            .With(after.Error, NpgsqlDbType.Text)
            .With(after.FinishedAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(after.ExpiresAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(claim?.Life ?? TimeSpan.Zero)
            .With(claim?.Node, NpgsqlDbType.Uuid)
            .RunAsync(ct) == 1;

    /// <summary>Sets an import whose columns are mapped going; false when it was begun or stopped already.</summary>
    public static async Task<bool> StartImportAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid id, string settings, DateTimeOffset at, CancellationToken ct) =>
        await connection
            .Command(
                """
                update contact_job set status = 'running', settings = $3::jsonb, started_at = $4, expires_at = null
                where workspace_id = $1 and id = $2 and kind = 'import' and status = 'draft'
                """)
            .With(workspaceId).With(id).With(settings).With(at.UtcDateTime)
            .RunAsync(ct) == 1;

    /// <summary>The imports that are going on, in whatever workspace, the oldest first.</summary>
    public static Task<List<ContactJob>> RunningImportsAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.Command($"select {Columns} from contact_job j where {RunningImports} order by j.id").ReadAsync(Read, ct);

    /// <summary>Which of the jobs' files have had their time, in whatever workspace.</summary>
    public static Task<List<(Guid WorkspaceId, Guid Id)>> ExpiredAsync(NpgsqlConnection connection, DateTimeOffset at, CancellationToken ct) =>
        connection
            .Command($"select j.workspace_id, j.id from contact_job j where {Expired} limit 100")
            .With(at.UtcDateTime)
            .ReadAsync(row => (row.GetGuid(0), row.GetGuid(1)), ct);

    private const string Expired = "j.expires_at <= $1 and j.status not in ('waiting', 'running')";

    /// <summary>Deletes what can be downloaded of a job; the job itself stays in the list, except a draft that was never begun.</summary>
    public static async Task ForgetFilesAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        await JobPartStore.RemoveAsync(connection, workspaceId, id, ct);
        await connection.Command("delete from contact_import_refusal where workspace_id = $1 and job_id = $2").With(workspaceId).With(id).RunAsync(ct);
        await connection
            .Command("delete from contact_job where workspace_id = $1 and id = $2 and status = 'draft'")
            .With(workspaceId).With(id)
            .RunAsync(ct);
        await connection
            .Command("update contact_job set expires_at = null, bytes = 0 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(id)
            .RunAsync(ct);
    }

    private static ContactJob Read(NpgsqlDataReader row) => new()
    {
        WorkspaceId = row.GetGuid(0),
        Id = row.GetGuid(1),
        Kind = Words.Read<JobKind>(row.GetString(2)),
        Status = Words.Read<JobStatus>(row.GetString(3)),
        Name = row.GetString(4),
        Settings = row.GetString(5),
        Shape = row.TextOrNull(6),
        Bytes = row.GetInt64(7),
        BytesDone = row.GetInt64(8),
        Total = row.IsDBNull(9) ? null : row.GetInt64(9),
        Done = row.GetInt64(10),
        Added = row.GetInt64(11),
        Updated = row.GetInt64(12),
        Unchanged = row.GetInt64(13),
        Refused = row.GetInt64(14),
        Position = row.IdOrNull(15),
        Error = row.TextOrNull(16),
        Actor = row.GetString(17),
        CreatedAt = row.Time(18),
        StartedAt = row.TimeOrNull(19),
        FinishedAt = row.TimeOrNull(20),
        ExpiresAt = row.TimeOrNull(21),
    };
}

/// <summary>A node's right to work at a job, and for how long after each step.</summary>
public sealed record JobClaim(Guid Node, TimeSpan Life);
