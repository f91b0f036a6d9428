using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Orders;

/// <summary>Reads orders for people.</summary>
public sealed class OrderReadStore(NpgsqlDataSource database)
{
    // An e-mail prefix that fits more people than this is not a search for anybody.
    private const int MostContacts = 200;

    private const string Columns =
        """
        o.id, o.external_id, o.status, o.total, o.currency, o.placed_at, o.status_at, jsonb_array_length(o.items), o.source_id, s.kind, s.name,
        o.contact_id, c.first_name, c.last_name, c.email, c.phone
        """;

    private const string Joined =
        """
        left join source s on s.workspace_id = $1 and s.id = o.source_id
        left join contact c on c.workspace_id = $1 and c.id = o.contact_id
        """;

    /// <summary>The latest placed first.</summary>
    public async Task<List<OrderRead>> ListAsync(Guid workspaceId, OrderFilter filter, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command($"select {Columns} from ({Page(filter)}) o {Joined} order by o.placed_at desc, o.id")
            .With(workspaceId)
            .With(filter.Limit)
            .With(filter.Status is { } status ? OrderStatusText.Of(status) : null, NpgsqlDbType.Text)
            .With(filter.ContactId, NpgsqlDbType.Uuid)
            .With(filter.Search, NpgsqlDbType.Text)
            .With(filter.Search?.ToLowerInvariant(), NpgsqlDbType.Text)
            .With(filter.After?.Time ?? DateTime.UnixEpoch)
            .With(filter.After?.Id, NpgsqlDbType.Uuid)
            .ReadAsync(Read, ct);
    }

    public async Task<OrderRead?> FindAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                $"""
                select {Columns}, o.delivered_at, o.created_at, o.updated_at, o.items::text, o.document::text,
                       k.message_id, m.subject, k.campaign_id, g.name, k.touch, k.touched_at, k.credited_at
                from shop_order o {Joined}
                left join order_credit k on k.workspace_id = $1 and k.order_id = o.id
                left join message m on m.workspace_id = $1 and m.id = k.message_id
                left join campaign g on g.workspace_id = $1 and g.id = k.campaign_id
                where o.workspace_id = $1 and o.id = $2
                """)
            .With(workspaceId)
            .With(id)
            .FindAsync(ReadWhole, ct);
    }

    private static string Page(OrderFilter filter)
    {
        var where =
            $"""
            o.workspace_id = $1
            {(filter.Status is null ? "" : "and o.status = $3")}
            {(filter.ContactId is null ? "" : "and o.contact_id = $4")}
            {(filter.After is null ? "" : "and o.placed_at <= $7 and (o.placed_at < $7 or o.id > $8)")}
            """;
        const string end = "order by o.placed_at desc, o.id limit $2";
        if (filter.Search is null) return $"select o.* from shop_order o where {where} {end}";
        return
            $"""
            (select o.* from shop_order o where {where} and {Sql.StartsWith("o.external_id", "$5")} {end})
            union
            (select o.*
             from (
                 select distinct i.contact_id from contact_identifier i
                 where i.workspace_id = $1 and i.kind = 'email' and {Sql.StartsWith("i.value", "$6")} limit {MostContacts}
             ) wanted
             cross join lateral (select o.* from shop_order o where {where} and o.contact_id = wanted.contact_id {end}) o
             {end})
            {end.Replace("o.", "", StringComparison.Ordinal)}
            """;
    }

    private static OrderRead Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        ExternalId = row.GetString(1),
        Status = OrderStatusText.Parse(row.GetString(2)),
        Total = row.GetDecimal(3),
        Currency = row.GetString(4),
        PlacedAt = row.Time(5),
        StatusAt = row.Time(6),
        ItemCount = row.GetInt32(7),
        Source = SourceRef.Of(row.GetGuid(8), row.TextOrNull(9), row.TextOrNull(10)),
        ContactId = row.GetGuid(11),
        ContactName = PersonName.Of(row.TextOrNull(12), row.TextOrNull(13), row.TextOrNull(14), row.TextOrNull(15)),
        Email = row.TextOrNull(14),
        Phone = row.TextOrNull(15),
    };

    private static OrderRead ReadWhole(NpgsqlDataReader row) => Read(row) with
    {
        DeliveredAt = row.TimeOrNull(16),
        CreatedAt = row.Time(17),
        UpdatedAt = row.Time(18),
        Items = JsonSerializer.Deserialize(row.GetString(19), EventJson.Default.ListLineItem) ?? [],
        Document = row.GetString(20),
        Credit = row.IdOrNull(21) is { } message
            ? new OrderCredit(
                Ids.Out(Ids.Message, message), row.TextOrNull(22), Ids.Out(Ids.Campaign, row.IdOrNull(23)), row.TextOrNull(24),
                Words.Read<CreditTouch>(row.GetString(25)), row.Time(26), row.Time(27))
            : null,
    };
}

/// <summary>Which orders to list. Null means any.</summary>
public sealed record OrderFilter(int Limit)
{
    public OrderStatus? Status { get; init; }

    public Guid? ContactId { get; init; }

    /// <summary>The beginning of the external id or of the contact's e-mail address.</summary>
    public string? Search { get; init; }

    public Cursor? After { get; init; }
}

/// <summary>An order as read, with what is known of its source and contact.</summary>
public sealed record OrderRead
{
    public required Guid Id { get; init; }
    public required string ExternalId { get; init; }
    public required OrderStatus Status { get; init; }
    public required decimal Total { get; init; }
    public required string Currency { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    public required DateTimeOffset StatusAt { get; init; }
    public required int ItemCount { get; init; }
    public required SourceRef Source { get; init; }
    public required Guid ContactId { get; init; }
    public required string ContactName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public IReadOnlyList<LineItem> Items { get; init; } = [];
    public string Document { get; init; } = "{}";
    public OrderCredit? Credit { get; init; }
}
