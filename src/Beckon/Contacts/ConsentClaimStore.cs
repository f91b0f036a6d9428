using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Contacts;

/// <summary>Lets what platforms say of consents take effect, a batch at a time, and logs what changes.</summary>
public static class ConsentClaimStore
{
    /// <summary>
    /// What somebody has said later counts more than an old claim; who has said no stays so; that a platform never asked matters only where nobody
    /// has said anything, which takes the place of the workspace's default.
    /// </summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        var claims = ConsentClaimRules.Of(events);
        if (claims.Count == 0) return;
        await connection
            .Command(
                """
                with claim as (
                    select t.*, k.status as known,
                        (select max(l.at) from consent_log l
                         where l.workspace_id = $1 and l.contact_id = t.contact_id and l.channel = t.channel
                           and l.status <> 'never') as said_at
                    from unnest($2, $3, $4, $5, $6, $7, $8, $9) as t(contact_id, channel, status, at, wording, source_id, id, own_contact)
                    left join consent k on k.workspace_id = $1 and k.contact_id = t.contact_id and k.channel = t.channel
                ), changed as (
                    insert into consent as c (workspace_id, contact_id, channel, status, changed_at)
                    select $1, contact_id, channel, status, at from claim
                    where said_at is null or (said_at <= at and status <> 'never' and (status <> 'pending' or known = 'never'))
                    on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                    where c.status <> excluded.status and c.status <> 'unsubscribed'
                    returning contact_id, channel
                )
                insert into consent_log (workspace_id, id, contact_id, channel, status, source, wording, at, own_contact)
                select $1, t.id, t.contact_id, t.channel, t.status, coalesce(s.name, 'a source'), t.wording, t.at, t.own_contact
                from changed
                join claim t using (contact_id, channel)
                left join source s on s.workspace_id = $1 and s.id = t.source_id
                where t.status <> 'never'
                """)
            .With(workspaceId)
            .With(claims.ConvertAll(claim => claim.ContactId).ToArray())
            .With(claims.ConvertAll(claim => Words.Of(claim.Channel)).ToArray())
            .With(claims.ConvertAll(claim => Words.Of(ConsentClaimRules.StatusOf(claim.Answer))).ToArray())
            .With(claims.ConvertAll(claim => claim.At.UtcDateTime).ToArray())
            .With(claims.ConvertAll(claim => claim.Wording).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(claims.ConvertAll(claim => claim.SourceId).ToArray())
            .With(claims.ConvertAll(claim => Guid.CreateVersion7(claim.At)).ToArray())
            .With(claims.ConvertAll(claim => claim.OwnContact).ToArray())
            .RunAsync(ct);
    }
}
