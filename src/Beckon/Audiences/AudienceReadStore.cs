using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>Asks a filter of all contacts at once.</summary>
public static class AudienceReadStore
{
    private const string Everybody = "contact c where c.workspace_id = $1 and c.merged_into is null";

    /// <summary>For the transaction of a pass over all contacts: a few big hash tables, and all processors.</summary>
    public const string Ample =
        "set local work_mem = '64MB'; set local jit = off; set local max_parallel_workers_per_gather = 2; set local parallel_tuple_cost = 0.01; set local parallel_setup_cost = 200";

    /// <summary>How many contacts fit, of how many, and some of them, those last seen first.</summary>
    public static async Task<CountedContacts> CountAsync(
        NpgsqlConnection connection, Guid workspaceId, Filter meaning, Today today, int sample, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Command(Ample).RunAsync(ct);
        var values = new Placeholders();
        values.Of(workspaceId);
        var condition = AudienceQuery.Of(meaning, today, values);
        var (fitting, ids) = (await values
            .Bind(connection.Command(
                $"""
                with fitting as materialized (select c.id, c.seen_quarter from {Everybody} and {condition})
                select (select count(*) from fitting), array(select f.id from fitting f order by f.seen_quarter desc, f.id desc limit {values.Of(sample)})
                """))
            .ReadAsync(row => (row.GetInt64(0), row.GetFieldValue<Guid[]>(1)), ct))[0];
        var contacts = (await connection.Command($"select count(*) from {Everybody}").With(workspaceId).ReadAsync(row => row.GetInt64(0), ct))[0];
        var sampled = await connection
            .Command("select id, first_name, last_name, email, phone, last_seen_at from contact where workspace_id = $1 and id = any($2) order by last_seen_at desc, id desc")
            .With(workspaceId).With(ids)
            .ReadAsync(
                row => new SampleContact(
                    row.GetGuid(0), PersonName.Of(row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)), row.TextOrNull(3), row.TextOrNull(4),
                    row.Time(5)),
                ct);
        return new CountedContacts(fitting, contacts, sampled);
    }

    /// <summary>How many are in one audience, in another, and in both.</summary>
    public static async Task<(long One, long Other, long Both)> OverlapAsync(NpgsqlConnection connection, Guid workspaceId, Guid one, Guid other, CancellationToken ct) =>
        (await connection
            .Command(
                """
                select (select count(*) from audience_member m where m.workspace_id = $1 and m.audience_id = $2),
                       (select count(*) from audience_member m where m.workspace_id = $1 and m.audience_id = $3),
                       (select count(*) from audience_member m join audience_member k on k.workspace_id = $1 and k.audience_id = $3 and k.contact_id = m.contact_id
                        where m.workspace_id = $1 and m.audience_id = $2)
                """)
            .With(workspaceId).With(one).With(other)
            .ReadAsync(row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), ct))[0];

    /// <summary>Puts the members of an audience into a list; how many.</summary>
    public static Task<int> CopyToListAsync(NpgsqlConnection connection, Guid workspaceId, Guid audience, Guid list, DateTimeOffset at, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into contact_group_member (workspace_id, group_id, contact_id, added_at)
                select $1, $3, m.contact_id, $4 from audience_member m where m.workspace_id = $1 and m.audience_id = $2
                on conflict (workspace_id, group_id, contact_id) do nothing
                """)
            .With(workspaceId).With(audience).With(list).With(at.UtcDateTime)
            .RunAsync(ct);

    /// <summary>Of a contact, since when it is in the audience; null when it is not.</summary>
    public static async Task<DateTimeOffset?> EnteredAsync(NpgsqlConnection connection, Guid workspaceId, Guid audience, Guid contact, CancellationToken ct)
    {
        var entered = await connection
            .Command("select entered_at from audience_member where workspace_id = $1 and audience_id = $2 and contact_id = $3")
            .With(workspaceId).With(audience).With(contact)
            .ReadAsync(row => row.Time(0), ct);
        return entered.Count == 0 ? null : entered[0];
    }

    /// <summary>The audiences that a contact is in, by name.</summary>
    public static Task<List<(Guid Id, string Name, DateTimeOffset Since)>> OfContactAsync(NpgsqlConnection connection, Guid workspaceId, Guid contact, CancellationToken ct) =>
        connection
            .Command(
                """
                select a.id, a.name, m.entered_at from audience a
                join audience_member m on m.workspace_id = $1 and m.audience_id = a.id and m.contact_id = $2
                where a.workspace_id = $1 and a.deleted_at is null order by lower(a.name)
                """)
            .With(workspaceId).With(contact)
            .ReadAsync(row => (row.GetGuid(0), row.GetString(1), row.Time(2)), ct);
}

/// <summary>Somebody who fits.</summary>
public sealed record SampleContact(Guid Id, string Name, string? Email, string? Phone, DateTimeOffset LastSeenAt);

/// <summary>Who fits a filter.</summary>
public sealed record CountedContacts(long Fitting, long Contacts, IReadOnlyList<SampleContact> Sample);
