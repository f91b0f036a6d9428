using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Orders;

/// <summary>Reads and writes what was given back of orders.</summary>
public static class OrderRefundStore
{
    /// <summary>
    /// What was given back before this batch of the orders it tells of, and which of its own refunds are new: one that was told of before, and is told
    /// of again by a replay, counts once.
    /// </summary>
    public static async Task<OrderRefunds> LoadAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> told, CancellationToken ct)
    {
        var refunds = new OrderRefunds();
        var orders = told.Select(e => (Source: e.SourceId, e.Order!.ExternalId)).Distinct().ToList();
        await connection
            .Command(
                """
                select r.source_id, r.external_id, r.event_key, r.refunded_at, r.amount, r.status
                from unnest($2, $3) as t(source_id, external_id)
                join order_refund r on r.workspace_id = $1 and r.source_id = t.source_id and r.external_id = t.external_id
                order by r.refunded_at, r.event_key
                """)
            .With(workspaceId)
            .With(orders.Select(order => order.Source).ToArray())
            .With(orders.Select(order => order.ExternalId).ToArray())
            .ReadAsync(
                row => refunds.Add(
                    row.GetGuid(0), row.GetString(1), row.GetGuid(2), new OrderRefund(row.Time(3), row.GetDecimal(4), OrderStatusText.Parse(row.GetString(5)))),
                ct);
        return refunds;
    }

    public static async Task InsertAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<NewRefund> refunds, CancellationToken ct)
    {
        if (refunds.Count == 0) return;
        await connection
            .Command(
                """
                insert into order_refund (workspace_id, source_id, external_id, event_key, refunded_at, amount, status)
                select $1, * from unnest($2, $3, $4, $5, $6, $7)
                on conflict do nothing
                """)
            .With(workspaceId)
            .With(refunds.Select(refund => refund.SourceId).ToArray())
            .With(refunds.Select(refund => refund.ExternalId).ToArray())
            .With(refunds.Select(refund => refund.EventKey).ToArray())
            .With(refunds.Select(refund => refund.Refund.At.UtcDateTime).ToArray())
            .With(refunds.Select(refund => refund.Refund.Amount).ToArray())
            .With(refunds.Select(refund => OrderStatusText.Of(refund.Refund.Status)).ToArray())
            .RunAsync(ct);
    }
}
