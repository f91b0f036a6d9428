using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Integrations.Replays;

/// <summary>
/// Takes a replay a step further: some payloads in the order of their receipt, through their adapters, into the inbox, together with the new
/// position in one transaction. A crash repeats nothing and leaves nothing out.
/// </summary>
public sealed class Replayer(NpgsqlDataSource database, ReplayReader reader, LaneSignal signal, TimeProvider time)
{
    // Live traffic goes first: while this much waits, a replay adds nothing.
    private const int MostWaiting = 20;

    // A request gets its id before it is on disk: what is younger than this may still be overtaken by one that is older.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly ReplayClaim _claim = new(Ids.New(time), TimeSpan.FromSeconds(15));

    /// <summary>The replay that is to be worked at next; null when there is none.</summary>
    public async Task<Replay?> ClaimAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await ReplayStore.ClaimAsync(connection, _claim, ct);
    }

    /// <summary>False when there is nothing to do just now: others are ahead in the inbox.</summary>
    public Task<bool> StepAsync(Replay replay, CancellationToken ct) =>
        replay.Status == ReplayStatus.Finishing ? FinishAsync(replay, ct) : TakeInAsync(replay, ct);

    /// <summary>Ends a replay that cannot go on.</summary>
    public async Task FailAsync(Replay replay, string error, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await ReplayStore.AdvanceAsync(
            connection, replay, replay with { Status = ReplayStatus.Failed, Error = error, FinishedAt = time.GetUtcNow() }, _claim, ct);
    }

    private async Task<bool> TakeInAsync(Replay replay, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await ReplayStore.WaitingAsync(connection, replay.Into, MostWaiting, ct) >= MostWaiting) return false;
        var settled = time.GetUtcNow() - Settled;
        var span = new PayloadSpan(replay.Position ?? First(replay.From), First(replay.To < settled ? replay.To : settled));
        var total = replay.Payloads
            ?? await RawPayloadStore.CountAsync(connection, replay.WorkspaceId, span with { Before = First(replay.To) }, ct);
        var payloads = await RawPayloadStore.ReadAsync(connection, replay.WorkspaceId, span, ct);
        if (payloads.Count == 0 && settled < replay.To) return false;
        var (rows, after) = await ReadAsync(replay with { Payloads = total }, payloads, ct);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (rows.Count > 0)
        {
            await InboxStore.WriteWithinAsync(connection, rows, ct);
            await signal.TellOthersAsync(connection, [new Lane(replay.Into, LaneKind.Arrivals)], ct);
        }
        if (payloads.Count == 0)
            after = after with { Status = ReplayStatus.Finishing, LastInboxId = await ReplayStore.LastWaitingAsync(connection, replay.Into, ct) ?? 0 };
        if (!await ReplayStore.AdvanceAsync(connection, replay, after, _claim, ct)) return true;
        await transaction.CommitAsync(ct);
        if (rows.Count > 0) signal.Ring(new Lane(replay.Into, LaneKind.Arrivals));
        return true;
    }

    private async Task<(List<InboxRow> Rows, Replay After)> ReadAsync(Replay replay, List<RawPayload> payloads, CancellationToken ct)
    {
        var rows = new List<InboxRow>(payloads.Count);
        var after = replay;
        foreach (var payload in payloads)
        {
            var faults = new Faults();
            var events = await reader.ReadAsync(payload, replay.Into, faults, ct);
            if (events.Count > 0) rows.Add(InboxRow.From(replay.Into, events));
            after = after with { Position = payload.Id, Done = after.Done + 1, Events = after.Events + events.Count };
            if (faults.Any) after = after with { Refused = after.Refused + 1, Refusal = Words(payload, faults) };
        }
        return (InboxRow.Join(rows), after);
    }

    // It is done when its last event has taken effect, not when that event waits.
    private async Task<bool> FinishAsync(Replay replay, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        // First the arrivals; then what was handed over to the lanes of contacts, in the transactions that took those out.
        if (replay.LastHandedId is not { } handed)
        {
            if (await ReplayStore.AnyArrivedUpToAsync(connection, replay.Into, replay.LastInboxId ?? 0, ct)) return false;
            var last = await ReplayStore.LastWaitingAsync(connection, replay.Into, ct) ?? 0;
            await ReplayStore.AdvanceAsync(connection, replay, replay with { LastHandedId = last }, _claim, ct);
            return true;
        }
        if (await ReplayStore.AnyHandedUpToAsync(connection, replay.Into, handed, ct)) return false;
        var now = time.GetUtcNow();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!replay.Here) await FreshStateStore.CopyConsentsAsync(connection, replay.WorkspaceId, replay.Into, now, ct);
        if (await ReplayStore.AdvanceAsync(connection, replay, replay with { Status = ReplayStatus.Done, FinishedAt = now }, _claim, ct))
            await transaction.CommitAsync(ct);
        return true;
    }

    private static Guid First(DateTimeOffset time) => Ids.First(time) ?? Guid.Empty;

    private static string Words(RawPayload payload, Faults faults)
    {
        var (path, sentences) = faults.ToErrors().First();
        return $"Received {payload.ReceivedAt:u} through {payload.Door}: {path}: {sentences[0]}";
    }
}
