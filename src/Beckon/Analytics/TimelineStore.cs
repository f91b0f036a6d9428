using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Storage.Months;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Analytics;

/// <summary>Reads what happened with one contact, events and messages together.</summary>
public sealed class TimelineStore(NpgsqlDataSource database, TimeProvider time)
{
    // That a message was sent or skipped is told by the message itself.
    private static readonly string[] ToldByMessages = [EventNames.MessageSent, EventNames.MessageSkipped];

    // The clocks of two nodes may differ, and one of them may have made the id.
    private static readonly TimeSpan ClockError = TimeSpan.FromHours(1);

    /// <summary>
    /// The latest first. Sorted by when it happened, not by when it was heard of: loaded history belongs to its own time. But nothing is heard of
    /// before it has happened, and an id tells when that was: what lies in months before a moment happened before it. So the latest months
    /// are looked at first, and earlier ones only while the page is not full of what happened since.
    /// </summary>
    public async Task<List<TimelineRead>> ListAsync(Guid workspaceId, Guid contactId, Paging paging, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var asked = new Asked(workspaceId, contactId, paging, await BeginningAsync(connection, workspaceId, contactId, ct));
        var now = time.GetUtcNow();
        var latest = paging.After is { } after && after.Time < now ? new DateTimeOffset(after.Time) : now;
        List<Line> lines = [];
        foreach (var moment in IdSpan.Back(latest, asked.Beginning))
        {
            lines = await PageAsync(connection, asked, moment ?? asked.Beginning, ct);
            if (lines.Count == paging.Fetch && lines[^1].At >= moment) break;
        }
        return lines.Count == 0 ? [] : await TellAsync(connection, workspaceId, lines, ct);
    }

    // Every event of a contact is in their traits.
    private static async Task<DateTimeOffset?> BeginningAsync(NpgsqlConnection connection, Guid workspaceId, Guid contactId, CancellationToken ct) =>
        (await connection
            .Command("select min(first_at) from trait where workspace_id = $1 and contact_id = $2")
            .With(workspaceId).With(contactId)
            .ReadAsync(row => row.TimeOrNull(0), ct))[0];

    // Messages of all months, for one may be sent long after its run began. They are few, and each month costs one look into an index.
    private static Task<List<Line>> PageAsync(NpgsqlConnection connection, Asked asked, DateTimeOffset? since, CancellationToken ct)
    {
        var after = asked.Paging.After is null ? "" : "where (t.at, t.id) < ($6, $7)";
        return connection
            .Command(
                $"""
                select t.is_message, t.id, t.at from (
                    select false as is_message, e.id, e.occurred_at as at
                    from event e where e.workspace_id = $1 and e.contact_id = $2 and e.id >= $5 and e.name <> all($4)
                    union all
                    select true, m.id, coalesce(m.sent_at, m.created_at)
                    from message m where m.workspace_id = $1 and m.contact_id = $2
                ) t
                {after}
                order by t.at desc, t.id desc
                limit $3
                """)
            .With(asked.WorkspaceId)
            .With(asked.ContactId)
            .With(asked.Paging.Fetch)
            .With(ToldByMessages)
            .With(Since(since))
            .With(asked.Paging.After?.Time ?? DateTime.UnixEpoch)
            .With(asked.Paging.After?.Id, NpgsqlDbType.Uuid)
            .ReadAsync(row => new Line(row.GetBoolean(0), row.GetGuid(1), row.Time(2)), ct);
    }

    // Row by row, so that each looks into the one month its id is of; and all ids at once, so that the planner opens no other months.
    private static Task<List<TimelineRead>> TellAsync(NpgsqlConnection connection, Guid workspaceId, List<Line> lines, CancellationToken ct) =>
        connection
            .Command(
                """
                select page.is_message, page.id, page.at, e.name, e.status, e.properties::text, o.id,
                       m.status, m.reason, m.subject, m.campaign_id, g.name
                from unnest($2, $3, $4) as page(is_message, id, at)
                left join lateral (
                    select e.name, e.status, e.properties, e.source_id from event e
                    where not page.is_message and e.workspace_id = $1 and e.id = any($3) and e.id = page.id limit 1
                ) e on true
                left join shop_order o on o.workspace_id = $1 and o.source_id = e.source_id
                    and o.external_id = coalesce(e.properties ->> 'eventKey', e.properties ->> 'externalOrderId', e.properties ->> 'orderId')
                left join lateral (
                    select m.status, m.reason, m.subject, m.campaign_id from message m
                    where page.is_message and m.workspace_id = $1 and m.id = any($3) and m.id = page.id limit 1
                ) m on true
                left join campaign g on g.workspace_id = $1 and g.id = m.campaign_id
                order by page.at desc, page.id desc
                """)
            .With(workspaceId)
            .With(lines.Select(line => line.IsMessage).ToArray())
            .With(lines.Select(line => line.Id).ToArray())
            .With(lines.Select(line => line.At.UtcDateTime).ToArray())
            .ReadAsync(Read, ct);

    private static Guid Since(DateTimeOffset? moment) => Ids.First(moment - ClockError) ?? Guid.Empty;

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

    private sealed record Asked(Guid WorkspaceId, Guid ContactId, Paging Paging, DateTimeOffset? Beginning);

    private sealed record Line(bool IsMessage, Guid Id, DateTimeOffset At);
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
