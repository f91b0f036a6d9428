using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>Finds people: by what they are known by, and all that they are known by.</summary>
public static class PersonStore
{
    /// <summary>The contacts that are known by this today; a customer id without a source means that of any.</summary>
    public static Task<List<Guid>> FindAsync(NpgsqlConnection connection, Guid workspaceId, KnownBy by, CancellationToken ct) =>
        connection
            .Command(
                """
                select distinct contact_id from contact_identifier
                where workspace_id = $1 and kind = $2 and value = $3 and (scope = $4 or kind = 'customer_id' and $4 = '00000000-0000-0000-0000-000000000000')
                """)
            .With(workspaceId).With(by.Kind).With(by.Value).With(by.Scope)
            .ReadAsync(row => row.GetGuid(0), ct);

    /// <summary>The contacts that a source knows by a customer id.</summary>
    public static Task<List<Guid>> OfSourceAsync(NpgsqlConnection connection, Guid workspaceId, Guid sourceId, CancellationToken ct) =>
        connection
            .Command("select distinct contact_id from contact_identifier where workspace_id = $1 and kind = 'customer_id' and scope = $2")
            .With(workspaceId).With(sourceId)
            .ReadAsync(row => row.GetGuid(0), ct);

    /// <summary>The person behind a contact, as of now: the contact it was merged into, and all that were merged into that one.</summary>
    public static async Task<ErasedPerson> WholeAsync(NpgsqlConnection connection, ErasedPerson wanted, Guid? contactId, CancellationToken ct)
    {
        var ids = contactId is { } id ? await IdsAsync(connection, wanted.WorkspaceId, id, ct) : [];
        if (ids.Length == 0) return wanted;
        var known = await connection
            .Command(
                """
                select kind, scope, value from contact_identifier where workspace_id = $1 and contact_id = any($2)
                union
                select v.kind, '00000000-0000-0000-0000-000000000000'::uuid, v.value
                from contact c cross join lateral (values ('email', c.email), ('phone', c.phone)) as v(kind, value)
                where c.workspace_id = $1 and c.id = any($2) and v.value is not null
                """)
            .With(wanted.WorkspaceId).With(ids)
            .ReadAsync(row => new KnownBy(row.GetString(0), row.GetGuid(1), row.GetString(2)), ct);
        var neighbours = await connection
            .Command(
                """
                select case when kept_contact = any($2) then other_contact else kept_contact end
                from identity_conflict where workspace_id = $1 and (kept_contact = any($2) or other_contact = any($2))
                """)
            .With(wanted.WorkspaceId).With(ids)
            .ReadAsync(row => row.GetGuid(0), ct);
        return wanted with
        {
            Ids = ids,
            Known = [.. wanted.Known.Union(known)],
            Neighbours = [.. neighbours.Distinct().Except(ids)],
        };
    }

    /// <summary>A contact and all that are one with it, the one that stands for them first; none when there is no such contact.</summary>
    public static async Task<Guid[]> IdsAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
    [
        .. await connection
            .Command(
                """
                with recursive up as (
                    select c.id, c.merged_into from contact c where c.workspace_id = $1 and c.id = $2
                    union
                    select c.id, c.merged_into from up join contact c on c.workspace_id = $1 and c.id = up.merged_into
                ), whole as (
                    select up.id, 0 as depth from up where up.merged_into is null
                    union
                    select c.id, whole.depth + 1 from whole join contact c on c.workspace_id = $1 and c.merged_into = whole.id
                )
                select whole.id from whole order by whole.depth, whole.id
                """)
            .With(workspaceId).With(id)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>How much there is, by table: what an erasure would reach.</summary>
    public static async Task<PersonCounts> CountAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] ids, CancellationToken ct) =>
        (await connection
            .Command(
                """
                select (select count(*) from contact_identifier where workspace_id = $1 and contact_id = any($2)),
                       (select count(*) from event where workspace_id = $1 and contact_id = any($2)),
                       (select count(*) from shop_order where workspace_id = $1 and contact_id = any($2)),
                       (select count(*) from cart where workspace_id = $1 and contact_id = any($2)),
                       (select count(*) from message where workspace_id = $1 and contact_id = any($2)),
                       (select count(*) from message where workspace_id = $1 and contact_id = any($2) and status in ('queued', 'sending')),
                       (select count(*) from flow_run where workspace_id = $1 and contact_id = any($2) and status = 'waiting'),
                       (select count(*) from consent_log where workspace_id = $1 and contact_id = any($2)),
                       exists (select from consent where workspace_id = $1 and contact_id = any($2) and status = 'unsubscribed')
                """)
            .With(workspaceId).With(ids)
            .ReadAsync(
                row => new PersonCounts(
                    row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
                    row.GetBoolean(8)),
                ct))[0];
}

/// <summary>How much is kept of a person.</summary>
/// <param name="Identifiers">E-mail addresses, phone numbers, customer ids and ids of browsers.</param>
/// <param name="Events">Events of their history.</param>
/// <param name="Orders">Orders: emptied, and kept for revenue.</param>
/// <param name="Carts">Carts.</param>
/// <param name="Messages">Messages that were sent or decided on.</param>
/// <param name="WaitingMessages">Of these, messages that wait to be sent, and will not be.</param>
/// <param name="WaitingRuns">Runs of flows that wait, and end.</param>
/// <param name="ConsentEntries">Entries of the log of what they agreed to.</param>
/// <param name="OptedOut">Whether they have said no on some channel: that is remembered.</param>
public sealed record PersonCounts(
    long Identifiers, long Events, long Orders, long Carts, long Messages, long WaitingMessages, long WaitingRuns, long ConsentEntries, bool OptedOut);
