using Beckon.Storage;
using Npgsql;

namespace Beckon.Identity;

/// <summary>Gives a contact back what is its own, when a merge is undone.</summary>
public static class SplitStore
{
    /// <summary>Gives the identifiers back and notes it in the journal: whose an event is follows from this at once.</summary>
    public static async Task JournalAsync(NpgsqlConnection connection, Guid workspaceId, Split split, CancellationToken ct)
    {
        await GiveBackAsync(connection, workspaceId, "contact_identifier", split, ct);
        await connection
            .Command("update contact_merge set undone_at = $3, undone_by = $4 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(split.MergeId).With(split.At.UtcDateTime).With(split.By)
            .RunAsync(ct);
    }

    /// <summary>Gives back what came of the events until then: in their order, so where the effects of events are written.</summary>
    public static async Task GiveBackAsync(NpgsqlConnection connection, Guid workspaceId, List<Split> splits, CancellationToken ct)
    {
        foreach (var split in splits)
        {
            foreach (var table in MergeStore.Tables) await GiveBackAsync(connection, workspaceId, table, split, ct);
            foreach (var contact in split.From) await SubtractTraitsAsync(connection, workspaceId, split, contact, ct);
            await SettleConsentAsync(connection, workspaceId, split.Stays, split, ct);
            await SettleConsentAsync(connection, workspaceId, split.Contact, split, ct);
        }
    }

    private static Task<int> GiveBackAsync(NpgsqlConnection connection, Guid workspaceId, string table, Split split, CancellationToken ct) => connection
        .Command(
            $"""
            update {table} set contact_id = $2, own_contact = nullif(own_contact, $2)
            where workspace_id = $1 and contact_id = $3 and own_contact = any($4)
            """)
        .With(workspaceId).With(split.Contact).With(split.Stays).With(split.Own)
        .RunAsync(ct);

    // A count is a sum, so what was added is taken away again. First and last are those of the events that are left, as far as they are still kept.
    private static async Task SubtractTraitsAsync(NpgsqlConnection connection, Guid workspaceId, Split split, Guid contact, CancellationToken ct)
    {
        await connection
            .Command(
                """
                delete from trait t using trait s
                where t.workspace_id = $1 and t.contact_id = $2 and s.workspace_id = $1 and s.contact_id = $3 and s.name = t.name and s.status = t.status
                  and t.count <= s.count
                """)
            .With(workspaceId).With(contact).With(split.Contact)
            .RunAsync(ct);
        await connection
            .Command(
                $"""
                with recursive {Merged.Below("below", "$2")}
                update trait t set
                    count = t.count - s.count,
                    first_at = case when t.first_at < s.first_at then t.first_at else coalesce(left_over.first_at, t.first_at) end,
                    last_at = case when t.last_at > s.last_at then t.last_at else coalesce(left_over.last_at, t.last_at) end
                from trait s, lateral (
                    select min(e.occurred_at) as first_at, max(e.occurred_at) as last_at from event e
                    where e.workspace_id = $1 and e.contact_id = $4 and e.name = s.name and (s.status = '' or e.status = s.status)
                      and coalesce(e.own_contact, e.contact_id) in (select id from below)
                ) left_over
                where t.workspace_id = $1 and t.contact_id = $2 and s.workspace_id = $1 and s.contact_id = $3 and s.name = t.name and s.status = t.status
                """)
            .With(workspaceId).With(contact).With(split.Contact).With(split.Stays)
            .RunAsync(ct);
    }

    /// <summary>
    /// Whoever has opted out themselves stays so; who had opted out only by the merge stands where they stood before. An opt-out that was given while
    /// they were one, and by nobody in particular, counts for both.
    /// </summary>
    private static Task<int> SettleConsentAsync(NpgsqlConnection connection, Guid workspaceId, Guid contact, Split split, CancellationToken ct) => connection
        .Command(
            """
            with merge as (select at, before_consent from contact_merge where workspace_id = $1 and id = $4),
            said as (
                select distinct on (channel, coalesce(own_contact, contact_id)) channel, status, at
                from consent_log where workspace_id = $1 and contact_id = $2 and status <> 'never'
                order by channel, coalesce(own_contact, contact_id), at desc, id desc
            ), together as (
                select channel, status, at from consent_log
                where workspace_id = $1 and contact_id = $3 and own_contact is null and status = 'unsubscribed' and at >= (select at from merge)
            ), stands as (
                select distinct on (channel) channel, status, at from (select * from said union all select * from together) s
                order by channel, status = 'unsubscribed' desc, at desc
            ), written as (
                insert into consent (workspace_id, contact_id, channel, status, changed_at)
                select $1, $2, channel, status, at from stands
                on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                where consent.status <> excluded.status
            ), got as (
                select channel from consent
                where workspace_id = $1 and contact_id = $2 and $2 = $3 and channel not in (select channel from stands)
            ), removed as (
                delete from consent k using got, merge
                where k.workspace_id = $1 and k.contact_id = $2 and k.channel = got.channel and not merge.before_consent ? k.channel
            )
            update consent k set status = merge.before_consent ->> k.channel from got, merge
            where k.workspace_id = $1 and k.contact_id = $2 and k.channel = got.channel and merge.before_consent ? k.channel
              and k.status <> merge.before_consent ->> k.channel
            """)
        .With(workspaceId).With(contact).With(split.Stays).With(split.MergeId)
        .RunAsync(ct);

    /// <summary>What each contact on the way got as a copy of what is taken back, the nearest first.</summary>
    public static Task<List<GivenCopies>> GivenAsync(NpgsqlConnection connection, Guid workspaceId, Split split, CancellationToken ct) => connection
        .Command(
            """
            select into_contact, given_fields, given_groups from contact_merge
            where workspace_id = $1 and (id = $2 or (from_contact = any($3) and undone_at is null))
            order by array_position($4, from_contact)
            """)
        .With(workspaceId).With(split.MergeId).With(split.From).With<Guid[]>([split.Contact, .. split.From])
        .ReadAsync(row => new GivenCopies(row.GetGuid(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<Guid[]>(2)), ct);

    /// <summary>Those who are merged into a contact.</summary>
    public static Task<List<Guid>> MergedIntoAsync(NpgsqlConnection connection, Guid workspaceId, Guid contact, CancellationToken ct) => connection
        .Command("select id from contact where workspace_id = $1 and merged_into = $2 order by id")
        .With(workspaceId).With(contact)
        .ReadAsync(row => row.GetGuid(0), ct);
}

/// <summary>What a contact got from who was merged into it.</summary>
public sealed record GivenCopies(Guid Contact, string[] Fields, Guid[] Groups);
