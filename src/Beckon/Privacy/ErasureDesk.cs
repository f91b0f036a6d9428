using Beckon.Accounts;
using Beckon.Events.Erasing;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>
/// Takes wishes to be forgotten: from the dashboard, from shops by API, and from integrations whose platforms pass them on. Each is durable when it
/// returns, with its audit entry, and is done soon after, whatever happens to this node.
/// </summary>
public sealed class ErasureDesk(NpgsqlDataSource database, PersonSeal seal, Audit audit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);

    public NpgsqlDataSource Database => database;

    /// <summary>Erases the person behind a contact; null when there is no such contact. Asked again while it is being done, it is the same erasure.</summary>
    public async Task<Erasure?> EraseAsync(Caller caller, Guid contactId, ErasureReason reason, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var ids = await PersonStore.IdsAsync(connection, caller.WorkspaceId, contactId, ct);
        if (ids.Length == 0) return (await ErasureStore.OpenOfAsync(connection, caller.WorkspaceId, [contactId], ct)).FirstOrDefault();
        return (await BeginAsync(connection, caller, [ids[0]], new ErasedPerson { WorkspaceId = caller.WorkspaceId }, reason, ct))[0];
    }

    /// <summary>
    /// Erases whoever is known by this. Where nobody is, what was received and what was set aside is searched for it all the same, and it is
    /// remembered that this address wanted to be forgotten.
    /// </summary>
    /// <param name="caller">At whose word; an integration says <see cref="Caller.Beckon"/> of its workspace.</param>
    /// <param name="named">What they are known by: e-mail lower-cased, phone in E.164.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<List<Erasure>> EraseAsync(Caller caller, IReadOnlyList<KnownBy> named, ErasureReason reason, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var contacts = new List<Guid>();
        foreach (var one in named)
        {
            var found = await PersonStore.FindAsync(connection, caller.WorkspaceId, one, ct);
            foreach (var id in found) contacts.Add((await PersonStore.IdsAsync(connection, caller.WorkspaceId, id, ct)).FirstOrDefault(id));
        }
        var person = new ErasedPerson { WorkspaceId = caller.WorkspaceId, Known = named };
        Guid?[] whom = contacts.Count == 0 ? [null] : [.. contacts.Distinct().Select(id => (Guid?)id)];
        return await BeginAsync(connection, caller, whom, person, reason, ct);
    }

    /// <summary>Erases everybody whom a source knows as its customer: when a shop has left a platform, say. How many those are.</summary>
    public async Task<int> EraseCustomersOfAsync(Caller caller, Guid sourceId, ErasureReason reason, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var contacts = await PersonStore.OfSourceAsync(connection, caller.WorkspaceId, sourceId, ct);
        if (contacts.Count == 0) return 0;
        var person = new ErasedPerson { WorkspaceId = caller.WorkspaceId };
        await BeginAsync(connection, caller, [.. contacts.Select(id => (Guid?)id)], person, reason, ct);
        return contacts.Count;
    }

    /// <summary>How much is kept of a contact; null when there is no such contact.</summary>
    public async Task<PersonCounts?> CountAsync(Guid workspaceId, Guid contactId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var ids = await PersonStore.IdsAsync(connection, workspaceId, contactId, ct);
        return ids.Length == 0 ? null : await PersonStore.CountAsync(connection, workspaceId, ids, ct);
    }

    /// <summary>Waits until somebody is to be erased, at most so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => _asked.WaitAsync(most, ct);

    public void Dispose() => _asked.Dispose();

    private async Task<List<Erasure>> BeginAsync(
        NpgsqlConnection connection, Caller caller, Guid?[] contacts, ErasedPerson person, ErasureReason reason, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var open = await ErasureStore.OpenOfAsync(connection, caller.WorkspaceId, [.. contacts.OfType<Guid>()], ct);
        var begun = contacts.Where(id => id is null || !open.Exists(one => one.ContactId == id)).Select(id => new Erasure
        {
            WorkspaceId = caller.WorkspaceId,
            Id = Ids.New(time),
            ContactId = id,
            Status = ErasureStatus.Waiting,
            Reason = reason,
            Actor = caller.Actor,
            RequestedAt = now,
            StageSince = now,
            Person = seal.Close(person),
        }).ToList();
        if (begun.Count > 0) await ErasureStore.AddAsync(connection, begun, ct);
        foreach (var one in begun)
        {
            await audit.WriteAsync(
                connection, caller, "contact.erasure_asked", Ids.Out(Ids.Erasure, one.Id), new { contact = Ids.Out(Ids.Contact, one.ContactId), reason }, ct);
        }
        await transaction.CommitAsync(ct);
        _asked.Release();
        return [.. open, .. begun];
    }
}
