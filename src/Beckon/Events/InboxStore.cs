using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events;

/// <summary>The inbox table: rows wait here from the acknowledgement to the commit of their effects.</summary>
public sealed class InboxStore(NpgsqlDataSource source)
{
    /// <summary>Told to nodes that process when a node that only takes in has written. The payload is the workspace.</summary>
    public const string Notification = "beckon_inbox";

    public async Task WriteAsync(IReadOnlyList<InboxRow> rows, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await WriteWithinAsync(connection, rows, ct);
    }

    /// <summary>Writes in the caller's transaction, for events that must exist if and only if that transaction does.</summary>
    public static async Task WriteWithinAsync(NpgsqlConnection connection, IReadOnlyList<InboxRow> rows, CancellationToken ct)
    {
        await connection
            .Command(
                """
                insert into inbox (workspace_id, count, events)
                select * from unnest($1, $2, $3)
                """)
            .With(rows.Select(row => row.WorkspaceId).ToArray())
            .With(rows.Select(row => row.Count).ToArray())
            .With(rows.Select(row => row.Events).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .RunAsync(ct);
    }

    /// <summary>The oldest rows of a workspace, up to about so many events.</summary>
    public static async Task<List<WaitingRow>> ReadAsync(NpgsqlConnection connection, Guid workspaceId, int mostEvents, CancellationToken ct)
    {
        await using var command = connection
            .Command(
                """
                select id, count, events from inbox
                where workspace_id = $1 and partition = 0
                order by id
                limit 64
                """)
            .With(workspaceId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<WaitingRow>();
        var events = 0;
        while (events < mostEvents && await reader.ReadAsync(ct))
        {
            var id = reader.GetInt64(0);
            var row = new InboxRow(workspaceId, reader.GetInt32(1), await reader.GetFieldValueAsync<byte[]>(2, ct));
            rows.Add(new WaitingRow(id, row));
            events += row.Count;
        }
        return rows;
    }

    /// <summary>Takes processed rows out. Throws when one was gone already: then somebody else has processed it, and this transaction must not commit.</summary>
    public static async Task ConsumeAsync(NpgsqlConnection connection, Guid workspaceId, long[] ids, CancellationToken ct)
    {
        var gone = await connection
            .Command("delete from inbox where workspace_id = $1 and partition = 0 and id = any($2)")
            .With(workspaceId)
            .With(ids)
            .RunAsync(ct);
        if (gone != ids.Length) throw new InvalidOperationException($"{ids.Length - gone} inbox rows were consumed by another node.");
    }

    /// <summary>Every workspace with something waiting.</summary>
    public async Task<List<Guid>> WaitingWorkspacesAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection.Command("select distinct workspace_id from inbox").ReadAsync(row => row.GetGuid(0), ct);
    }
}

/// <summary>A row of the inbox that waits to be processed.</summary>
public sealed record WaitingRow(long Id, InboxRow Row);
