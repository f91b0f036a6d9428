using Beckon.Storage;
using Npgsql;

namespace Beckon.Analytics;

/// <summary>
/// Credits delivered orders to the message that brought the shopper back: the latest click within the workspace's click window before the
/// delivery, else the latest open within the open window. Worked out anew from orders and touches each time, so that the order in which they are
/// heard of does not matter, and an order that is cancelled or changes hands loses its credit.
/// </summary>
public static class CreditStore
{
    private const string Credit =
        """
        with candidate as (
            -- Most contacts have touched nothing: their orders need not be looked at.
            select o.id, o.contact_id, o.delivered_at
            from unnest($2) as t(id)
            join shop_order o on o.workspace_id = $1 and o.contact_id = t.id and o.status = 'DELIVERED' and o.delivered_at is not null
            where exists (select from message_touch x where x.workspace_id = $1 and x.contact_id = t.id)
        ), best as (
            select candidate.id as order_id, candidate.contact_id, candidate.delivered_at, t.message_id, t.touch, t.touched_at
            from candidate
            join workspace w on w.id = $1
            cross join lateral (
                select m.message_id, m.touch, m.touched_at
                from message_touch m
                where m.workspace_id = $1 and m.contact_id = candidate.contact_id and m.touched_at <= candidate.delivered_at
                  and m.touched_at >= candidate.delivered_at - make_interval(days =>
                      case m.touch when 'click' then w.attribution_click_days else w.attribution_open_days end)
                order by (m.touch = 'click') desc, m.touched_at desc
                limit 1
            ) t
        ), lost as (
            delete from order_credit c
            where c.workspace_id = $1 and c.contact_id = any($2) and not exists (select 1 from best where best.order_id = c.order_id)
        )
        insert into order_credit (workspace_id, order_id, message_id, campaign_id, contact_id, touch, touched_at, credited_at)
        select $1, best.order_id, best.message_id, message.campaign_id, best.contact_id, best.touch, best.touched_at, best.delivered_at
        from best
        cross join lateral (select m.campaign_id from message m where m.workspace_id = $1 and m.id = best.message_id limit 1) message
        on conflict (workspace_id, order_id) do update set
            message_id = excluded.message_id, campaign_id = excluded.campaign_id, contact_id = excluded.contact_id,
            touch = excluded.touch, touched_at = excluded.touched_at, credited_at = excluded.credited_at
        """;

    /// <summary>Looks at the delivered orders of these contacts.</summary>
    public static async Task CreditAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct)
    {
        if (contacts.Length == 0) return;
        await connection.Command(Credit).With(workspaceId).With(contacts).RunAsync(ct);
    }
}
