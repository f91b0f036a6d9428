using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Analytics;

/// <summary>Reads what happened with one contact, events and messages together.</summary>
public sealed class TimelineStore(NpgsqlDataSource database)
{
    // That a message was sent or skipped is told by the message itself.
    private static readonly string[] ToldByMessages = [EventNames.MessageSent, EventNames.MessageSkipped];

    /// <summary>The latest first. Sorted by when it happened, not by when it was heard of: loaded history belongs to its own time.</summary>
    public async Task<List<TimelineRead>> ListAsync(Guid workspaceId, Guid contactId, Paging paging, CancellationToken ct)
    {
        var after = paging.After is null ? "" : "where (t.at, t.id) < ($5, $6)";
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                $"""
                with page as (
                    select * from (
                        select false as is_message, e.id, e.occurred_at as at
                        from event e where e.workspace_id = $1 and e.contact_id = $2 and e.name <> all($4)
                        union all
                        select true, m.id, coalesce(m.sent_at, m.created_at)
                        from message m where m.workspace_id = $1 and m.contact_id = $2
                    ) t
                    {after}
                    order by t.at desc, t.id desc
                    limit $3
                )
                select page.is_message, page.id, page.at, e.name, e.status, e.properties::text, o.id,
                       m.status, m.reason, m.subject, m.campaign_id, g.name
                from page
                left join event e on not page.is_message and e.workspace_id = $1 and e.id = page.id
                left join shop_order o on o.workspace_id = $1 and o.source_id = e.source_id
                    and o.external_id = coalesce(e.properties ->> 'eventKey', e.properties ->> 'externalOrderId', e.properties ->> 'orderId')
                left join message m on page.is_message and m.workspace_id = $1 and m.id = page.id
                left join campaign g on g.workspace_id = $1 and g.id = m.campaign_id
                order by page.at desc, page.id desc
                """)
            .With(workspaceId)
            .With(contactId)
            .With(paging.Fetch)
            .With(ToldByMessages)
            .With(paging.After?.Time ?? DateTime.UnixEpoch)
            .With(paging.After?.Id, NpgsqlDbType.Uuid)
            .ReadAsync(Read, ct);
    }

    private static TimelineRead Read(NpgsqlDataReader row) => new()
    {
        IsMessage = row.GetBoolean(0),
        Id = row.GetGuid(1),
        At = row.Time(2),
        Name = row.TextOrNull(3) ?? "message",
        EventStatus = row.TextOrNull(4),
        Properties = row.TextOrNull(5) ?? "{}",
        OrderId = row.IdOrNull(6),
        MessageStatus = row.TextOrNull(7),
        Reason = row.TextOrNull(8),
        Subject = row.TextOrNull(9),
        CampaignId = row.IdOrNull(10),
        CampaignName = row.TextOrNull(11),
    };
}

/// <summary>A line of a timeline, as read.</summary>
public sealed record TimelineRead
{
    public required bool IsMessage { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Name { get; init; }
    public string? EventStatus { get; init; }
    public required string Properties { get; init; }
    public Guid? OrderId { get; init; }
    public string? MessageStatus { get; init; }
    public string? Reason { get; init; }
    public string? Subject { get; init; }
    public Guid? CampaignId { get; init; }
    public string? CampaignName { get; init; }
}
