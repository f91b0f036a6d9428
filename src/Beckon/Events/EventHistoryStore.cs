using System.Text.Json;
using Beckon.Events.Catalogue;
using Beckon.Storage;
using Beckon.Storage.Months;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events;

/// <summary>Reads the history for people. Conditions are added only where they are asked for, so that each question keeps its own plan.</summary>
public sealed class EventHistoryStore(NpgsqlDataSource database, TimeProvider time)
{
    // An e-mail prefix that fits more people than this is not a search for anybody.
    private const int MostContacts = 200;

    // What came less often than this is found by the filters of event names; anything else is met soon on the way back from the latest.
    private const long Rare = 20_000;

    private const string Columns =
        """
        e.id, e.name, e.status, e.occurred_at, e.received_at, e.source_id, s.kind, s.name,
        e.contact_id, c.first_name, c.last_name, c.email, c.phone, coalesce(jsonb_array_length(e.warnings), 0)
        """;

    private const string Joined =
        """
        left join source s on s.workspace_id = $1 and s.id = e.source_id
        left join contact c on c.workspace_id = $1 and c.id = e.contact_id
        """;

    /// <summary>The latest arrivals first.</summary>
    public async Task<List<EventRead>> ListAsync(Guid workspaceId, EventFilter filter, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (filter is { Name: { } name, ContactId: null, Email: null } && await CountAsync(connection, workspaceId, name, ct) is var count and < Rare)
            return count == 0 ? [] : await ReadAsync(connection, workspaceId, filter with { RareName = true }, filter.Span, filter.Limit, ct);
        return await filter.Span.LatestAsync(time.GetUtcNow(), filter.Limit, (span, most) => ReadAsync(connection, workspaceId, filter, span, most, ct));
    }

    private static Task<List<EventRead>> ReadAsync(
        NpgsqlConnection connection, Guid workspaceId, EventFilter filter, IdSpan span, int most, CancellationToken ct) =>
        connection
            .Command($"select {Columns}{(filter.Properties ? ", e.properties::text" : "")} from ({Page(filter)}) e {Joined} order by e.id desc")
            .With(workspaceId)
            .With(most)
            .With(span.From)
            .With(span.To)
            .With(filter.Name, NpgsqlDbType.Text)
            .With(filter.SourceId, NpgsqlDbType.Uuid)
            .With(filter.ContactId, NpgsqlDbType.Uuid)
            .With(filter.Email, NpgsqlDbType.Text)
            .ReadAsync<EventRead>(filter.Properties ? ReadWithProperties : Read, ct);

    public async Task<EventRead?> FindAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                $"""
                select {Columns}, e.message_id, e.properties::text,
                       coalesce(e.properties ->> 'eventKey', e.properties ->> 'externalOrderId'), e.properties ->> 'email', e.properties ->> 'phone',
                       e.warnings::text
                from event e {Joined}
                where e.workspace_id = $1 and e.id = $2
                """)
            .With(workspaceId)
            .With(id)
            .FindAsync(ReadWhole, ct);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, Guid workspaceId, string name, CancellationToken ct) =>
        (await connection
            .Command("select coalesce(sum(count), 0)::bigint from event_count where workspace_id = $1 and name = $2")
            .With(workspaceId)
            .With(name)
            .ReadAsync(row => row.GetInt64(0), ct))[0];

    /// <summary>The names that ever came in, the most frequent first.</summary>
    public async Task<List<(string Name, long Count)>> NamesAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command("select name, sum(count)::bigint from event_count where workspace_id = $1 group by name order by 2 desc, 1")
            .With(workspaceId)
            .ReadAsync(row => (row.GetString(0), row.GetInt64(1)), ct);
    }

    // Ids grow with the time of arrival: the primary key is the order, and a range of time is a range of ids.
    private static string Page(EventFilter filter)
    {
        var where =
            $"""
            e.workspace_id = $1 and e.id >= $3 and e.id < $4
            {(filter.Name is null ? "" : "and e.name = $5")}
            {(filter.SourceId is null ? "" : "and e.source_id = $6")}
            {(filter.Warnings ? "and e.warnings is not null" : "")}
            """;
        if (filter.ContactId is not null) return $"select e.* from event e where {where} and e.contact_id = $7 order by e.id desc limit $2";
        if (filter.RareName) return RareNamed(where);
        if (filter.Email is null) return $"select e.* from event e where {where} order by e.id desc limit $2";
        return
            $"""
            select e.*
            from (
                select distinct i.contact_id from contact_identifier i
                where i.workspace_id = $1 and i.kind = 'email' and {Sql.StartsWith("i.value", "$8")} limit {MostContacts}
            ) wanted
            cross join lateral (select e.* from event e where {where} and e.contact_id = wanted.contact_id order by e.id desc limit $2) e
            order by e.id desc limit $2
            """;
    }

    // All of the name first: in one question with the limit, the planner would hope to meet enough of them on the way back from the latest.
    private static string RareNamed(string where) =>
        $"""
        select e.*
        from (
            with named as materialized (select e.id from event e where {where})
            select id from named order by id desc limit $2
        ) named
        join event e on e.workspace_id = $1 and e.id = named.id
        """;

    private static EventRead Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        Status = row.TextOrNull(2),
        OccurredAt = row.Time(3),
        ReceivedAt = row.Time(4),
        SourceId = row.GetGuid(5),
        SourceKind = row.TextOrNull(6),
        SourceName = row.TextOrNull(7),
        ContactId = row.IdOrNull(8),
        ContactName = PersonName.Of(row.TextOrNull(9), row.TextOrNull(10), row.TextOrNull(11), row.TextOrNull(12)),
        Email = row.TextOrNull(11),
        Phone = row.TextOrNull(12),
        WarningCount = row.GetInt32(13),
    };

    private static EventRead ReadWithProperties(NpgsqlDataReader row) => Read(row) with { Properties = row.GetString(14) };

    private static EventRead ReadWhole(NpgsqlDataReader row) => Read(row) with
    {
        MessageId = row.GetString(14),
        Properties = row.GetString(15),
        EventKey = row.TextOrNull(16),
        ToldEmail = row.TextOrNull(17),
        ToldPhone = row.TextOrNull(18),
        Warnings = row.TextOrNull(19) is { } json ? JsonSerializer.Deserialize(json, EventJson.Default.ListEventWarning) ?? [] : [],
    };
}

/// <summary>Which events to list. Null means any.</summary>
public sealed record EventFilter(int Limit)
{
    public string? Name { get; init; }

    /// <summary>Whether there are few of the name.</summary>
    internal bool RareName { get; init; }

    public Guid? SourceId { get; init; }

    public Guid? ContactId { get; init; }

    /// <summary>Only those that do not fit the catalogue.</summary>
    public bool Warnings { get; init; }

    /// <summary>Read also what the senders said.</summary>
    public bool Properties { get; init; }

    /// <summary>The beginning of the contact's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>From which id on, and before which.</summary>
    public IdSpan Span { get; init; } = IdSpan.All;
}

/// <summary>An event as read, with what is known of its source and contact.</summary>
public sealed record EventRead
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Status { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required Guid SourceId { get; init; }
    public string? SourceKind { get; init; }
    public string? SourceName { get; init; }
    public Guid? ContactId { get; init; }
    public required string ContactName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public int WarningCount { get; init; }
    public IReadOnlyList<EventWarning> Warnings { get; init; } = [];
    public string MessageId { get; init; } = "";
    public string? Properties { get; init; }
    public string? EventKey { get; init; }
    public string? ToldEmail { get; init; }
    public string? ToldPhone { get; init; }
}
