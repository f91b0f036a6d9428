using System.Text.Json;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Orders;

/// <summary>Reads and writes orders, a batch at a time, and keeps the order statistics of their contacts.</summary>
public static class OrderStore
{
    /// <summary>Folds the batch's order events into the orders, in order. The result is the contacts whose orders changed, also by losing one.</summary>
    public static async Task<HashSet<Guid>> FoldAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, TimeProvider time, CancellationToken ct)
    {
        var told = events.Where(resolved => resolved is { Event.Order: not null, ContactId: not null }).ToList();
        if (told.Count == 0) return [];

        var orders = await LoadAsync(connection, workspaceId, told, ct);
        var contacts = orders.Values.Select(order => order.ContactId).ToHashSet();
        var touched = new HashSet<(Guid, string)>();
        foreach (var resolved in told)
        {
            var key = (resolved.Event.SourceId, resolved.Event.Order!.ExternalId);
            var before = orders.GetValueOrDefault(key);
            var order = OrderRules.Apply(before, resolved, Guid.CreateVersion7(time.GetUtcNow()));
            if (order == before) continue;
            orders[key] = order;
            contacts.Add(order.ContactId);
            touched.Add(key);
        }
        var changed = touched.Select(key => orders[key]).OrderBy(order => order.Id).ToList();
        if (changed.Count == 0) return [];
        await UpsertAsync(connection, workspaceId, changed, ct);
        return contacts;
    }

    private static async Task<Dictionary<(Guid, string), Order>> LoadAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> told, CancellationToken ct)
    {
        var keys = told.Select(resolved => (Source: resolved.Event.SourceId, resolved.Event.Order!.ExternalId)).Distinct().ToList();
        var orders = await connection
            .Command(
                """
                select o.id, o.source_id, o.external_id, o.contact_id, o.status, o.total, o.currency, o.placed_at, o.status_at, o.delivered_at,
                       o.created_at, o.updated_at
                from unnest($2, $3) as t(source_id, external_id)
                join shop_order o on o.workspace_id = $1 and o.source_id = t.source_id and o.external_id = t.external_id
                """)
            .With(workspaceId)
            .With(keys.Select(key => key.Source).ToArray())
            .With(keys.Select(key => key.ExternalId).ToArray())
            .ReadAsync(Read, ct);
        return orders.ToDictionary(order => (order.SourceId, order.ExternalId));
    }

    private static Order Read(NpgsqlDataReader row) => new()
    {
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
    };

    private static async Task UpsertAsync(NpgsqlConnection connection, Guid workspaceId, List<Order> orders, CancellationToken ct)
    {
        await connection
            .Command(
                """
                insert into shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at,
                                        delivered_at, items, document, created_at, updated_at)
                select $1, t.id, t.source_id, t.external_id, t.contact_id, t.status, t.total, t.currency, t.placed_at, t.status_at,
                       t.delivered_at, t.items::jsonb, t.document::jsonb, t.created_at, t.updated_at
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) as t(id, source_id, external_id, contact_id, status,
                    total, currency, placed_at, status_at, delivered_at, items, document, created_at, updated_at)
                on conflict (workspace_id, source_id, external_id) do update set
                    contact_id = excluded.contact_id, status = excluded.status, total = excluded.total, currency = excluded.currency,
                    placed_at = excluded.placed_at, status_at = excluded.status_at, delivered_at = excluded.delivered_at,
                    items = excluded.items, document = excluded.document, updated_at = excluded.updated_at
                """)
            .With(workspaceId)
            .With(orders.Select(order => order.Id).ToArray())
            .With(orders.Select(order => order.SourceId).ToArray())
            .With(orders.Select(order => order.ExternalId).ToArray())
            .With(orders.Select(order => order.ContactId).ToArray())
            .With(orders.Select(order => OrderStatusText.Of(order.Status)).ToArray())
            .With(orders.Select(order => order.Total).ToArray())
            .With(orders.Select(order => order.Currency).ToArray())
            .With(orders.Select(order => order.PlacedAt.UtcDateTime).ToArray())
            .With(orders.Select(order => order.StatusAt.UtcDateTime).ToArray())
            .With(orders.Select(order => order.DeliveredAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .With(orders.Select(order => JsonSerializer.Serialize(order.Items ?? [], EventJson.Default.IReadOnlyListLineItem)).ToArray())
            .With(orders.Select(order => order.Document?.ToString() ?? "{}").ToArray())
            .With(orders.Select(order => order.CreatedAt.UtcDateTime).ToArray())
            .With(orders.Select(order => order.UpdatedAt.UtcDateTime).ToArray())
            .RunAsync(ct);
    }

    /// <summary>Before the orders of contacts are counted: nobody else counts them until this transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) => connection
        .Command("select from contact where workspace_id = $1 and id = any($2) order by id for no key update")
        .With(workspaceId)
        .With(contacts)
        .RunAsync(ct);

    /// <summary>
    /// Counts the order statistics of contacts anew from the orders themselves: a cancellation takes its revenue back out without any bookkeeping.
    /// </summary>
    public static async Task CountAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct)
    {
        if (contacts.Length == 0) return;
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
