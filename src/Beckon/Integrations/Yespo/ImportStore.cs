using Beckon.Contacts;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Integrations.Yespo;

/// <summary>Sees from the events of an import how far it is.</summary>
public sealed class ImportStore(NpgsqlDataSource database, ContactNumberStore numbers, TimeProvider time)
{
    /// <summary>Null when nothing was ever accepted under it.</summary>
    public async Task<ImportStatus?> FindAsync(Guid workspaceId, Guid sourceId, ImportSession session, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        // First whether anything waits: what is processed in between is then seen as done, never as lost.
        var waits = await WaitsAsync(connection, workspaceId, ct);
        var done = await EventKeyStore.CountSeenAsync(connection, workspaceId, sourceId, [.. session.Messages], ct);
        if (done == 0 && !waits) return null;
        if (done < session.Contacts && waits) return new ImportStatus(done == 0 ? "STARTED" : "IMPORTING", time.GetUtcNow(), null, []);
        var lost = session.Contacts - done;
        return lost > 0
            ? new ImportStatus("ERROR", time.GetUtcNow(), $"{lost} of {session.Contacts} contacts could not be processed; Beckon lists them under System.", await MappingAsync(connection, workspaceId, session, ct))
            : new ImportStatus("FINISHED", time.GetUtcNow(), null, await MappingAsync(connection, workspaceId, session, ct));
    }

    private static async Task<bool> WaitsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var waits = await connection
            .Command("select exists (select from inbox where workspace_id = $1)")
            .With(workspaceId)
            .ReadAsync(row => row.GetBoolean(0), ct);
        return waits[0];
    }

    // Of a repeated request nothing was taken, so its contacts are found under the first one only.
    private async Task<List<ImportedContact>> MappingAsync(NpgsqlConnection connection, Guid workspaceId, ImportSession session, CancellationToken ct)
    {
        var contacts = await connection
            .Command(
                """
                select c.id, coalesce(e.properties ->> 'externalCustomerId', c.email, c.phone)
                from event e
                join contact c on c.workspace_id = $1 and c.id = e.contact_id
                where e.workspace_id = $1 and e.id = any($2)
                """)
            .With(workspaceId).With(session.Events)
            .ReadAsync(row => (Id: row.GetGuid(0), Value: row.TextOrNull(1)), ct);
        var given = await numbers.OfAsync(workspaceId, [.. contacts.Select(contact => contact.Id)], ct);
        return [.. contacts.Where(contact => contact.Value is not null && given.ContainsKey(contact.Id)).Select(contact => new ImportedContact(contact.Value ?? "", given[contact.Id]))];
    }
}

/// <summary>How far an import is.</summary>
/// <param name="Status"><c>STARTED</c>, <c>IMPORTING</c>, <c>FINISHED</c> or <c>ERROR</c>.</param>
/// <param name="Timestamp">When it was so.</param>
/// <param name="Description">What went wrong; null when nothing did.</param>
/// <param name="Mapping">The contacts that came of it.</param>
public sealed record ImportStatus(string Status, DateTimeOffset Timestamp, string? Description, IReadOnlyList<ImportedContact> Mapping);

/// <param name="DedupeValue">The shop's id of the customer, else the e-mail address, else the phone number.</param>
/// <param name="ContactId">The contact's number.</param>
public sealed record ImportedContact(string DedupeValue, long ContactId);
