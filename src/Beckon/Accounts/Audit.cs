using System.Text.Json;
using Beckon.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Accounts;

/// <summary>Who changed what and when. Details hold no secrets.</summary>
public sealed class Audit(NpgsqlDataSource database, TimeProvider time)
{
    /// <param name="caller">Who did it.</param>
    /// <param name="action">What was done, past tense: <c>campaign.paused</c>.</param>
    /// <param name="subject">The public id of what it was done to.</param>
    /// <param name="details">What a reader of the log wants to know, written as JSON; null for nothing.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task WriteAsync(Caller caller, string action, string subject, object? details, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await WriteAsync(connection, caller, action, subject, details, ct);
    }

    /// <summary>Within the transaction that the connection is in, so that the change and its entry stand or fall together.</summary>
    public async Task WriteAsync(
        NpgsqlConnection connection, Caller caller, string action, string subject, object? details, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into audit_entry (workspace_id, id, actor, action, subject, details, at)
            values (@workspace, @id, @actor, @action, @subject, @details, @at)
            """,
            connection);
        command.Parameters.AddWithValue("workspace", caller.WorkspaceId);
        command.Parameters.AddWithValue("id", Ids.New(time));
        command.Parameters.AddWithValue("actor", caller.Actor);
        command.Parameters.AddWithValue("action", action);
        command.Parameters.AddWithValue("subject", subject);
        command.Parameters.AddWithValue("details", NpgsqlDbType.Jsonb, details is null ? "{}" : JsonSerializer.Serialize(details, ApiJson.Options));
        command.Parameters.AddWithValue("at", time.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }
}
