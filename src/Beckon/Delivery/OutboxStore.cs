using System.Text.Json;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Loyalty;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>The queue side of messages: which are due, which are being handed over, and what became of them.</summary>
public static class OutboxStore
{
    /// <summary>The oldest due messages of a workspace. A cart counts as bought when it was converted or the contact ordered since.</summary>
    /// <remarks>
    /// What belongs to each is looked up by its key: the "limit 1" says so to the planner, which on tables that have just been filled would read
    /// all of them instead.
    /// </remarks>
    public static Task<List<DueMessage>> DueAsync(
        NpgsqlConnection connection, Guid workspaceId, Channel channel, DateTimeOffset now, int most, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select m.id, m.content_id, m.contact_id, c.address, coalesce(a.status, 'never'), s.reason, c.first_name, c.last_name, c.phone,
                       m.exit_rule, m.attempts, m.deferred_since,
                       m.exit_rule = 'cart_bought' and {Bought.Since("m", "k")},
                       k.id, k.external_id, k.url, k.currency, k.total, k.items, k.abandoned_at,
                       greatest(m.event_received_at, case when m.held_since is not null then m.due_at end,
                                (select r.due_at from flow_run r where r.workspace_id = $1 and r.id = m.run_id)),
                       m.limits, m.held_since, v.fields ->> 'time_zone', m.event_id, m.discount_code,
                       {StoreStore.ZoneOf("m.contact_id")}, c.email
                from (
                    select * from message where workspace_id = $1 and channel = $4 and status = 'queued' and due_at <= $2 order by due_at limit $3
                ) m
                cross join lateral (
                    select email, first_name, last_name, phone, case $4 when 'email' then email when 'sms' then phone end as address
                    from contact where workspace_id = $1 and id = m.contact_id limit 1) c
                left join lateral (
                    select status from consent where workspace_id = $1 and contact_id = m.contact_id and channel = $4 limit 1) a on true
                left join lateral (
                    select reason from suppression where workspace_id = $1 and channel = $4 and address = c.address limit 1) s on true
                left join lateral (
                    select id, external_id, status, url, currency, total, items, abandoned_at from cart
                    where workspace_id = $1 and id = m.cart_id limit 1) k on true
                left join lateral (
                    select fields from contact_value where workspace_id = $1 and contact_id = m.contact_id limit 1) v on true
                order by m.due_at
                """)
            .With(workspaceId)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(most)
            .With(Words.Of(channel))
            .ReadAsync(row => Read(row, channel), ct);

    private static DueMessage Read(NpgsqlDataReader row, Channel channel) => new()
    {
        Id = row.GetGuid(0),
        ContentId = row.GetGuid(1),
        EventId = row.GetGuid(24),
        DiscountCode = row.TextOrNull(25),
        Channel = channel,
        Recipient = new Recipient { ContactId = row.GetGuid(2), Zone = row.TextOrNull(23), StoreZone = row.TextOrNull(26) }
            .With(channel, new ChannelReach(row.TextOrNull(3), row.GetString(4), row.TextOrNull(5))),
        Email = row.TextOrNull(27),
        FirstName = row.TextOrNull(6),
        LastName = row.TextOrNull(7),
        Phone = row.TextOrNull(8),
        ExitRule = Reasons.ReadExitRule(row.GetString(9)),
        Attempts = row.GetInt32(10),
        DeferredSince = row.TimeOrNull(11),
        Bought = row.GetBoolean(12),
        TriggerAt = row.Time(20),
        Limits = Words.Read<SendLimits>(row.GetString(21)),
        HeldSince = row.TimeOrNull(22),
        Cart = row.IsDBNull(13)
            ? null
            : new DueCart(
                row.GetGuid(13), row.GetString(14), row.TextOrNull(15), row.TextOrNull(16), row.IsDBNull(17) ? null : row.GetDecimal(17),
                JsonSerializer.Deserialize(row.GetString(18), EventJson.Default.ListLineItem) ?? [], row.TimeOrNull(19)),
    };

    /// <summary>Marks messages as being handed over, before the provider hears of them. Only those that still wait are claimed.</summary>
    public static async Task<HashSet<Guid>> ClaimAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] ids, DateTimeOffset now, CancellationToken ct) =>
    [
        .. await connection
            .Command(
                """
                update message set status = 'sending', handed_at = $3
                where workspace_id = $1 and id = any($2) and status = 'queued'
                returning id
                """)
            .With(workspaceId)
            .With(ids)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>
    /// Writes what became of messages; the ids of those it was written for. A message that was answered for already is left as it is; an answer that
    /// comes late ends a doubt; one that is gone was erased with its contact.
    /// </summary>
    public static async Task<HashSet<Guid>> RecordAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<MessageOutcome> outcomes, CancellationToken ct) =>
    [
        .. await connection
            .Command(
                """
                update message m set
                    status = case when t.status = 'sent' and m.delivered_at is not null then 'delivered' else t.status end, reason = t.reason, detail = t.detail, address = coalesce(t.address, m.address),
                    subject = coalesce(t.subject, m.subject), provider = t.provider, provider_reply = t.reply,
                    attempts = m.attempts + t.attempt, handed_at = coalesce(t.handed_at, m.handed_at), sent_at = t.sent_at,
                    due_at = coalesce(t.due_at, m.due_at), deferred_since = coalesce(t.deferred_since, m.deferred_since),
                    held_since = coalesce(t.held_since, m.held_since),
                    trace = m.trace || t.trace::jsonb
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                     as t(id, status, reason, detail, address, subject, provider, reply, handed_at, sent_at, due_at, deferred_since, attempt, trace, held_since)
                where m.workspace_id = $1 and m.id = any($2) and m.id = t.id
                  and (m.status in ('queued', 'sending') or m.status = 'uncertain' and t.status = 'sent')
                returning m.id
                """)
            .With(workspaceId)
            .With(outcomes.Select(outcome => outcome.MessageId).ToArray())
            .With(outcomes.Select(outcome => outcome.Status).ToArray())
            .With(outcomes.Select(outcome => outcome.Reason).ToArray(), Texts)
            .With(outcomes.Select(outcome => outcome.Detail).ToArray(), Texts)
            .With(outcomes.Select(outcome => outcome.Address).ToArray(), Texts)
            .With(outcomes.Select(outcome => outcome.Subject).ToArray(), Texts)
            .With(outcomes.Select(outcome => outcome.Provider).ToArray(), Texts)
            .With(outcomes.Select(outcome => outcome.Reply).ToArray(), Texts)
            .With(outcomes.Select(outcome => outcome.HandedAt?.UtcDateTime).ToArray(), Times)
            .With(outcomes.Select(outcome => outcome.SentAt?.UtcDateTime).ToArray(), Times)
            .With(outcomes.Select(outcome => outcome.DueAt?.UtcDateTime).ToArray(), Times)
            .With(outcomes.Select(outcome => outcome.DeferredSince?.UtcDateTime).ToArray(), Times)
            .With(outcomes.Select(outcome => outcome.IsAttempt ? 1 : 0).ToArray())
            .With(outcomes.Select(outcome => JsonSerializer.Serialize(outcome.Trace, DeliveryJson.Default.IReadOnlyListTraceLine)).ToArray())
            .With(outcomes.Select(outcome => outcome.HeldSince?.UtcDateTime).ToArray(), Times)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>Addresses that do not exist are not written to again.</summary>
    public static Task<int> SuppressAsync(NpgsqlConnection connection, Guid workspaceId, Channel channel, string[] addresses, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into suppression (workspace_id, channel, address, reason, at)
                select distinct $1::uuid, $4::text, lower(t.address), 'bounced', $3::timestamptz from unnest($2) as t(address)
                on conflict (workspace_id, channel, address) do nothing
                """)
            .With(workspaceId)
            .With(addresses)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(Words.Of(channel))
            .RunAsync(ct);

