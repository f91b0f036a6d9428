namespace Beckon.Tests.Pipeline;

/// <summary>Everything that processing leaves behind, told by natural keys: whose it is by their identifiers, which message by its trigger.</summary>
public static class FinalState
{
    // A contact's name in these lists: what it is known by.
    private const string People =
        """
        with person as (
            select c.id, (select string_agg(i.kind || ' ' || i.value, ', ' order by i.kind, i.value)
                          from contact_identifier i where i.workspace_id = $1 and i.contact_id = c.id) as label
            from contact c where c.workspace_id = $1 and c.merged_into is null
        )
        """;

    private static readonly (string Name, string Sql)[] Lists =
    [
        ("contact",
            """
            select p.label, c.anonymous, c.email, c.phone, c.first_name, c.last_name, c.created_at, c.last_seen_at, c.order_count, c.order_total,
                   c.last_order_at
            from contact c join person p on p.id = c.id where c.workspace_id = $1
            """),
        ("consent", "select p.label, c.channel, c.status from consent c join person p on p.id = c.contact_id where c.workspace_id = $1"),
        ("trait",
            """
            select p.label, t.name, t.status, t.first_at, t.last_at, t.count from trait t join person p on p.id = t.contact_id
            where t.workspace_id = $1
            """),
        ("event", "select e.id, p.label, e.name from event e left join person p on p.id = e.contact_id where e.workspace_id = $1"),
        ("event_count", "select hour, name, count from event_count where workspace_id = $1"),
        ("cart",
            """
            select p.label, regexp_replace(k.external_id, '^contact:.*', 'nameless'), k.status, k.url, k.currency, k.total, k.items, k.created_at,
                   k.changed_at, k.abandoned_at, k.converted_at
            from cart k left join person p on p.id = k.contact_id where k.workspace_id = $1
            """),
        ("order",
            """
            select o.external_id, p.label, o.status, o.total, o.status_at, o.placed_at, o.delivered_at, o.gross_total, o.told_at,
                   o.told_status, o.items, o.created_at, o.updated_at
            from shop_order o left join person p on p.id = o.contact_id where o.workspace_id = $1
            """),
        ("run",
            """
            select r.event_id, p.label, regexp_replace(r.key, '^contact:.*', 'nameless'), r.status, r.reason, r.step, r.due_at, r.trace
            from flow_run r left join person p on p.id = r.contact_id where r.workspace_id = $1
            """),
        ("message",
            """
            select m.event_id, p.label, m.status, m.reason, regexp_replace(k.external_id, '^contact:.*', 'nameless'), m.opened_at, m.clicked_at, m.trace
            from message m left join person p on p.id = m.contact_id left join cart k on k.workspace_id = $1 and k.id = m.cart_id
            where m.workspace_id = $1
            """),
        ("touch",
            """
            select p.label, t.touched_at, t.touch, m.event_id from message_touch t left join person p on p.id = t.contact_id
            join message m on m.workspace_id = $1 and m.id = t.message_id where t.workspace_id = $1
            """),
        ("credit",
            """
            select o.external_id, p.label, c.touch, c.touched_at, c.credited_at, m.event_id
            from order_credit c left join person p on p.id = c.contact_id
            join shop_order o on o.workspace_id = $1 and o.id = c.order_id
            join message m on m.workspace_id = $1 and m.id = c.message_id where c.workspace_id = $1
            """),
        ("merge",
            """
            select g.event_id, p.label, (select string_agg(i ->> 'kind' || ' ' || (i ->> 'value'), ', ' order by i ->> 'kind', i ->> 'value') from jsonb_array_elements(g.identifiers) i)
            from contact_merge g left join person p on p.id = g.into_contact where g.workspace_id = $1
            """),
        ("conflict",
            """
            select x.event_id, p.label, q.label from identity_conflict x left join person p on p.id = x.kept_contact
            left join person q on q.id = x.other_contact where x.workspace_id = $1
            """),
    ];

    public static async Task<List<string>> OfAsync(PipelineWorld world)
    {
        var state = new List<string>();
        foreach (var (name, sql) in Lists)
        {
            var rows = await world.RowsAsync($"{People} {sql}");
            state.AddRange(rows.Select(row => $"{name}: {row}").Order(StringComparer.Ordinal));
        }
        return state;
    }
}
