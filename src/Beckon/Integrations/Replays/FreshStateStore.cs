using Beckon.Events;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Integrations.Replays;

/// <summary>What a workspace that is built anew from payloads takes over from the original beside them.</summary>
public static class FreshStateStore
{
    /// <summary>
    /// The source that stands in a workspace for one of another. Always the same one, so that a message id means the same event however often it is
    /// replayed; never the same id, because the address of a webhook names its source alone.
    /// </summary>
    public static Guid SourceIn(Guid workspaceId, string kind, Guid original) =>
        KnownIntegrations.TryFind(kind, out var integration) && integration.BuiltIn is { } builtIn
            ? builtIn.IdIn(workspaceId)
            : new BuiltInSource($"{kind}:{original:n}", kind, CartAbandonment.None).IdIn(workspaceId);

    /// <summary>
    /// Copies the sources with their settings, not their secrets: the platforms go on sending to the original. Disconnected ones too, because
    /// they have sent once.
    /// </summary>
    public static async Task CopySourcesAsync(NpgsqlConnection connection, Guid from, Guid into, DateTimeOffset now, CancellationToken ct)
    {
        var sources = await connection
            .Command("select id, kind, name, cart_abandonment, settings::text, disconnected_at from source where workspace_id = $1")
            .With(from)
            .ReadAsync(
                row => (Id: row.GetGuid(0), Kind: row.GetString(1), Name: row.GetString(2), Abandonment: row.GetString(3), Settings: row.GetString(4),
                    DisconnectedAt: row.TimeOrNull(5)),
                ct);
        await connection
            .Command(
                """
                insert into source (workspace_id, id, kind, name, cart_abandonment, settings, created_at, disconnected_at)
                select $1, t.id, t.kind, t.name, t.abandonment, t.settings::jsonb, $2, t.disconnected_at
                from unnest($3, $4, $5, $6, $7, $8) as t(id, kind, name, abandonment, settings, disconnected_at)
                on conflict (workspace_id, id) do nothing
                """)
            .With(into)
            .With(now.UtcDateTime)
            .With(sources.Select(one => SourceIn(into, one.Kind, one.Id)).ToArray())
            .With(sources.Select(one => one.Kind).ToArray())
            .With(sources.Select(one => one.Name).ToArray())
            .With(sources.Select(one => one.Abandonment).ToArray())
            .With(sources.Select(one => one.Settings).ToArray())
            .With(sources.Select(one => one.DisconnectedAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .RunAsync(ct);
    }

    /// <summary>
    /// Takes over what people have said to Beckon itself, by its links and at the dashboard, which no payload tells: consents, and addresses that
    /// must not be written to. Where contacts do not match one to one, the more restrictive consent stands.
    /// </summary>
    public static async Task CopyConsentsAsync(NpgsqlConnection connection, Guid from, Guid into, DateTimeOffset now, CancellationToken ct)
    {
        await connection
            .Command(
                """
                insert into suppression (workspace_id, channel, address, reason, at)
                select $2, channel, address, reason, at from suppression where workspace_id = $1
                on conflict (workspace_id, channel, address) do nothing
                """)
            .With(from)
            .With(into)
            .RunAsync(ct);
        await connection
            .Command(
                """
                with said as (
                    select distinct on (n.contact_id, c.channel) n.contact_id, c.channel, c.status
                    from consent c
                    join contact_identifier o on o.workspace_id = $1 and o.contact_id = c.contact_id and o.kind in ('email', 'phone')
                    join contact_identifier n on n.workspace_id = $2 and n.kind = o.kind and n.scope = o.scope and n.value = o.value
                    where c.workspace_id = $1
                    order by n.contact_id, c.channel, array_position(array['unsubscribed', 'never', 'pending', 'subscribed'], c.status)
                ), taken as (
                    insert into consent as k (workspace_id, contact_id, channel, status, changed_at)
                    select $2, contact_id, channel, status, $3 from said
                    on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                    where k.status <> excluded.status
                    returning contact_id, channel, status
                )
                insert into consent_log (workspace_id, id, contact_id, channel, status, source, at)
                select $2, gen_random_uuid(), contact_id, channel, status, 'replay', $3 from taken
                """)
            .With(from)
            .With(into)
            .With(now.UtcDateTime)
            .RunAsync(ct);
    }
}
