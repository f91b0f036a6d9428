using Beckon.Storage;
using Npgsql;

namespace Beckon.Server.Demo;

/// <summary>Writes the messages that the demonstration's campaign would have sent before it was there, so that its report has a past.</summary>
public static class DemoMessages
{
    /// <summary>One sent message for each abandonment, and the campaign dated back to the first.</summary>
    public static async Task<Dictionary<DemoAbandonment, Guid>> AddAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid campaignId, IReadOnlyList<DemoAbandonment> abandonments, CancellationToken ct)
    {
        var messages = abandonments.ToDictionary(one => one, one => Guid.CreateVersion7(one.Event.OccurredAt));
        await connection
            .Command(
                """
                insert into message (workspace_id, id, campaign_id, flow_id, flow_version, run_id, step, contact_id, channel, status, address, subject,
                                     cart_id, event_id, event_received_at, triggered_at, content_id, exit_rule, trace, provider, attempts,
                                     created_at, due_at, handed_at, sent_at)
                select $1, t.id, $2, p.flow_id, 1, t.id, 'email', e.contact_id, 'email', 'sent', c.email,
                       'You left something behind' || coalesce(', ' || c.first_name, ''), k.id, e.id, e.received_at, e.occurred_at, t.id, 'cart_bought',
                       '[{"rule":"trigger","seen":"cart_abandoned","passed":true},{"rule":"is subscribed to e-mail","seen":"subscribed","passed":true},{"rule":"has not bought since","seen":"no order","passed":true}]',
                       'test_inbox', 1, e.received_at, e.received_at, e.received_at + interval '9 ms', e.received_at + interval '9 ms'
                from unnest($3, $4, $5) as t(id, event_id, cart)
                join campaign p on p.workspace_id = $1 and p.id = $2
                join event e on e.workspace_id = $1 and e.id = t.event_id
                join contact c on c.workspace_id = $1 and c.id = e.contact_id
                join cart k on k.workspace_id = $1 and k.source_id = e.source_id and k.external_id = t.cart
                """)
            .With(workspaceId)
            .With(campaignId)
            .With(messages.Values.ToArray())
            .With(messages.Keys.Select(one => one.Event.Id).ToArray())
            .With(messages.Keys.Select(one => one.Cart.Id).ToArray())
            .RunAsync(ct);
        return messages;
    }

    /// <summary>The campaign has been live for as long as its messages say.</summary>
    public static Task<int> DateBackAsync(NpgsqlConnection connection, Guid workspaceId, Guid campaignId, CancellationToken ct) =>
        connection
            .Command(
                """
                update campaign set live_at = live_at - interval '60 days', created_at = created_at - interval '61 days', updated_at = updated_at - interval '60 days'
                where workspace_id = $1 and id = $2
                """)
            .With(workspaceId).With(campaignId)
            .RunAsync(ct);
}
