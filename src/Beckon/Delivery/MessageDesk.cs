using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>What a person decides about a message of which nobody knows whether it was sent.</summary>
public sealed class MessageDesk(NpgsqlDataSource source, Audit audit, LaneSignal signal, TimeProvider time)
{
    /// <summary>Puts it back into the queue, under the same Message-ID; it is asked once more whether the person may be written to.</summary>
    public Task<Decided> ResendAsync(Caller caller, Guid messageId, CancellationToken ct) =>
        DecideAsync(
            caller, messageId, "message.resent", connection => ReconciliationStore.RequeueAsync(connection, caller.WorkspaceId, messageId, time.GetUtcNow(), ct), ct);

    /// <summary>Counts it as sent, as if the provider had said so.</summary>
    public Task<Decided> SettleAsync(Caller caller, Guid messageId, CancellationToken ct) =>
        DecideAsync(caller, messageId, "message.settled", async connection =>
        {
            var proof = new Proof(messageId, time.GetUtcNow(), new TraceLine("a person says that it was sent", "", true));
            return await ReconciliationStore.SettleAsync(connection, caller.WorkspaceId, [proof], time.GetUtcNow(), ct) > 0;
        }, ct);

    private async Task<Decided> DecideAsync(Caller caller, Guid messageId, string action, Func<NpgsqlConnection, Task<bool>> decide, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await decide(connection)) return new Decided(Done: false, await ReconciliationStore.StatusAsync(connection, caller.WorkspaceId, messageId, ct));
        await audit.WriteAsync(connection, caller, action, Ids.Out(Ids.Message, messageId), details: null, ct);
        var status = await ReconciliationStore.StatusAsync(connection, caller.WorkspaceId, messageId, ct);
        // Sent again, or told of to the history.
        Lane[] lanes = [new(caller.WorkspaceId, LaneKind.Sending), new(caller.WorkspaceId, LaneKind.Arrivals)];
        await signal.TellOthersAsync(connection, lanes, ct);
        await transaction.CommitAsync(ct);
        foreach (var lane in lanes) signal.Ring(lane);
        return new Decided(Done: true, status);
    }
}

/// <summary>Whether a decision about a message took effect, and the status that it has now; no status means that there is no such message.</summary>
public sealed record Decided(bool Done, string? Status);
