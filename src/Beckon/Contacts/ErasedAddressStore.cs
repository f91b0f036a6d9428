using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>
/// What is remembered of the addresses of people who were erased, as salted hashes: whoever had said no is still not written to, and nobody becomes
/// a subscriber again by a default or an old list.
/// </summary>
public static class ErasedAddressStore
{
    private const string Salt =
        """
        insert into erasure_salt (workspace_id, salt)
        values ($1, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
        on conflict (workspace_id) do nothing
        """;

    /// <summary>Before their consents and suppressions are deleted.</summary>
    public static async Task RememberAsync(NpgsqlConnection connection, ErasedPerson person, DateTimeOffset at, CancellationToken ct)
    {
        var addresses = person.Emails.Select(one => ("email", one)).Concat(person.Phones.Select(one => ("sms", one))).Order().ToList();
        if (addresses.Count == 0) return;
        await connection.Command(Salt).With(person.WorkspaceId).RunAsync(ct);
        await connection
            .Command(
                """
                insert into erased_address as e (workspace_id, channel, mark, said, suppressed, at)
                select $1, t.channel, sha256(s.salt || convert_to(t.address, 'UTF8')),
                       case when exists (
                           select from consent c where c.workspace_id = $1 and c.contact_id = any($2) and c.channel = t.channel and c.status = 'unsubscribed'
                       ) then 'unsubscribed' else 'erased' end,
                       (select x.reason from suppression x where x.workspace_id = $1 and x.channel = t.channel and x.address = t.address),
                       $5
                from unnest($3, $4) as t(channel, address)
                join erasure_salt s on s.workspace_id = $1
                on conflict (workspace_id, channel, mark) do update
                    set said = excluded.said, suppressed = coalesce(excluded.suppressed, e.suppressed), at = excluded.at
                """)
            .With(person.WorkspaceId).With(person.Ids)
            .With(addresses.Select(one => one.Item1).ToArray())
            .With(addresses.Select(one => one.Item2).ToArray())
            .With(at.UtcDateTime)
            .RunAsync(ct);
    }

    /// <summary>
    /// For contacts that became known by an address just now, before any default gives them a consent. Who had unsubscribed is unsubscribed, and so
    /// is whoever takes their address over; the rest have said nothing yet. Free while nobody was ever erased.
    /// </summary>
    public static async Task RecallAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, DateTimeOffset at, CancellationToken ct)
    {
        if (contacts.Length == 0) return;
        await connection
            .Command(
                """
                with known as (
                    select i.contact_id, i.value, e.channel, e.said, e.suppressed
                    from erasure_salt s
                    join contact_identifier i on i.workspace_id = $1 and i.contact_id = any($2) and i.kind in ('email', 'phone')
                    join erased_address e on e.workspace_id = $1 and e.channel = case i.kind when 'email' then 'email' else 'sms' end
                        and e.mark = sha256(s.salt || convert_to(i.value, 'UTF8'))
                    where s.workspace_id = $1
                ), barred as (
                    insert into suppression (workspace_id, channel, address, reason, at)
                    select distinct on (channel, value) $1::uuid, channel, value, suppressed, $3::timestamptz from known where suppressed is not null
                    on conflict (workspace_id, channel, address) do nothing
                ), changed as (
                    insert into consent as c (workspace_id, contact_id, channel, status, changed_at)
                    select $1, contact_id, channel, case max(said) when 'unsubscribed' then 'unsubscribed' else 'never' end, $3
                    from known group by contact_id, channel
                    on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                    where excluded.status = 'unsubscribed' and c.status <> 'unsubscribed'
                    returning c.contact_id, c.channel, c.status
                )
                insert into consent_log (workspace_id, id, contact_id, channel, status, source, wording, at)
                select $1, gen_random_uuid(), contact_id, channel, status, 'erasure', 'Remembered from before the data of this address was erased.', $3
                from changed
                """)
            .With(workspaceId).With(contacts).With(at.UtcDateTime)
            .RunAsync(ct);
    }
}