    /// <summary>
    /// After a crash or takeover: messages whose hand-over was interrupted. Nobody can know whether the provider took them: they are sent again
    /// where the workspace has chosen so, and otherwise become uncertain. Only hand-overs that may not simply be repeated are marked as
    /// being under way, so that with an idempotent provider there are none.
    /// </summary>
    public static Task<int> RecoverAsync(NpgsqlConnection connection, Guid workspaceId, Channel channel, WhenInterrupted choice, CancellationToken ct) =>
        connection
            .Command(
                """
                update message set
                    attempts = attempts + 1, reason = 'interrupted',
                    status = case when $2 and attempts + 1 < $3 then 'queued' else 'uncertain' end,
                    detail = case when $2 and attempts + 1 < $3 then null
                                  else 'Beckon was stopped while the message was being handed over. It may have been sent, so it is not sent again unasked.' end,
                    trace = trace || '[{"rule":"hand-over was not interrupted","seen":"stopped in the middle","passed":false}]'
                where workspace_id = $1 and channel = $4 and status = 'sending'
                """)
            .With(workspaceId)
            .With(choice == WhenInterrupted.AtLeastOnce)
            .With(RetryRules.MostInDoubt)
            .With(Words.Of(channel))
            .RunAsync(ct);

    /// <summary>Those of the workspaces with something to do: messages that are due, or that were being handed over when a node stopped.</summary>
    public static Task<List<Guid>> DueWorkspacesAsync(NpgsqlConnection connection, Guid[] workspaces, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command(
                """
                select t.id from unnest($1) as t(id)
                where exists (
                    select from message m where m.workspace_id = t.id and m.channel = any($3) and m.status in ('queued', 'sending') and m.due_at <= $2)
                """)
            .With(workspaces)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(ChannelSettings.Sending.Select(Words.Of).ToArray())
            .ReadAsync(row => row.GetGuid(0), ct);

    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    private const NpgsqlDbType Times = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
}
