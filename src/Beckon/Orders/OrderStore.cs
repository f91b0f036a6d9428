using System.Text;
using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Orders;

/// <summary>Reads and writes orders, a batch at a time, and keeps the order statistics of their contacts.</summary>
public static class OrderStore
{
    /// <summary>Folds the batch's order events into the orders, in order, and tells what that does to the statistics of their contacts.</summary>
    public static async Task<OrderChanges> FoldAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, TimeProvider time, CancellationToken ct)
    {
        var changes = new OrderChanges();
        var told = events.Where(resolved => resolved.Event.Order is { } order && (order.KnownOnly || resolved.ContactId is not null)).ToList();
        if (told.Count == 0) return changes;

        var known = await LoadAsync(connection, workspaceId, told, ct);
        var refunds = await OrderRefundStore.LoadAsync(connection, workspaceId, [.. told.Select(resolved => resolved.Event)], ct);
        var orders = new Dictionary<(Guid, string), Order>(known);
        foreach (var resolved in told)
        {
            var key = (resolved.Event.SourceId, resolved.Event.Order!.ExternalId);
            var given = refunds.With(resolved.Event);
            if (OrderRules.Apply(orders.GetValueOrDefault(key), resolved, Guid.CreateVersion7(time.GetUtcNow()), given) is { } order) orders[key] = order;
        }
        await OrderRefundStore.InsertAsync(connection, workspaceId, refunds.New, ct);
        var changed = orders.Where(pair => !known.TryGetValue(pair.Key, out var before) || before != pair.Value).ToList();
        foreach (var (key, order) in changed) changes.Add(known.GetValueOrDefault(key), order);
        await InsertAsync(connection, workspaceId, [.. changed.Where(pair => !known.ContainsKey(pair.Key)).Select(pair => pair.Value)], ct);
        await UpdateAsync(connection, workspaceId, [.. changed.Where(pair => known.ContainsKey(pair.Key)).Select(pair => pair.Value).OrderBy(order => order.Id)], ct);
        return changes;
    }

    // Locked, because a merge in another lane may be handing them over: whose an order was is counted anew when it becomes somebody else's.
    private static async Task<Dictionary<(Guid, string), Order>> LoadAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> told, CancellationToken ct)
    {
        var keys = told.Select(resolved => (Source: resolved.Event.SourceId, resolved.Event.Order!.ExternalId)).Distinct().ToList();
        var orders = await connection
            .Command(
                """
                select o.id, o.source_id, o.external_id, o.contact_id, o.status, o.total, o.currency, o.placed_at, o.status_at, o.delivered_at,
                       o.created_at, o.updated_at, o.cart_external_id, o.own_contact, coalesce(o.gross_total, o.total), coalesce(o.told_at, o.status_at), o.told_status, o.told_status_at
                from unnest($2, $3) as t(source_id, external_id)
                join shop_order o on o.workspace_id = $1 and o.source_id = t.source_id and o.external_id = t.external_id
                order by o.id
                for no key update of o
                """)
            .With(workspaceId)
            .With(keys.Select(key => key.Source).ToArray())
            .With(keys.Select(key => key.ExternalId).ToArray())
            .ReadAsync(Read, ct);
        return orders.ToDictionary(order => (order.SourceId, order.ExternalId));
    }

    private static Order Read(NpgsqlDataReader row) => new()
    {
        Standing = row.TextOrNull(16) is { } told
            ? new OrderStanding(OrderStatusText.Parse(told), row.Time(17))
            : new OrderStanding(OrderStatusText.Parse(row.GetString(4)), row.Time(8)),
        Id = row.GetGuid(0),
        SourceId = row.GetGuid(1),
        ExternalId = row.GetString(2),
        ContactId = row.GetGuid(3),
        Status = OrderStatusText.Parse(row.GetString(4)),
        Total = row.GetDecimal(5),
        Currency = row.GetString(6),
        PlacedAt = row.Time(7),
        StatusAt = row.Time(8),
        DeliveredAt = row.TimeOrNull(9),
        CreatedAt = row.Time(10),
        UpdatedAt = row.Time(11),
        CartExternalId = row.TextOrNull(12),
        OwnContact = row.IdOrNull(13),
        GrossTotal = row.GetDecimal(14),
        ToldAt = row.Time(15),
    };

    // In the lane nobody else writes this order: what was not there when it was looked for is new.
    private static async Task InsertAsync(NpgsqlConnection connection, Guid workspaceId, List<Order> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at,
                             delivered_at, items, document, created_at, updated_at, cart_external_id, own_contact, gross_total, told_at, told_status, told_status_at)
            from stdin (format binary)
            """,
            ct);
        foreach (var order in orders)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(workspaceId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(order.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(order.SourceId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(order.ExternalId, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(order.ContactId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(OrderStatusText.Of(order.Status), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(order.Total, NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(order.Currency, NpgsqlDbType.Char, ct);
            await WriteAsync(copy, order.PlacedAt, ct);
            await WriteAsync(copy, order.StatusAt, ct);
            await WriteAsync(copy, order.DeliveredAt, ct);
            await copy.WriteAsync(Items(order), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync((order.Document ?? RawJson.EmptyObject).Utf8, NpgsqlDbType.Jsonb, ct);
            await WriteAsync(copy, order.CreatedAt, ct);
            await WriteAsync(copy, order.UpdatedAt, ct);
            await WriteAsync(copy, order.CartExternalId, ct);
            if (order.OwnContact is { } own) await copy.WriteAsync(own, NpgsqlDbType.Uuid, ct);
            else await copy.WriteNullAsync(ct);
            await copy.WriteAsync(order.GrossTotal, NpgsqlDbType.Numeric, ct);
            await WriteAsync(copy, order.ToldAt, ct);
            await WriteAsync(copy, Overruled(order) is { } told ? OrderStatusText.Of(told.Status) : null, ct);
            await WriteAsync(copy, Overruled(order)?.At, ct);
        }
        await copy.CompleteAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, DateTimeOffset? at, CancellationToken ct) =>
        at is { } moment ? copy.WriteAsync(moment.UtcDateTime, NpgsqlDbType.TimestampTz, ct) : copy.WriteNullAsync(ct);

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Text, ct);

    private static async Task UpdateAsync(NpgsqlConnection connection, Guid workspaceId, List<Order> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return;
        await connection
            .Command(
                """
                update shop_order o set
                    contact_id = t.contact_id, status = t.status, total = t.total, currency = t.currency, placed_at = t.placed_at,
                    status_at = t.status_at, delivered_at = t.delivered_at,
                    items = coalesce(t.items::jsonb, o.items), document = coalesce(t.document::jsonb, o.document), updated_at = t.updated_at,
                    cart_external_id = t.cart_external_id, own_contact = t.own_contact, gross_total = t.gross_total, told_at = t.told_at,
                    told_status = t.told_status, told_status_at = t.told_status_at
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as t(id, contact_id, status, total, currency,
                    placed_at, status_at, delivered_at, items, document, updated_at, cart_external_id, own_contact, gross_total, told_at, told_status,
                    told_status_at)
                where o.workspace_id = $1 and o.id = t.id
                """)
            .With(workspaceId)
            .With(orders.Select(order => order.Id).ToArray())
            .With(orders.Select(order => order.ContactId).ToArray())
            .With(orders.Select(order => OrderStatusText.Of(order.Status)).ToArray())
            .With(orders.Select(order => order.Total).ToArray())
            .With(orders.Select(order => order.Currency).ToArray())
            .With(orders.Select(order => order.PlacedAt.UtcDateTime).ToArray())
            .With(orders.Select(order => order.StatusAt.UtcDateTime).ToArray())
            .With(orders.Select(order => order.DeliveredAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .With(orders.Select(order => order.Items is null ? null : Encoding.UTF8.GetString(Items(order))).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(orders.Select(order => order.Document?.ToString()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(orders.Select(order => order.UpdatedAt.UtcDateTime).ToArray())
            .With(orders.Select(order => order.CartExternalId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(orders.Select(order => order.OwnContact).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .With(orders.Select(order => order.GrossTotal).ToArray())
            .With(orders.Select(order => order.ToldAt.UtcDateTime).ToArray())
            .With(orders.Select(order => Overruled(order) is { } told ? OrderStatusText.Of(told.Status) : null).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(orders.Select(order => Overruled(order)?.At.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .RunAsync(ct);
    }

    // All of it was given back: then it stands elsewhere than the platform said.
    private static OrderStanding? Overruled(Order order) => order.Standing == new OrderStanding(order.Status, order.StatusAt) ? null : order.Standing;

    private static byte[] Items(Order order) => JsonSerializer.SerializeToUtf8Bytes(order.Items ?? [], EventJson.Default.IReadOnlyListLineItem);

    /// <summary>Brings the order statistics of contacts up to date.</summary>
    public static async Task CountAsync(NpgsqlConnection connection, Guid workspaceId, OrderChanges changes, CancellationToken ct)
    {
        if (changes.Added.Count > 0) await AddAsync(connection, workspaceId, changes.Added, ct);
        if (changes.Recount.Count > 0) await RecountAsync(connection, workspaceId, [.. changes.Recount], ct);
    }

    private static Task<int> AddAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyDictionary<Guid, OrderSum> added, CancellationToken ct) =>
        connection
            .Command(
                """
                update contact c set
                    order_count = c.order_count + t.count, order_total = c.order_total + t.total, last_order_at = greatest(c.last_order_at, t.last)
                from unnest($2, $3, $4, $5) as t(id, count, total, last)
                where c.workspace_id = $1 and c.id = t.id
                """)
            .With(workspaceId)
            .With(added.Keys.ToArray())
            .With(added.Values.Select(sum => sum.Count).ToArray())
            .With(added.Values.Select(sum => sum.Total).ToArray())
            .With(added.Values.Select(sum => sum.Last.UtcDateTime).ToArray())
            .RunAsync(ct);

    /// <summary>Before the orders of contacts are counted: nobody else counts them until this transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) => connection
        .Command("select from contact where workspace_id = $1 and id = any($2) order by id for no key update")
        .With(workspaceId)
        .With(contacts)
        .RunAsync(ct);

    /// <summary>
    /// Counts the order statistics of contacts anew from the orders themselves: a cancellation takes its revenue back out without any bookkeeping.
    /// </summary>
    private static async Task RecountAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct)
    {
        await connection
            .Command(
                """
                update contact c set order_count = s.order_count, order_total = s.order_total, last_order_at = s.last_order_at
                from (
                    select t.id, count(o.id) as order_count, coalesce(sum(o.total), 0) as order_total, max(o.placed_at) as last_order_at
                    from unnest($2) as t(id)
                    left join shop_order o on o.workspace_id = $1 and o.contact_id = t.id and o.status = 'DELIVERED'
                    group by t.id
                ) s
                where c.workspace_id = $1 and c.id = s.id
                  and (c.order_count, c.order_total, c.last_order_at) is distinct from (s.order_count, s.order_total, s.last_order_at)
                """)
            .With(workspaceId)
            .With(contacts)
            .RunAsync(ct);
    }
}
