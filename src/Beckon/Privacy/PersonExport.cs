using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>Writes everything that is kept of a person as one JSON document, row by row: a long history takes no more memory than a short one.</summary>
public sealed class PersonExport(NpgsqlDataSource database, Audit audit, TimeProvider time)
{
    private const int FlushBytes = 64 << 10;

    /// <summary>The contact and all that are one with it; null when there is no such contact.</summary>
    public async Task<Guid[]?> FindAsync(Guid workspaceId, Guid contactId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var ids = await PersonStore.IdsAsync(connection, workspaceId, contactId, ct);
        return ids.Length == 0 ? null : ids;
    }

    public async Task WriteAsync(Caller caller, Guid[] ids, HttpResponse response, CancellationToken ct)
    {
        var name = Ids.Out(Ids.Contact, ids[0]);
        await audit.WriteAsync(caller, "contact.data_exported", name, details: null, ct);
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.json\"";
        response.Headers.CacheControl = "no-store";
        await WriteAsync(caller.WorkspaceId, ids, response.BodyWriter, ct);
    }

    /// <summary>For integrations whose platforms ask for a person's data.</summary>
    public async Task WriteAsync(Guid workspaceId, Guid[] ids, PipeWriter to, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        // All of it as of one moment.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        Write(to, $"{{\"contact\":{JsonSerializer.Serialize(Ids.Out(Ids.Contact, ids[0]))},\"exportedAt\":{JsonSerializer.Serialize(time.GetUtcNow())}");
        foreach (var section in PersonSections.All)
        {
            Write(to, $",\n\"{section.Name}\":[");
            await WriteRowsAsync(connection, section, workspaceId, ids, to, ct);
            Write(to, "]");
        }
        Write(to, "}\n");
        await to.FlushAsync(ct);
    }

    private static async Task WriteRowsAsync(
        NpgsqlConnection connection, PersonSection section, Guid workspaceId, Guid[] ids, PipeWriter to, CancellationToken ct)
    {
        await using var command = connection.Command(section.Sql).With(workspaceId).With(ids);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (first, unflushed) = (true, 0);
        while (await reader.ReadAsync(ct))
        {
            unflushed += Write(to, first ? "\n" : ",\n") + Write(to, reader.GetString(0));
            first = false;
            if (unflushed < FlushBytes) continue;
            await to.FlushAsync(ct);
            unflushed = 0;
        }
    }

    private static int Write(PipeWriter to, string text) => (int)Encoding.UTF8.GetBytes(text, to);
}
