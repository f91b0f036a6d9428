using Beckon.Contacts;
using Beckon.Events;
using Beckon.Events.Erasing;
using Beckon.Identity;
using Beckon.Kernel;
using Beckon.Pipeline;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>
/// Takes erasures a step further, each step in one transaction with its note, by whoever holds the workspace's lane of arrivals: a crash repeats
/// nothing and leaves nothing out.
/// </summary>
public sealed class Eraser(
    NpgsqlDataSource database, KnownPeople people, Errands errands, LaneSignal signal, PayloadSearch search, PersonSeal seal,
    IEnumerable<Kept> elsewhere, TimeProvider time)
{
    private const int Together = 100;
    private const int EnoughRows = 1_000;

    private readonly List<Kept> _kept = [.. PersonalData.All, .. elsewhere];

    /// <summary>Does the next thing in a workspace; false when there is nothing to do just now.</summary>
    public async Task<bool> StepAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await ErasureStore.AtAsync(connection, workspaceId, ErasureStatus.Waiting, Together, ct) is { Count: > 0 } waiting)
            return await BeginAsync(connection, hold, waiting, ct);
        // Not waited for: it comes when the lane has its turn.
        if (await ErasureStore.AtAsync(connection, workspaceId, ErasureStatus.Ready, 1, ct) is { Count: > 0 })
        {
            errands.Ask(workspaceId, DetachAsync);
            signal.Ring(hold.Lane);
        }
        if (await ErasureStore.AtAsync(connection, workspaceId, ErasureStatus.Clearing, 1, ct) is [var clearing])
            return await ClearAsync(connection, hold, clearing, ct);
        return await ErasureStore.AtAsync(connection, workspaceId, ErasureStatus.Searching, Together, ct) is { Count: > 0 } searching
            && await search.StepAsync(connection, hold, searching, ct);
    }

    // What was set aside goes before what waits is counted: put back a moment ago, it waits, and takes effect before the contact goes.
    private async Task<bool> BeginAsync(NpgsqlConnection connection, LaneHold hold, List<Erasure> waiting, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var erasure in waiting)
        {
            var person = await PersonStore.WholeAsync(connection, seal.Open(erasure), erasure.ContactId, ct);
            var letters = await EventEraseStore.EraseLettersAsync(connection, person, ct);
            var last = await InboxStore.LastArrivedAsync(connection, erasure.WorkspaceId, ct);
            var ready = erasure.Counting("dead_letter", letters) with { Status = ErasureStatus.Ready, AfterInbox = last ?? 0, StageSince = time.GetUtcNow() };
            if (!await ErasureStore.AdvanceAsync(connection, erasure, ready, ct)) return true;
        }
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>
    /// In the lane: what arrived before has taken effect, nothing is on its way in other lanes, and nobody else finds out whose events are. When it
    /// commits, the next event of this person makes a new contact.
    /// </summary>
    private async Task<ErrandOutcome> DetachAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await database.OpenConnectionAsync(ct);
        var ready = await ErasureStore.AtAsync(connection, workspaceId, ErasureStatus.Ready, Together, ct);
        if (ready.Count == 0) return ErrandOutcome.Done;
        var oldest = await InboxStore.OldestAsync(connection, hold.Lane, ct) ?? long.MaxValue;
        var next = ready.FindAll(erasure => erasure.AfterInbox < oldest);
        if (next.Count == 0) return ErrandOutcome.AfterOthers;
        if ((await InboxStore.OldestHandedOverAsync(connection, workspaceId, ct)).Count > 0) return ErrandOutcome.HoldsUp;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            foreach (var erasure in next)
            {
                if (!await DetachAsync(connection, erasure, ct)) return ErrandOutcome.Done;
            }
            await hold.CheckAsync(connection, ct);
            KillPoint.Reach(KillPoint.ErasureDetaching);
            await transaction.CommitAsync(ct);
            KillPoint.Reach(KillPoint.ErasureDetached);
        }
        finally
        {
            // Whatever became of the commit: what is known from memory may not be so any more.
            people.Forget(hold);
        }
        return next.Count == ready.Count ? ErrandOutcome.Done : ErrandOutcome.AfterOthers;
    }

    private async Task<bool> DetachAsync(NpgsqlConnection connection, Erasure erasure, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var person = await PersonStore.WholeAsync(connection, seal.Open(erasure), erasure.ContactId, ct);
        await ErasedAddressStore.RememberAsync(connection, person, now, ct);
        var counts = await PersonStore.CountAsync(connection, erasure.WorkspaceId, person.Ids, ct);
        var after = erasure with
        {
            // It may have been merged into another since it was asked for.
            ContactId = person.Ids.Length > 0 ? person.Ids[0] : erasure.ContactId,
            Status = ErasureStatus.Clearing,
            DetachedAt = now,
            Person = seal.Close(person),
            StageSince = now,
        };
        foreach (var kept in _kept.Where(one => one.When == ErasureStep.AtOnce)) after = after.Counting(kept.Table, await kept.Erase(connection, person, ct));
        return await ErasureStore.AdvanceAsync(connection, erasure, after with { Total = counts.Events + counts.Messages - counts.WaitingMessages }, ct);
    }

    private async Task<bool> ClearAsync(NpgsqlConnection connection, LaneHold hold, Erasure erasure, CancellationToken ct)
    {
        var person = seal.Open(erasure);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var after = erasure;
        foreach (var kept in _kept.Where(one => one.When == ErasureStep.InTurns))
        {
            var rows = await kept.Erase(connection, person, ct);
            after = after.Counting(kept.Table, rows) with { Done = after.Done + rows };
            // What may be much is committed part by part.
            if (rows >= EnoughRows) break;
        }
        if (after.Done == erasure.Done) after = erasure with { Status = ErasureStatus.Searching, Total = 0, Done = 0, StageSince = time.GetUtcNow() };
        if (!await ErasureStore.AdvanceAsync(connection, erasure, after, ct)) return true;
        await hold.CheckAsync(connection, ct);
        KillPoint.Reach(KillPoint.ErasureClearing);
        await transaction.CommitAsync(ct);
        return true;
    }
}
