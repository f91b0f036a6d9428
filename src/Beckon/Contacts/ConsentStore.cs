using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Contacts;

/// <summary>What people agreed to, and the log of how they came to it.</summary>
public static class ConsentStore
{
    /// <summary>Where the contact stands on the channel; null when nothing was ever said or assumed.</summary>
    public static async Task<ConsentStatus?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid contactId, Channel channel, CancellationToken ct)
    {
        var found = await connection
            .Command("select status from consent where workspace_id = $1 and contact_id = $2 and channel = $3")
            .With(workspaceId).With(contactId).With(Words.Of(channel))
            .ReadAsync(row => Words.Read<ConsentStatus>(row.GetString(0)), ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>
    /// Sets a consent and logs it, in the transaction the connection is in, if any. Who has said no stays so until that person, or an operator
    /// on their word, says otherwise: what platforms and imports claim is refused then. Of somebody who has been erased nothing is written.
    /// </summary>
    public static async Task<ConsentResult> SetAsync(NpgsqlConnection connection, Guid workspaceId, ConsentChange change, CancellationToken ct)
    {
        var written = await connection
            .Command(
                """
                with present as (select id from contact where workspace_id = $1 and id = $2 for key share), changed as (
                    insert into consent as c (workspace_id, contact_id, channel, status, changed_at) select $1, present.id, $3, $4, $5 from present
                    on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                    where c.status <> excluded.status and (c.status <> 'unsubscribed' or $6)
                    returning contact_id)
                insert into consent_log (workspace_id, id, contact_id, channel, status, source, ip, wording, at)
                select $1, $7, $2, $3, $4, $8, $9, $10, $5 from changed
                """)
            .With(workspaceId).With(change.ContactId).With(Words.Of(change.Channel)).With(Words.Of(change.Status)).With(change.At.UtcDateTime)
            .With(change.By != ConsentVoice.Platform)
            .With(Guid.CreateVersion7(change.At)).With(change.Source)
            .With(change.Ip, NpgsqlDbType.Text).With(change.Wording, NpgsqlDbType.Text)
            .RunAsync(ct);
        if (written == 1) return ConsentResult.Changed;
        var stands = await FindAsync(connection, workspaceId, change.ContactId, change.Channel, ct);
        return stands is null || stands == change.Status ? ConsentResult.Unchanged : ConsentResult.RefusedByOptOut;
    }

    /// <summary>Unsubscribes many at once and logs it; those of them who were not unsubscribed before.</summary>
    public static Task<List<Guid>> UnsubscribeAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, ConsentChange change, CancellationToken ct) =>
        connection
            .Command(
                """
                with changed as (
                    insert into consent as c (workspace_id, contact_id, channel, status, changed_at)
                    select $1, t.id, $3, 'unsubscribed', $4 from unnest($2) as t(id) order by t.id
                    on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                    where c.status <> 'unsubscribed'
                    returning contact_id),
                logged as (
                    insert into consent_log (workspace_id, id, contact_id, channel, status, source, wording, at)
                    select $1, l.id, changed.contact_id, $3, 'unsubscribed', $6, $7, $4
                    from (select contact_id, row_number() over () as n from changed) changed
                    join unnest($5) with ordinality as l(id, n) on l.n = changed.n
                    returning contact_id)
                select contact_id from logged
                """)
            .With(workspaceId).With(contacts).With(Words.Of(change.Channel)).With(change.At.UtcDateTime)
            .With(contacts.Select(_ => Guid.CreateVersion7(change.At)).ToArray())
            .With(change.Source).With(change.Wording, NpgsqlDbType.Text)
            .ReadAsync(row => row.GetGuid(0), ct);
}

/// <summary>Somebody's word about a consent.</summary>
public sealed record ConsentChange
{
    public required Guid ContactId { get; init; }

    public required Channel Channel { get; init; }

    public required ConsentStatus Status { get; init; }

    public required ConsentVoice By { get; init; }

    /// <summary>Where it was said, for the log: <c>one_click</c>, <c>page</c>, <c>operator</c>, or the source.</summary>
    public required string Source { get; init; }

    public string? Ip { get; init; }

    /// <summary>What the person read when agreeing or refusing, or an operator's note.</summary>
    public string? Wording { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Who speaks about a consent.</summary>
public enum ConsentVoice
{
    /// <summary>The contact, by a link of their own.</summary>
    Person,

    /// <summary>Somebody at the shop, who answers for it with a note.</summary>
    Operator,

    /// <summary>A platform, the API or an import.</summary>
    Platform,
}

/// <summary>What came of setting a consent.</summary>
public enum ConsentResult
{
    Changed,

    /// <summary>It stood so already.</summary>
    Unchanged,

    /// <summary>The person has said no, and only they can undo it.</summary>
    RefusedByOptOut,
}
