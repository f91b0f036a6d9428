using System.Text.Json;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Orders;

/// <summary>The carts that are to count as abandoned at their time, and those whose time has come.</summary>
public static class IdleCartStore
{
    /// <summary>
    /// Takes the carts whose time has come, the longest waiting first; a cart that an event is about to change is left to it. Those not to be told of
    /// were bought, or their source is disconnected.
    /// </summary>
    public static Task<List<DueCart>> TakeDueAsync(NpgsqlConnection connection, Guid workspaceId, DateTimeOffset now, int most, CancellationToken ct) =>
        connection
            .Command(
                """
                select c.id, c.source_id, c.external_id, c.contact_id, c.url, c.currency, c.total, c.items::text, c.changed_at, c.idle_at,
                       s.disconnected_at is null and not exists (
                           select 1 from shop_order o
                           where o.workspace_id = $1 and o.contact_id = c.contact_id and o.status in ('INITIALIZED', 'IN_PROGRESS', 'DELIVERED')
                             and o.placed_at >= c.changed_at - interval '1 minute') and not exists (
                           select 1 from shop_order o
                           where o.workspace_id = $1 and o.cart_external_id = c.external_id and o.status in ('INITIALIZED', 'IN_PROGRESS', 'DELIVERED')
                             and o.placed_at >= c.changed_at - interval '1 minute' and (o.source_id = c.source_id or length(c.external_id) >= 16)),
                       i.kind, i.value
                from cart c
                join source s on s.workspace_id = $1 and s.id = c.source_id
                left join lateral (
                    select i.kind, i.value from contact_identifier i
                    where i.workspace_id = $1 and i.contact_id = c.contact_id and (i.kind <> 'customer_id' or i.scope = c.source_id)
                    order by array_position(array['customer_id', 'email', 'phone', 'anonymous_id'], i.kind), i.created_at
                    limit 1) i on true
                where c.workspace_id = $1 and c.idle_at <= $2
                order by c.idle_at
                limit $3
                for update of c skip locked
                """)
            .With(workspaceId)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(most)
            .ReadAsync(Read, ct);

    /// <summary>They have been told of, or are not to be.</summary>
    public static Task LetGoAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<DueCart> carts, CancellationToken ct) =>
        connection
            .Command("update cart set idle_at = null where workspace_id = $1 and id = any($2)")
            .With(workspaceId)
            .With(carts.Select(due => due.Cart.Id).ToArray())
            .RunAsync(ct);

    /// <summary>When the next cart of each workspace is due; nothing for a workspace in which none is.</summary>
    public static Task<List<(Guid WorkspaceId, DateTimeOffset Due)>> EarliestAsync(NpgsqlConnection connection, Guid[] workspaces, CancellationToken ct) =>
        connection
            .Command(
                """
                select w.id, next.idle_at from unnest($1) as w(id)
                cross join lateral (
                    select c.idle_at from cart c where c.workspace_id = w.id and c.idle_at is not null order by c.idle_at limit 1) next
                """)
            .With(workspaces)
            .ReadAsync(row => (row.GetGuid(0), row.Time(1)), ct);

    /// <summary>The source has another time, which counts for the carts that are waiting for theirs, too.</summary>
    public static Task RescheduleAsync(NpgsqlConnection connection, Guid workspaceId, Guid sourceId, int? minutes, CancellationToken ct) =>
        connection
            .Command(
                """
                with waiting as (
                    select c.id from cart c where c.workspace_id = $1 and c.source_id = $2 and c.idle_at is not null order by c.id for no key update
                )
                update cart c set idle_at = c.changed_at + make_interval(mins => $3)
                from waiting w where c.workspace_id = $1 and c.id = w.id
                """)
            .With(workspaceId)
            .With(sourceId)
            .With(minutes, NpgsqlDbType.Integer)
            .RunAsync(ct);

    private static DueCart Read(NpgsqlDataReader row) => new(
        new IdleCart
        {
            Id = row.GetGuid(0),
            SourceId = row.GetGuid(1),
            CartId = IdleCart.NameOf(row.GetString(2)),
            ContactId = row.GetGuid(3),
            Url = row.TextOrNull(4),
            Currency = row.TextOrNull(5),
            Total = row.IsDBNull(6) ? null : row.GetDecimal(6),
            Items = JsonSerializer.Deserialize(row.GetString(7), EventJson.Default.ListLineItem) ?? [],
            ChangedAt = row.Time(8),
            IdleAt = row.Time(9),
            Who = Who(row.TextOrNull(11), row.TextOrNull(12)),
        },
        row.GetBoolean(10));

    private static Identifiers Who(string? kind, string? value) => kind switch
    {
        "customer_id" => new() { CustomerId = value },
        "email" => new() { Email = value },
        "phone" => new() { Phone = value },
        "anonymous_id" => new() { AnonymousId = value },
        _ => new(),
    };
}

/// <summary>A cart whose time has come, and whether it counts as abandoned.</summary>
public sealed record DueCart(IdleCart Cart, bool Abandoned);
