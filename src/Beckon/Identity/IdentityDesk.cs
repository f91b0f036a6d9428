using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Identity;

/// <summary>
/// Takes decisions about who is who. A decision goes the way of every event, so that it is in order with what arrives meanwhile, and stands in the
/// history.
/// </summary>
public sealed class IdentityDesk(NpgsqlDataSource database, ContactStore contacts, Inbox inbox, TakingEffect effect, Audit audit, TimeProvider time)
{
    public NpgsqlDataSource Database => database;

    /// <summary>The contact of an id, or the one it was merged into; null for none.</summary>
    public Task<Guid?> ContactAsync(Guid workspaceId, string? id, CancellationToken ct) =>
        PublicId.TryParse(Ids.Contact, id, out var known) ? contacts.ResolveAsync(workspaceId, known, ct) : Task.FromResult<Guid?>(null);

    /// <summary>False when it still waits behind other events.</summary>
    public Task<bool> MergeAsync(Caller caller, Guid stays, Guid merged, CancellationToken ct) =>
        DecideAsync(caller, EventNames.ContactsMerged, stays, new IdentityDecision(IdentityVerdict.Merge, merged, caller.Actor), ct);

    /// <summary>False when it still waits behind other events.</summary>
    public Task<bool> KeepApartAsync(Caller caller, Guid one, Guid other, CancellationToken ct) =>
        DecideAsync(caller, EventNames.ContactsKeptApart, one, new IdentityDecision(IdentityVerdict.KeepApart, other, caller.Actor), ct);

    /// <summary>False when it still waits behind other events.</summary>
    public Task<bool> UndoAsync(Caller caller, Guid stays, MergeRecord merge, CancellationToken ct) =>
        DecideAsync(caller, EventNames.MergeUndone, stays, new IdentityDecision(IdentityVerdict.Undo, merge.From, caller.Actor) { MergeId = merge.Id }, ct);

    private async Task<bool> DecideAsync(Caller caller, string name, Guid contact, IdentityDecision decision, CancellationToken ct)
    {
        var told = OwnEvent.Of(name, contact, Said(decision), time) with { Decision = decision };
        // The decision stands: that it takes effect must not depend on whether the browser still waits.
        await inbox.AppendAsync(caller.WorkspaceId, [told], CancellationToken.None);
        await using (var connection = await database.OpenConnectionAsync(ct))
        {
            await audit.WriteAsync(
                connection, caller, $"identity.{name}", Ids.Out(Ids.Contact, contact), new { other = Ids.Out(Ids.Contact, decision.Other) }, CancellationToken.None);
        }
        return await effect.WaitAsync(caller.WorkspaceId, told.Id, ct);
    }

    private static RawJson Said(IdentityDecision decision) => new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
        new { by = decision.By, other = Ids.Out(Ids.Contact, decision.Other), merge = Ids.Out(Ids.Merge, decision.MergeId) }, ApiJson.Options));
}
