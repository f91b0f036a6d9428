using Beckon.Contacts;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Identity;

/// <summary>Loads the people a batch can touch and writes what became of them.</summary>
public static class IdentityStore
{
    /// <summary>Adds to the people whom the events may be about and who are not known yet.</summary>
    public static async Task LoadAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, People people, CancellationToken ct)
    {
        var unknown = new HashSet<Identifier>();
        var told = new HashSet<Guid>();
        foreach (var e in events)
        {
            foreach (var identifier in Identifier.Of(e))
            {
                if (people.OwnerOf(identifier) is null) unknown.Add(identifier);
            }
            if (e.Who.ContactId is { } contact && people.Find(contact) is null) told.Add(contact);
            if (e.Decision is { } decision && people.Find(decision.Other) is null) told.Add(decision.Other);
        }
        if (unknown.Count > 0) told.UnionWith(await LoadOwnersAsync(connection, workspaceId, [.. unknown], people, ct));
        if (told.Count > 0) await LoadContactsAsync(connection, workspaceId, [.. told], people, ct);
    }

    // Whoever was merged is known to the contact that stays, by what is their own: the result.
    private static async Task<IEnumerable<Guid>> LoadOwnersAsync(
        NpgsqlConnection connection, Guid workspaceId, List<Identifier> identifiers, People people, CancellationToken ct)
    {
        var merged = new HashSet<Guid>();
        await connection
            .Command(
                """
                select i.kind, i.scope, i.value, i.own_contact,
                       c.id, c.anonymous, c.email, c.phone, c.first_name, c.last_name, c.created_at, c.last_seen_at, c.merged_into, c.email_claimed
                from unnest($2, $3, $4) as t(kind, scope, value)
                join contact_identifier i on i.workspace_id = $1 and i.kind = t.kind and i.scope = t.scope and i.value = t.value
                join contact c on c.workspace_id = $1 and c.id = i.contact_id
                """)
            .With(workspaceId)
            .With(identifiers.Select(identifier => identifier.Kind).ToArray())
            .With(identifiers.Select(identifier => identifier.Scope).ToArray())
            .With(identifiers.Select(identifier => identifier.Value).ToArray())
            .ReadAsync(
                row =>
                {
                    var contact = ReadContact(row, 4);
                    people.Load(contact);
                    var own = row.IdOrNull(3);
                    if (own is { } other && people.Find(other) is null) merged.Add(other);
                    people.Load(new Identifier(row.GetString(0), row.GetGuid(1), row.GetString(2)), own ?? contact.Id);
                    return contact.Id;
                },
                ct);
        return merged;
    }

    internal static async Task LoadContactsAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] ids, People people, CancellationToken ct)
    {
        // A chain of merges is followed to its end, so that feedback about an old message finds the contact of today.
        await connection
            .Command(
                """
                with recursive told as (
                    select c.* from contact c where c.workspace_id = $1 and c.id = any($2)
                    union
                    select c.* from told join contact c on c.workspace_id = $1 and c.id = told.merged_into
                )
                select id, anonymous, email, phone, first_name, last_name, created_at, last_seen_at, merged_into, email_claimed from told
                """)
            .With(workspaceId)
            .With(ids)
            .ReadAsync(
                row =>
                {
                    var contact = ReadContact(row, 0);
                    people.Load(contact);
                    return contact.Id;
                },
                ct);
    }

    private static Contact ReadContact(NpgsqlDataReader row, int at) => new()
    {
        Id = row.GetGuid(at),
        Anonymous = row.GetBoolean(at + 1),
        Email = row.TextOrNull(at + 2),
        Phone = row.TextOrNull(at + 3),
        FirstName = row.TextOrNull(at + 4),
        LastName = row.TextOrNull(at + 5),
        CreatedAt = row.Time(at + 6),
        LastSeenAt = row.Time(at + 7),
        MergedInto = row.IdOrNull(at + 8),
        EmailClaimed = row.GetBoolean(at + 9),
    };

    public static async Task WriteAsync(NpgsqlConnection connection, Guid workspaceId, People people, TimeProvider time, CancellationToken ct)
    {
        if (people.Added.Count > 0) await InsertContactsAsync(connection, workspaceId, people, ct);
        if (people.Changed.Count > 0) await UpdateContactsAsync(connection, workspaceId, people, ct);
        if (people.Seen.Count > 0) await UpdateSeenAsync(connection, workspaceId, people, ct);
        if (people.Attached.Count > 0) await InsertIdentifiersAsync(connection, workspaceId, people, ct);
        if (people.Conflicts.Count > 0) await ConflictStore.AddAsync(connection, workspaceId, people.Conflicts, time, ct);
        if (people.Regroupings.Count > 0) await MergeStore.JournalAsync(connection, workspaceId, people.Regroupings, ct);
        if (people.KeptApart.Count > 0) await ConflictStore.KeepApartAsync(connection, workspaceId, people.KeptApart, ct);
    }

    private static async Task InsertContactsAsync(NpgsqlConnection connection, Guid workspaceId, People people, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy contact (workspace_id, id, anonymous, email, phone, first_name, last_name, created_at, last_seen_at, merged_into, email_claimed)
            from stdin (format binary)
            """,
            ct);
        foreach (var contact in people.Added.Select(id => people[id]))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(workspaceId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(contact.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(contact.Anonymous, NpgsqlDbType.Boolean, ct);
            await WriteTextAsync(copy, contact.Email, ct);
            await WriteTextAsync(copy, contact.Phone, ct);
            await WriteTextAsync(copy, contact.FirstName, ct);
            await WriteTextAsync(copy, contact.LastName, ct);
            await copy.WriteAsync(contact.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(contact.LastSeenAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            if (contact.MergedInto is { } into) await copy.WriteAsync(into, NpgsqlDbType.Uuid, ct);
            else await copy.WriteNullAsync(ct);
            await copy.WriteAsync(contact.EmailClaimed, NpgsqlDbType.Boolean, ct);
        }
        await copy.CompleteAsync(ct);
    }

    private static async Task WriteTextAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken ct)
    {
        if (text is null) await copy.WriteNullAsync(ct);
        else await copy.WriteAsync(text, NpgsqlDbType.Text, ct);
    }

    private static async Task UpdateContactsAsync(NpgsqlConnection connection, Guid workspaceId, People people, CancellationToken ct)
    {
        var contacts = people.Changed.Order().Select(id => people[id]).ToList();
        await connection
            .Command(
                """
                update contact c set
                    anonymous = t.anonymous, email = t.email, phone = t.phone, first_name = t.first_name, last_name = t.last_name,
                    created_at = t.created_at, last_seen_at = t.last_seen_at, merged_into = t.merged_into,
                    email_claimed = t.email_claimed
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                     as t(id, anonymous, email, phone, first_name, last_name, created_at, last_seen_at, merged_into, email_claimed)
                where c.workspace_id = $1 and c.id = t.id
                """)
            .With(workspaceId)
            .With(contacts.Select(contact => contact.Id).ToArray())
            .With(contacts.Select(contact => contact.Anonymous).ToArray())
            .With(contacts.Select(contact => contact.Email).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(contacts.Select(contact => contact.Phone).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(contacts.Select(contact => contact.FirstName).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(contacts.Select(contact => contact.LastName).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(contacts.Select(contact => contact.CreatedAt.UtcDateTime).ToArray())
            .With(contacts.Select(contact => contact.LastSeenAt.UtcDateTime).ToArray())
            .With(contacts.Select(contact => contact.MergedInto).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .With(contacts.Select(contact => contact.EmailClaimed).ToArray())
            .RunAsync(ct);
    }

    // The commonest change by far has a statement of its own, which writes nothing else.
    private static async Task UpdateSeenAsync(NpgsqlConnection connection, Guid workspaceId, People people, CancellationToken ct)
    {
        var contacts = people.Seen.Order().Select(id => people[id]).ToList();
        await connection
            .Command(
                """
                update contact c set last_seen_at = t.last_seen_at
                from unnest($2, $3) as t(id, last_seen_at)
                where c.workspace_id = $1 and c.id = t.id
                """)
            .With(workspaceId)
            .With(contacts.Select(contact => contact.Id).ToArray())
            .With(contacts.Select(contact => contact.LastSeenAt.UtcDateTime).ToArray())
            .RunAsync(ct);
    }

    private static async Task InsertIdentifiersAsync(NpgsqlConnection connection, Guid workspaceId, People people, CancellationToken ct)
    {
        var attached = people.Attached;
        await connection
            .Command(
                """
                insert into contact_identifier (workspace_id, kind, scope, value, contact_id, created_at, own_contact)
                select $1, k, s, v, c, a, nullif(o, c) from unnest($2, $3, $4, $5, $6, $7) as t(k, s, v, c, a, o)
                """)
            .With(workspaceId)
            .With(attached.Select(one => one.Identifier.Kind).ToArray())
            .With(attached.Select(one => one.Identifier.Scope).ToArray())
            .With(attached.Select(one => one.Identifier.Value).ToArray())
            .With(attached.Select(one => one.ContactId).ToArray())
            .With(attached.Select(one => one.At.UtcDateTime).ToArray())
            .With(attached.Select(one => one.OwnContact).ToArray())
            .RunAsync(ct);
    }
}
