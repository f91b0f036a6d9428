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
        await using var command = new NpgsqlCommand(
            """
            insert into inbox (workspace_id, count, events)
            select * from unnest($1, $2, $3)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.WorkspaceId)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Count)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(row => row.Events)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(ct);
    }
}
