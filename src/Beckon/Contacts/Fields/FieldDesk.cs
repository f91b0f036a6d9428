using Beckon.Accounts;
using Npgsql;

namespace Beckon.Contacts.Fields;

/// <summary>Defines the custom fields of a workspace, each change in one transaction with its audit entry.</summary>
public sealed class FieldDesk(NpgsqlDataSource database, Audit audit)
{
    /// <summary>The fields in the order in which they were defined, as they are now.</summary>
    public async Task<List<ContactField>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await FieldStore.ListAsync(connection, workspaceId, ct);
    }

    /// <summary>False when there is one with this key.</summary>
    public async Task<bool> AddAsync(Caller caller, ContactField field, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await FieldStore.AddAsync(connection, caller.WorkspaceId, field, ct)) return false;
        await audit.WriteAsync(connection, caller, "contact_field.added", field.Key, new { field.Label, field.Kind }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task EditAsync(Caller caller, ContactField field, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FieldStore.EditAsync(connection, caller.WorkspaceId, field, ct);
        await audit.WriteAsync(connection, caller, "contact_field.edited", field.Key, new { field.Label, field.Choices }, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>How many contacts had a value in it.</summary>
    public async Task<int> RemoveAsync(Caller caller, string key, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var contacts = await FieldStore.RemoveAsync(connection, caller.WorkspaceId, key, ct);
        await ContactChangeStore.NoteAsync(connection, caller.WorkspaceId, [ContactChangeStore.Everybody], ct);
        await audit.WriteAsync(connection, caller, "contact_field.removed", key, new { contacts }, ct);
        await transaction.CommitAsync(ct);
        return contacts;
    }

    public async Task<long> CountAsync(Guid workspaceId, string key, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await FieldStore.CountAsync(connection, workspaceId, key, ct);
    }
}
