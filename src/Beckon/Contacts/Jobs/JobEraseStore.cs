using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>Takes a person out of what jobs have written and read.</summary>
public static class JobEraseStore
{
    /// <summary>
    /// The files of all jobs that have ended, whoever is in them: a person cannot be cut out of one, and an export is soon made again. What is being
    /// imported just now is the shop's own file, and goes when the import ends.
    /// </summary>
    public static async Task<int> EraseFilesAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        var gone = await connection
            .Command(
                """
                delete from contact_job_part p using contact_job j
                where j.workspace_id = $1 and j.status in ('done', 'cancelled', 'failed') and p.workspace_id = $1 and p.job_id = j.id
                """)
            .With(person.WorkspaceId)
            .RunAsync(ct);
        if (gone > 0)
        {
            await connection
                .Command("update contact_job set expires_at = null, bytes = 0 where workspace_id = $1 and kind = 'export' and status in ('done', 'cancelled', 'failed')")
                .With(person.WorkspaceId)
                .RunAsync(ct);
        }
        return gone;
    }

    /// <summary>Refused rows that name them.</summary>
    public static async Task<int> EraseRefusalsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        var traces = new PersonTraces(person);
        var (jobs, rows) = (new List<Guid>(), new List<long>());
        await using (var command = connection
            .Command("select job_id, row, array_to_string(cells, E'\\n') from contact_import_refusal where workspace_id = $1")
            .With(person.WorkspaceId))
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                if (!reader.GetString(2).Split('\n').Any(traces.In)) continue;
                jobs.Add(reader.GetGuid(0));
                rows.Add(reader.GetInt64(1));
            }
        }
        if (rows.Count == 0) return 0;
        return await connection
            .Command(
                """
                delete from contact_import_refusal r using unnest($2, $3) as t(job_id, row)
                where r.workspace_id = $1 and r.job_id = t.job_id and r.row = t.row
                """)
            .With(person.WorkspaceId).With(jobs.ToArray()).With(rows.ToArray())
            .RunAsync(ct);
    }

    /// <summary>What ended jobs say of them: a search for their address, the note of an unsubscription.</summary>
    public static async Task<int> EraseMentionsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        var traces = new PersonTraces(person);
        var said = await connection
            .Command(
                """
                select id, concat_ws(' ', name, error, settings::text) from contact_job
                where workspace_id = $1 and status in ('done', 'cancelled', 'failed')
                """)
            .With(person.WorkspaceId)
            .ReadAsync(row => (Id: row.GetGuid(0), Theirs: traces.In(row.GetString(1))), ct);
        var theirs = said.Where(one => one.Theirs).Select(one => one.Id).ToArray();
        if (theirs.Length == 0) return 0;
        return await connection
            .Command("delete from contact_job where workspace_id = $1 and id = any($2)")
            .With(person.WorkspaceId).With(theirs)
            .RunAsync(ct);
    }
}
