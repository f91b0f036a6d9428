using System.Text.Json;
using Beckon.Delivery;
using Beckon.Storage;
using Beckon.Storage.Months;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Campaigns;

/// <summary>Reads messages for people: the rows behind a report's numbers, and the decisions behind a message.</summary>
public static class CampaignMessageStore
{
    private const string Messages =
        """
        select m.id, m.status, m.reason, m.detail, m.address, m.subject, m.created_at, m.sent_at, m.opened_at, m.clicked_at, m.unsubscribed_at,
               m.contact_id, case when c.id is null then 'Erased contact' else coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, 'Anonymous contact') end, c.email,
               m.campaign_id, m.event_id, m.cart_id, m.provider, m.provider_reply, m.attempts, m.trace,
               (extract(epoch from m.handed_at - coalesce(r.due_at, m.event_received_at)) * 1000)::float8, r.due_at
        from message m
        left join contact c on c.workspace_id = $1 and c.id = m.contact_id
        left join flow_run r on r.workspace_id = $1 and r.id = m.run_id and r.due_at > m.event_received_at
        where m.workspace_id = $1
        """;

    /// <summary>The latest first, by when their runs began.</summary>
    public static Task<List<MessageRead>> ListAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid campaignId, MessageFilter filter, CancellationToken ct) =>
        IdSpan.All.Before(filter.Before).LatestAsync(filter.Now, filter.Limit, (span, most) => connection
            .Command(
                $"""
                {Messages} and m.campaign_id = $2 and m.id >= $3 and m.id < $4 and ($5::text is null or m.status = $5)
                order by m.id desc
                limit $6
                """)
            .With(workspaceId).With(campaignId)
            .With(span.From).With(span.To)
            .With(filter.Status, NpgsqlDbType.Text)
            .With(most)
            .ReadAsync(Read, ct));

    public static async Task<MessageRead?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        var found = await connection.Command($"{Messages} and m.id = $2").With(workspaceId).With(id).ReadAsync(Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The latest message of a campaign that was decided on for a contact.</summary>
    public static async Task<MessageRead?> LatestAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid campaignId, Guid contactId, CancellationToken ct)
    {
        var found = await connection
            .Command($"{Messages} and m.contact_id = $3 and m.campaign_id = $2 order by m.id desc limit 1")
            .With(workspaceId).With(campaignId).With(contactId)
            .ReadAsync(Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    private static MessageRead Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Status = row.GetString(1),
        Reason = row.TextOrNull(2),
        Detail = row.TextOrNull(3),
        Address = row.TextOrNull(4),
        Subject = row.TextOrNull(5),
        CreatedAt = row.Time(6),
        SentAt = row.TimeOrNull(7),
        OpenedAt = row.TimeOrNull(8),
        ClickedAt = row.TimeOrNull(9),
        UnsubscribedAt = row.TimeOrNull(10),
        ContactId = row.GetGuid(11),
        ContactName = row.GetString(12),
        ContactEmail = row.TextOrNull(13),
        CampaignId = row.IdOrNull(14),
        EventId = row.GetGuid(15),
        CartId = row.IdOrNull(16),
        Provider = row.TextOrNull(17),
        ProviderReply = row.TextOrNull(18),
        Attempts = row.GetInt32(19),
        Trace = JsonSerializer.Deserialize(row.GetString(20), DeliveryJson.Default.ListTraceLine) ?? [],
        MillisecondsToHandOff = row.IsDBNull(21) ? null : row.GetDouble(21),
        WaitedUntil = row.TimeOrNull(22),
    };
}

/// <summary>Which messages to list: of one status, before one in the order of making. It is read from <paramref name="Now"/> backwards.</summary>
public sealed record MessageFilter(string? Status, Guid? Before, int Limit, DateTimeOffset Now);

/// <summary>A message with its contact, as read.</summary>
public sealed record MessageRead
{
    public required Guid Id { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public string? Detail { get; init; }
    public string? Address { get; init; }
    public string? Subject { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ClickedAt { get; init; }
    public DateTimeOffset? UnsubscribedAt { get; init; }
    public required Guid ContactId { get; init; }
    public required string ContactName { get; init; }
    public string? ContactEmail { get; init; }
    public Guid? CampaignId { get; init; }
    public required Guid EventId { get; init; }
    public Guid? CartId { get; init; }
    public string? Provider { get; init; }
    public string? ProviderReply { get; init; }
    public required int Attempts { get; init; }
    public required IReadOnlyList<TraceLine> Trace { get; init; }
    public double? MillisecondsToHandOff { get; init; }
    public DateTimeOffset? WaitedUntil { get; init; }
}
