using Beckon.Storage;
using Npgsql;

namespace Beckon.Server.Tests;

/// <summary>
/// Everything that what a workspace was told has come to, by natural keys, so that two workspaces can be compared. Not what Beckon tells itself:
/// that messages were sent, opened, or made somebody unsubscribe.
/// </summary>
internal static class WorkspaceState
{
    private const string People =
        """
        with person as (
            select c.id, (select string_agg(i.kind || ' ' || regexp_replace(i.value, '[0-9a-f]{32}', '…'), ', ' order by i.kind, i.value)
                          from contact_identifier i where i.workspace_id = $1 and i.contact_id = c.id) as label
            from contact c where c.workspace_id = $1 and c.merged_into is null
        )
        """;

    private static readonly string[] Lists =
    [
        """
        select 'contact', p.label, c.anonymous, c.email, c.phone, c.first_name, c.last_name, c.created_at, c.last_seen_at, c.order_count, c.order_total, c.last_order_at
        from contact c join person p on p.id = c.id where c.workspace_id = $1
        """,
        "select 'consent', p.label, c.channel, c.status from consent c join person p on p.id = c.contact_id where c.workspace_id = $1",
        """
        select 'trait', p.label, t.name, t.status, t.first_at, t.last_at, t.count from trait t join person p on p.id = t.contact_id
        where t.workspace_id = $1 and t.name not like 'message\_%' and t.name not like '%unsubscribed'
        """,
        """
        select 'event', e.id, p.label, e.name, e.status, e.occurred_at, e.received_at, e.message_id, s.kind, e.properties
        from event e left join person p on p.id = e.contact_id left join source s on s.workspace_id = $1 and s.id = e.source_id
        where e.workspace_id = $1 and s.kind is not null
        """,
        "select 'count', hour, name, count from event_count where workspace_id = $1 and name not like 'message\\_%' and name not like '%unsubscribed'",
        """
        select 'cart', p.label, regexp_replace(k.external_id, '^contact:.*', 'nameless'), k.status, k.url, k.currency, k.total, k.items, k.created_at,
               k.changed_at, k.abandoned_at, k.converted_at
        from cart k left join person p on p.id = k.contact_id where k.workspace_id = $1
        """,
        """
        select 'order', o.external_id, p.label, o.status, o.total, o.currency, o.placed_at, o.status_at, o.delivered_at, o.items, o.document, o.created_at, o.updated_at
        from shop_order o left join person p on p.id = o.contact_id where o.workspace_id = $1
        """,
        "select 'merge', g.event_id, p.label from contact_merge g left join person p on p.id = g.into_contact where g.workspace_id = $1",
        "select 'conflict', x.event_id, p.label from identity_conflict x left join person p on p.id = x.kept_contact where x.workspace_id = $1",
        """
        select 'member', p.label, m.joined_at, m.store_id, m.store_name, m.email_opt_in, m.sms_opt_in from loyalty_member m
        left join person p on p.id = m.contact_id where m.workspace_id = $1
        """,
        "select 'suppression', channel, address, reason from suppression where workspace_id = $1",
    ];

    public static async Task<List<string>> OfAsync(Server server, Guid workspaceId)
    {
        await using var connection = await server.Get<NpgsqlDataSource>().OpenConnectionAsync();
        var state = new List<string>();
        foreach (var list in Lists)
        {
            await using var command = connection.Command($"{People} select r::text from ({list}) r order by 1").With(workspaceId);
            state.AddRange(await command.ReadAsync(row => row.GetString(0), CancellationToken.None));
        }
        return state;
    }
}
