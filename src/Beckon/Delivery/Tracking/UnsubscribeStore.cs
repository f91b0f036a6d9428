using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Delivery.Tracking;

/// <summary>Finds who reads a message and writes down what they say about getting more.</summary>
public sealed class UnsubscribeStore(NpgsqlDataSource source, WorkspaceStore workspaces, TimeProvider time)
{
    /// <summary>Null when the workspace or the contact is gone. A contact that was merged away is the one it was merged into.</summary>
    public async Task<Reader?> FindAsync(TrackedPerson person, CancellationToken ct)
    {
        if (await workspaces.FindAsync(person.WorkspaceId, ct) is not { } workspace) return null;
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                select k.id, case $3 when 'sms' then k.phone else k.email end, coalesce(a.status, 'never')
                from contact c
                join contact k on k.workspace_id = $1 and k.id = coalesce(c.merged_into, c.id)
                left join consent a on a.workspace_id = $1 and a.contact_id = k.id and a.channel = $3
                where c.workspace_id = $1 and c.id = $2
                """)
            .With(person.WorkspaceId).With(person.ContactId).With(Words.Of(person.Channel))
            .ReadAsync(row => new Reader(row.GetGuid(0), row.TextOrNull(1), Words.Read<ConsentStatus>(row.GetString(2)), workspace.Name, person.Channel), ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>On disk when it returns. Not cancelled by the caller's going away: they have said it.</summary>
    public async Task SetAsync(Guid workspaceId, Reader reader, ConsentStatus status, string where, string? ip, string? wording)
    {
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        var change = new ConsentChange
        {
            ContactId = reader.ContactId,
            Channel = reader.Channel,
            Status = status,
            By = ConsentVoice.Person,
            Source = where,
            Ip = ip,
            Wording = wording,
            At = time.GetUtcNow(),
        };
        await ConsentStore.SetAsync(connection, workspaceId, change, CancellationToken.None);
    }
}

/// <summary>The reader of a message: the contact, their address, whether they want more, and the shop that writes.</summary>
public sealed record Reader(Guid ContactId, string? Address, ConsentStatus Consent, string Shop, Channel Channel);
