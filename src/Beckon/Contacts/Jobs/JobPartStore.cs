using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>The files of jobs, in parts of about a megabyte: every node reaches them, and none of them is ever in memory as a whole.</summary>
public static class JobPartStore
{
    public const int PartBytes = 1 << 20;

    public static Task AddAsync(NpgsqlConnection connection, ContactJob job, int number, byte[] bytes, CancellationToken ct) =>
        connection
            .Command("insert into contact_job_part (workspace_id, job_id, number, bytes) values ($1, $2, $3, $4)")
            .With(job.WorkspaceId).With(job.Id).With(number).With(bytes)
            .RunAsync(ct);

    /// <summary>A part by its number, from 0; null behind the last.</summary>
    public static async Task<byte[]?> ReadAsync(NpgsqlConnection connection, Guid workspaceId, Guid jobId, int number, CancellationToken ct)
    {
        var part = await connection
            .Command("select bytes from contact_job_part where workspace_id = $1 and job_id = $2 and number = $3")
            .With(workspaceId).With(jobId).With(number)
            .ReadAsync(row => row.GetFieldValue<byte[]>(0), ct);
        return part.Count == 0 ? null : part[0];
    }

    public static Task RemoveAsync(NpgsqlConnection connection, Guid workspaceId, Guid jobId, CancellationToken ct) =>
        connection.Command("delete from contact_job_part where workspace_id = $1 and job_id = $2").With(workspaceId).With(jobId).RunAsync(ct);
}
