using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>Finds the contact that a platform means, by what it knows of them.</summary>
public sealed class ContactLookupStore(NpgsqlDataSource database)
{
    private static readonly string[] Kinds = ["customer_id", "email", "phone", "anonymous_id"];

    /// <summary>
    /// Whoever the strongest of the identifiers belongs to today, as an event with them would find; null when they are nobody's yet.
    /// </summary>
    /// <param name="workspaceId">In which workspace.</param>
    /// <param name="sourceId">Whose customer id it is.</param>
    /// <param name="who">What is known.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<Guid?> FindAsync(Guid workspaceId, Guid sourceId, Identifiers who, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                with recursive known as (
                    select i.kind, c.id, c.merged_into, c.anonymous
                    from unnest($2, $3, $4) as t(kind, scope, value)
                    join contact_identifier i on i.workspace_id = $1 and i.kind = t.kind and i.scope = t.scope and i.value = t.value
                    join contact c on c.workspace_id = $1 and c.id = i.contact_id
                    union
                    select k.kind, c.id, c.merged_into, c.anonymous from known k join contact c on c.workspace_id = $1 and c.id = k.merged_into
                )
                select id from known where merged_into is null
                order by anonymous, array_position($2, kind)
                limit 1
                """)
            .With(workspaceId)
            .With(Kinds)
            .With(new[] { sourceId, Guid.Empty, Guid.Empty, Guid.Empty })
            .With(new[] { who.CustomerId ?? "", who.Email ?? "", who.Phone ?? "", who.AnonymousId ?? "" })
            .ReadAsync(row => row.GetGuid(0), ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>What platforms know these contacts by: the customer id at the source, and the addresses that they are shown with.</summary>
    public async Task<IReadOnlyDictionary<Guid, Identifiers>> IdentifiersAsync(
        Guid workspaceId, Guid sourceId, IReadOnlyCollection<Guid> contacts, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var known = await connection
            .Command(
                """
                select c.id, c.email, c.phone,
                    (select i.value from contact_identifier i
                     where i.workspace_id = $1 and i.contact_id = c.id and i.kind = 'customer_id' and i.scope = $3
                     order by i.created_at, i.value limit 1)
                from contact c where c.workspace_id = $1 and c.id = any($2)
                """)
            .With(workspaceId).With(contacts.ToArray()).With(sourceId)
            .ReadAsync(
                row => new Identifiers { ContactId = row.GetGuid(0), Email = row.TextOrNull(1), Phone = row.TextOrNull(2), CustomerId = row.TextOrNull(3) }, ct);
        return known.ToDictionary(one => one.ContactId ?? Guid.Empty);
    }

    /// <summary>Of these addresses, those whose people have said no to e-mail.</summary>
    public async Task<IReadOnlySet<string>> OptedOutAsync(Guid workspaceId, IReadOnlyCollection<string> emails, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                with recursive known as (
                    select i.value, c.id, c.merged_into
                    from contact_identifier i join contact c on c.workspace_id = $1 and c.id = i.contact_id
                    where i.workspace_id = $1 and i.kind = 'email' and i.scope = $3 and i.value = any($2)
                    union
                    select k.value, c.id, c.merged_into from known k join contact c on c.workspace_id = $1 and c.id = k.merged_into
                )
                select distinct k.value from known k
                join consent s on s.workspace_id = $1 and s.contact_id = k.id and s.channel = 'email' and s.status = 'unsubscribed'
                """)
            .With(workspaceId).With(emails.ToArray()).With(Guid.Empty)
            .ReadAsync(row => row.GetString(0), ct);
        return found.ToHashSet(StringComparer.Ordinal);
    }
}
