using System.Text.Json;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Orders;
using Beckon.Storage.Lanes;
using Beckon.Storage.Months;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// Tells of carts that were left alone, for sources whose platform has no timer of its own: at its time an open cart becomes
/// <c>cart_abandoned</c>, an event like any other. That it was told and the event itself are one transaction, so that it is told exactly once.
/// </summary>
public sealed class IdleCarts(NpgsqlDataSource database, RetentionOptions retention, LaneSignal signal, TimeProvider time)
{
    private const int MostTogether = 1_000;

    /// <summary>Tells of the carts of a lane's workspace whose time has come, the longest waiting first.</summary>
    public async Task<ToldCarts> TellAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = Now();
        var due = await IdleCartStore.TakeDueAsync(connection, workspaceId, now, MostTogether, ct);
        if (due.Count > 0)
        {
            await WriteAsync(connection, workspaceId, due.Where(one => one.Abandoned).Select(one => one.Cart), now, ct);
            await IdleCartStore.LetGoAsync(connection, workspaceId, due, ct);
            await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], ct);
            await hold.CheckAsync(connection, ct);
            KillPoint.Reach(KillPoint.IdleCartsTold);
        }
        await transaction.CommitAsync(ct);
        if (due.Count > 0) KillPoint.Reach(KillPoint.IdleCartsCommitted);
        return new(due.Count, due.Count == MostTogether ? now : await NextAsync(connection, workspaceId, ct));
    }

    /// <summary>When the next cart of each of these workspaces is due.</summary>
    public async Task<List<(Guid WorkspaceId, DateTimeOffset Due)>> EarliestAsync(Guid[] workspaces, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await IdleCartStore.EarliestAsync(connection, workspaces, ct);
    }

    // Kept like what came through a door: a workspace that is built anew from payloads has these events too.
    private async Task WriteAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<IdleCart> carts, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var ofSource in carts.GroupBy(cart => cart.SourceId))
        {
            var request = RequestId.Of(now);
            var events = ofSource.Select((cart, at) => cart.ToEvent(RequestId.EventOf(request, at + 1), ofSource.Key, now)).ToList();
            await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, events)], ct);
            if (!retention.KeepsRaw) continue;
            var body = JsonSerializer.SerializeToUtf8Bytes([.. ofSource], IdleCartJson.Default.ListIdleCart);
            var payload = new RawPayload
            {
                WorkspaceId = workspaceId,
                Id = request,
                SourceId = ofSource.Key,
                ReceivedAt = now,
                Door = IdleCart.Door,
                ContentType = "application/json",
                Body = RawPayload.Pack(body),
            };
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { RawPayloadStore.Insert([payload]) } };
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    // As exactly as the database keeps it, so that a replay works with the very same time.
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static async Task<DateTimeOffset?> NextAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var next = await IdleCartStore.EarliestAsync(connection, [workspaceId], ct);
        return next.Count == 0 ? null : next[0].Due;
    }
}

/// <summary>How many carts were looked at whose time had come, and when the next one's comes.</summary>
public sealed record ToldCarts(int Carts, DateTimeOffset? Next);
