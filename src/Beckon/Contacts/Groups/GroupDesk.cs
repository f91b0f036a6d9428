using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Contacts.Groups;

/// <summary>Makes, renames and deletes lists and tags, and puts single contacts into them, each in one transaction with its audit entry.</summary>
public sealed class GroupDesk(NpgsqlDataSource database, LaneSignal signal, Audit audit, TimeProvider time)
{
    public async Task<List<ContactGroup>> ListAsync(Guid workspaceId, GroupKind kind, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await GroupStore.ListAsync(connection, workspaceId, kind, ct);
    }

    public async Task<ContactGroup?> FindAsync(Guid workspaceId, GroupKind kind, string? id, CancellationToken ct)
    {
        if (!PublicId.TryParse(PrefixOf(kind), id, out var known)) return null;
        await using var connection = await database.OpenConnectionAsync(ct);
        return await GroupStore.FindAsync(connection, workspaceId, kind, known, ct);
    }

    /// <summary>The id of the tag of this name; null when no contact ever had it.</summary>
    public async Task<Guid?> TagAsync(Guid workspaceId, string name, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await GroupStore.IdOfAsync(connection, workspaceId, GroupKind.Tag, name, ct);
    }

    /// <summary>The id of the tag of this name, made when it is new.</summary>
    public async Task<Guid> KeepTagAsync(Guid workspaceId, string name, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await GroupStore.TagsAsync(connection, workspaceId, [name], time.GetUtcNow(), ct))[name];
    }

    /// <summary>Null when there is one of this name.</summary>
    public async Task<ContactGroup?> AddListAsync(Caller caller, string name, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        if (await GroupStore.AddAsync(connection, caller.WorkspaceId, GroupKind.List, name, now, ct) is not { } id) return null;
        await audit.WriteAsync(connection, caller, "contact_list.added", Ids.Out(Ids.List, id), new { name }, ct);
        await transaction.CommitAsync(ct);
        return new ContactGroup(id, GroupKind.List, name, 0, now);
    }

    /// <summary>False when another has the name.</summary>
    public async Task<bool> RenameAsync(Caller caller, ContactGroup group, string name, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await GroupStore.RenameAsync(connection, caller.WorkspaceId, group.Id, name, ct)) return false;
        await audit.WriteAsync(connection, caller, Action(group, "renamed"), PublicIdOf(group), new { from = group.Name, to = name }, ct);
        // Audiences name tags by their names.
        if (group.Kind == GroupKind.Tag) await ContactChangeStore.NoteAsync(connection, caller.WorkspaceId, [ContactChangeStore.Everybody], ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task RemoveAsync(Caller caller, ContactGroup group, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await GroupStore.RemoveAsync(connection, caller.WorkspaceId, group.Id, ct);
        await audit.WriteAsync(connection, caller, Action(group, "deleted"), PublicIdOf(group), new { group.Name, group.Members }, ct);
        await ContactChangeStore.NoteAsync(connection, caller.WorkspaceId, [ContactChangeStore.Everybody], ct);
        await transaction.CommitAsync(ct);
    }

    public Task PutAsync(Guid workspaceId, Guid groupId, Guid contactId, CancellationToken ct) =>
        ChangeAsync(workspaceId, contactId, connection => GroupStore.PutAsync(connection, workspaceId, [(groupId, contactId)], time.GetUtcNow(), ct), ct);

    public Task TakeOutAsync(Guid workspaceId, Guid groupId, Guid contactId, CancellationToken ct) =>
        ChangeAsync(workspaceId, contactId, connection => GroupStore.TakeOutAsync(connection, workspaceId, groupId, [contactId], ct), ct);

    // Their audiences follow at once.
    private async Task ChangeAsync(Guid workspaceId, Guid contactId, Func<NpgsqlConnection, Task> change, CancellationToken ct)
    {
        var timers = new Lane(workspaceId, LaneKind.Timers);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await change(connection);
        await ContactChangeStore.NoteAsync(connection, workspaceId, [contactId], ct);
        await signal.TellOthersAsync(connection, [timers], ct);
        await transaction.CommitAsync(ct);
        signal.Ring(timers);
    }

    public static string PublicIdOf(ContactGroup group) => Ids.Out(PrefixOf(group.Kind), group.Id);

    private static string PrefixOf(GroupKind kind) => kind == GroupKind.List ? Ids.List : Ids.Tag;

    private static string Action(ContactGroup group, string what) => $"contact_{Words.Of(group.Kind)}.{what}";
}
