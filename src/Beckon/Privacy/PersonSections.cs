namespace Beckon.Privacy;

/// <summary>
/// What a person is told of what is kept of them, in order. What a contact that was merged keeps for the case that this is undone is part of what
/// the contact that stays has, and not told twice.
/// </summary>
public static class PersonSections
{
    public static IReadOnlyList<PersonSection> All { get; } =
    [
        new("profile",
            """
            select jsonb_build_object(
                'email', c.email, 'phone', c.phone, 'firstName', c.first_name, 'lastName', c.last_name, 'anonymous', c.anonymous, 'properties', c.properties,
                'knownSince', c.created_at, 'lastSeenAt', c.last_seen_at, 'orderCount', c.order_count, 'orderTotal', c.order_total,
                'lastOrderAt', c.last_order_at)::text
            from contact c where c.workspace_id = $1 and c.id = any($2) and c.merged_into is null
            """),
        new("identifiers",
            """
            select jsonb_build_object('kind', i.kind, 'value', i.value, 'source', s.name, 'since', i.created_at)::text
            from contact_identifier i left join source s on s.workspace_id = $1 and s.id = i.scope
            where i.workspace_id = $1 and i.contact_id = any($2) order by i.created_at, i.kind, i.value
            """),
        new("consents",
            """
            select jsonb_build_object('channel', channel, 'status', status, 'since', changed_at)::text
            from consent where workspace_id = $1 and contact_id in (select id from contact where workspace_id = $1 and id = any($2) and merged_into is null) order by channel
            """),
        new("consentLog",
            """
            select jsonb_build_object('channel', channel, 'status', status, 'source', source, 'ip', ip, 'wording', wording, 'at', at)::text
            from consent_log where workspace_id = $1 and contact_id = any($2) order by at, id
            """),
        new("suppressions",
            """
            select jsonb_build_object('channel', s.channel, 'address', s.address, 'reason', s.reason, 'at', s.at)::text
            from suppression s
            where s.workspace_id = $1 and s.address in (
                select i.value from contact_identifier i where i.workspace_id = $1 and i.contact_id = any($2) and i.kind in ('email', 'phone'))
            """),
        new("traits",
            """
            select jsonb_build_object('event', name, 'status', nullif(status, ''), 'first', first_at, 'last', last_at, 'count', count)::text
            from trait where workspace_id = $1 and contact_id in (select id from contact where workspace_id = $1 and id = any($2) and merged_into is null) order by name, status
            """),
        new("fields",
            """
            select v.fields::text from contact_value v where v.workspace_id = $1 and v.contact_id in (select id from contact where workspace_id = $1 and id = any($2) and merged_into is null)
            """),
        new("listsAndTags",
            """
            select jsonb_build_object('kind', g.kind, 'name', g.name, 'since', m.added_at)::text
            from contact_group_member m join contact_group g on g.workspace_id = $1 and g.id = m.group_id
            where m.workspace_id = $1 and m.contact_id in (select id from contact where workspace_id = $1 and id = any($2) and merged_into is null) order by g.kind, g.name
            """),
        new("audiences",
            """
            select jsonb_build_object('name', a.name, 'since', m.entered_at)::text
            from audience a join audience_member m on m.workspace_id = $1 and m.audience_id = a.id
            where a.workspace_id = $1 and a.deleted_at is null and m.contact_id = any($2) order by a.name
            """),
        new("loyalty",
            """
            select jsonb_build_object(
                'joinedAt', l.joined_at, 'source', s.name, 'store', coalesce(l.store_name, l.store_id), 'emailOptIn', l.email_opt_in, 'smsOptIn', l.sms_opt_in)::text
            from loyalty_member l left join source s on s.workspace_id = $1 and s.id = l.source_id
            where l.workspace_id = $1 and l.contact_id = any($2) order by l.joined_at
            """),
        new("rfm",
            """
            select jsonb_build_object(
                'recency', recency, 'frequency', frequency, 'monetary', monetary, 'segment', segment, 'orders', orders, 'revenue', revenue, 'since', since)::text
            from rfm_score where workspace_id = $1 and contact_id = any($2)
            """),
        new("prediction",
            """
            select jsonb_build_object(
                'expectedOrders', expected_orders, 'probabilityActive', probability_active, 'lifetimeValue', lifetime_value, 'nextOrderOn', next_order_on)::text
            from prediction where workspace_id = $1 and contact_id = any($2)
            """),
        new("orders",
            """
            select jsonb_build_object(
                'order', o.external_id, 'source', s.name, 'status', o.status, 'total', o.total, 'currency', o.currency, 'placedAt', o.placed_at,
                'deliveredAt', o.delivered_at, 'items', o.items, 'document', o.document)::text
            from shop_order o left join source s on s.workspace_id = $1 and s.id = o.source_id
            where o.workspace_id = $1 and o.contact_id = any($2) order by o.placed_at, o.id
            """),
        new("carts",
            """
            select jsonb_build_object(
                'cart', k.external_id, 'source', s.name, 'status', k.status, 'url', k.url, 'total', k.total, 'currency', k.currency, 'items', k.items,
                'createdAt', k.created_at, 'changedAt', k.changed_at, 'abandonedAt', k.abandoned_at, 'convertedAt', k.converted_at)::text
            from cart k left join source s on s.workspace_id = $1 and s.id = k.source_id
            where k.workspace_id = $1 and k.contact_id = any($2) order by k.changed_at, k.id
            """),
        // What a message said is kept whole in the test inbox alone; elsewhere as the text that it was made of.
        new("messages",
            """
            select jsonb_build_object(
                'channel', m.channel, 'campaign', g.name, 'status', m.status, 'reason', m.reason, 'detail', m.detail, 'address', m.address,
                'subject', m.subject, 'decidedAt', m.created_at, 'sentAt', m.sent_at, 'deliveredAt', m.delivered_at, 'openedAt', m.opened_at, 'clickedAt', m.clicked_at,
                'unsubscribedAt', m.unsubscribed_at,
                'shortLinks', (select jsonb_agg(l.url) from short_link l where l.workspace_id = $1 and l.message_id = m.id), 'decisions', m.trace, 'text', coalesce(b.text, t.text), 'html', coalesce(b.html, t.html))::text
            from message m
            left join campaign g on g.workspace_id = $1 and g.id = m.campaign_id
            left join test_inbox b on b.workspace_id = $1 and b.id = m.id
            left join message_content t on t.workspace_id = $1 and t.id = m.content_id
            where m.workspace_id = $1 and m.contact_id = any($2) order by m.id
            """),
        new("opensAndClicks",
            """
            select jsonb_build_object('touch', touch, 'at', touched_at)::text
            from message_touch where workspace_id = $1 and contact_id = any($2) order by touched_at
            """),
        new("flows",
            """
            select jsonb_build_object(
                'flow', f.name, 'status', r.status, 'reason', r.reason, 'startedAt', r.started_at, 'endedAt', r.ended_at, 'goesOnAt', r.due_at,
                'decisions', r.trace)::text
            from flow_run r left join flow f on f.workspace_id = $1 and f.id = r.flow_id
            where r.workspace_id = $1 and r.contact_id = any($2) order by r.started_at, r.id
            """),
        // Last, because it is the longest.
        new("events",
            """
            select jsonb_build_object(
                'name', e.name, 'status', e.status, 'occurredAt', e.occurred_at, 'receivedAt', e.received_at, 'source', s.name, 'properties', e.properties)::text
            from event e left join source s on s.workspace_id = $1 and s.id = e.source_id
            where e.workspace_id = $1 and e.contact_id = any($2) order by e.id
            """),
    ];
}
