using System.Text.Json;
using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Loyalty;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>Writes messages when they are decided, and reads whom they may go to.</summary>
public static class MessageStore
{
    /// <summary>Writes the rows. One that exists already (the same run, step and channel, of which its id is made) is left as it is.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<NewMessage> messages, DateTimeOffset now, CancellationToken ct)
    {
        if (messages.Count == 0) return;
        await connection
            .Command(
                """
                insert into message (workspace_id, id, campaign_id, flow_id, flow_version, run_id, step, contact_id, channel, status, reason,
                                     cart_id, event_id, event_received_at, triggered_at, content_id, exit_rule, trace, limits, discount_code, created_at, due_at)
                select $1, t.id, t.campaign_id, t.flow_id, t.flow_version, t.run_id, t.step, t.contact_id, t.channel,
                       case when t.reason is null then 'queued' else 'skipped' end, t.reason,
                       t.cart_id, t.event_id, t.event_received_at, t.triggered_at, t.content_id, t.exit_rule, t.trace::jsonb, t.limits, t.discount_code, $2, $2
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) as t(id, campaign_id, flow_id, flow_version, run_id,
                    step, contact_id, reason, cart_id, event_id, event_received_at, triggered_at, content_id, exit_rule, trace, limits, discount_code, channel)
                on conflict (workspace_id, id) do nothing
                """)
            .With(workspaceId)
            .With(now.UtcDateTime)
            .With(messages.Select(message => message.Id).ToArray())
            .With(messages.Select(message => message.CampaignId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .With(messages.Select(message => message.FlowId).ToArray())
            .With(messages.Select(message => message.FlowVersion).ToArray())
            .With(messages.Select(message => message.RunId).ToArray())
            .With(messages.Select(message => message.Step).ToArray())
            .With(messages.Select(message => message.ContactId).ToArray())
            .With(messages.Select(message => message.Skipped is { } reason ? Reasons.Of(reason) : null).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(messages.Select(message => message.CartId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .With(messages.Select(message => message.EventId).ToArray())
            .With(messages.Select(message => message.EventReceivedAt.UtcDateTime).ToArray())
            .With(messages.Select(message => message.TriggeredAt.UtcDateTime).ToArray())
            .With(messages.Select(message => message.ContentId).ToArray())
            .With(messages.Select(message => Reasons.Of(message.ExitRule)).ToArray())
            .With(messages.Select(message => JsonSerializer.Serialize(message.Trace, DeliveryJson.Default.IReadOnlyListTraceLine)).ToArray())
            .With(messages.Select(message => Words.Of(message.Limits)).ToArray())
            .With(messages.Select(message => message.DiscountCode).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(messages.Select(message => Words.Of(message.Channel)).ToArray())
            .RunAsync(ct);
    }

    /// <summary>
    /// When contacts were written to since a moment, by messages that count for how often they may be; those that are being handed over count, and so do
    /// those that wait to be, as if it were now, where that is asked.
    /// </summary>
    public static Task<List<(Guid ContactId, SentMessage Sent)>> SentAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, DateTimeOffset since, DateTimeOffset now, bool waiting, CancellationToken ct) => connection
        .Command(
            """
            select contact_id, case when status = 'queued' then $4 else handed_at end, channel from message
            where workspace_id = $1 and contact_id = any($2) and limits <> 'ignore'
              and (status in ('sending', 'sent', 'delivered', 'uncertain') and handed_at > $3 or status = 'queued' and $5)
            """)
        .With(workspaceId).With(contacts).With(since.UtcDateTime).With(now.UtcDateTime).With(waiting)
        .ReadAsync(row => (row.GetGuid(0), new SentMessage(row.Time(1), Words.Read<Channel>(row.GetString(2)))), ct);

    /// <summary>Addresses, consent and suppression of contacts.</summary>
    public static async Task<Dictionary<Guid, Recipient>> RecipientsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct)
    {
        var found = await connection
            .Command(
                $"""
                select c.id, v.fields ->> 'time_zone', {StoreStore.ZoneOf("c.id")},
                       c.email, coalesce(a.status, 'never'), s.reason, c.phone, coalesce(b.status, 'never'), t.reason
                from contact c
                left join contact_value v on v.workspace_id = $1 and v.contact_id = c.id
                left join consent a on a.workspace_id = $1 and a.contact_id = c.id and a.channel = 'email'
                left join suppression s on s.workspace_id = $1 and s.channel = 'email' and s.address = c.email
                left join consent b on b.workspace_id = $1 and b.contact_id = c.id and b.channel = 'sms'
                left join suppression t on t.workspace_id = $1 and t.channel = 'sms' and t.address = c.phone
                where c.workspace_id = $1 and c.id = any($2)
                """)
            .With(workspaceId)
            .With(contacts)
            .ReadAsync(
                row => new Recipient
                {
                    ContactId = row.GetGuid(0),
                    Zone = row.TextOrNull(1),
                    StoreZone = row.TextOrNull(2),
                    Email = new ChannelReach(row.TextOrNull(3), row.GetString(4), row.TextOrNull(5)),
                    Sms = new ChannelReach(row.TextOrNull(6), row.GetString(7), row.TextOrNull(8)),
                },
                ct);
        return found.ToDictionary(recipient => recipient.ContactId);
    }

    // What goes out in the next moments is none of these: else it would depend on the size of batches whom it reaches.
    private const string IsPutOff =
        """
        m.status = 'queued' and (m.held_since is not null or m.deferred_since is not null
            or exists (select from channel_circuit c where c.workspace_id = $1 and c.kind = m.channel and c.next_try_at is not null))
        """;

    /// <summary>The runs of contacts whose messages were put off, by the rules of sending or by the server, or wait until that works again.</summary>
    public static async Task<Guid[]> PutOffRunsAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
    [
        .. await connection
            .Command(
                $"select distinct run_id from message m where m.workspace_id = $1 and m.contact_id = any($2) and {IsPutOff}")
            .With(workspaceId).With(contacts)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>What still waits of a flow is recorded as skipped: its campaign was paused.</summary>
    public static Task<int> SkipWaitingAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, SkipReason reason, CancellationToken ct) =>
        connection
            .Command("update message set status = 'skipped', reason = $3 where workspace_id = $1 and flow_id = $2 and status = 'queued'")
            .With(workspaceId)
            .With(flowId)
            .With(Reasons.Of(reason))
            .RunAsync(ct);

    /// <summary>What was put off of runs that something has ended is recorded as skipped; by their contacts, whose messages are found at once.</summary>
    public static Task SkipOfRunsAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] runs, Guid[] contacts, SkipReason reason, CancellationToken ct) =>
        runs.Length == 0 ? Task.CompletedTask : connection
            .Command($"update message m set status = 'skipped', reason = $4 where m.workspace_id = $1 and m.contact_id = any($3) and m.run_id = any($2) and {IsPutOff}")
            .With(workspaceId).With(runs).With(contacts).With(Reasons.Of(reason))
            .RunAsync(ct);
}
