using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Events.Discoveries;
using Beckon.Identity;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// Processes a batch of a lane in one transaction: either all of it happened and its inbox rows are gone, or none of it and they are still there.
/// In the lane of arrivals it is found out whose the events are. What they lead to (<see cref="Effects"/>) follows in the same transaction, or, when
/// more waits than one lane gets through, in the lanes of their contacts, which other workers and nodes share.
/// </summary>
public sealed class Processor(
    NpgsqlDataSource source, Effects effects, KnownPeople known, SeenKeysMemory memory, Backlogs backlogs, ReadAhead ahead, JustArrived fresh,
    Discovery discovery, LaneSignal signal, TimeProvider time)
{
    /// <summary>
    /// Processes what waits in a lane, up to about so many events. Those in <paramref name="poison"/> go to the dead letters instead, with the
    /// reason given.
    /// </summary>
    public async Task<Processed> ProcessAsync(LaneHold hold, int mostEvents, IReadOnlyDictionary<Guid, string> poison, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var lane = hold.Lane;
        var arrived = lane.Kind == LaneKind.Arrivals ? await ahead.TakeAsync(hold, mostEvents) : null;
        // Numbers are given before the commit: a row that came late under a lower one is next, and must not wait until the backlog is gone.
        if (arrived is not null && await InboxStore.OldestAsync(connection, lane, ct) != arrived.Waiting.Rows[0].Id) arrived = null;
        var waiting = arrived is not null && poison.Count == 0 ? arrived.Waiting : await ReadAsync(connection, lane, mostEvents, ct);
        if (waiting.Rows.Count == 0) return Processed.Nothing;

        var next = lane.Kind == LaneKind.Arrivals && waiting.Behind > 0 ? ahead.ReadAsync(hold, waiting, mostEvents, ct) : null;
        var batch = new Batch(connection, hold, waiting, poison);
        var processed = lane.Kind == LaneKind.Arrivals
            ? await ArriveAsync(batch, arrived?.Waiting == waiting ? arrived.Events : Arrived.Of(waiting).Events, ct)
            : await TakeEffectAsync(batch, ct);
        if (processed.MustWait) return processed;

        await InboxStore.ConsumeAsync(connection, lane.WorkspaceId, lane.Partition, waiting.Ids, ct);
        await signal.TellOthersAsync(connection, processed.Rings, ct);
        await hold.CheckAsync(connection, ct);
        // Without messages nothing outside has heard of this batch: if the machine lost it, the inbox rows would still be there.
        if (processed.Messages == 0) await connection.Command("set local synchronous_commit = off").RunAsync(ct);
        KillPoint.Reach(KillPoint.PipelineApplied);
        await transaction.CommitAsync(ct);
        KillPoint.Reach(KillPoint.PipelineCommitted);
        processed.Committed?.Invoke();
        if (lane.Kind == LaneKind.Arrivals) fresh.Forget(lane.WorkspaceId, waiting.Ids);
        if (next is not null) ahead.Keep(hold, next);
        return processed;
    }

    private Task<Waiting> ReadAsync(NpgsqlConnection connection, Lane lane, int mostEvents, CancellationToken ct) =>
        InboxStore.ReadAsync(connection, lane, 0, mostEvents, lane.Kind == LaneKind.Arrivals ? fresh.Of(lane.WorkspaceId) : [], ct);

    private async Task<Processed> ArriveAsync(Batch batch, List<CanonicalEvent> events, CancellationToken ct)
    {
        var (connection, hold, waiting, poison) = batch;
        var backlog = backlogs.Of(hold);
        await backlog.LookAsync(connection, ct);
        if (backlog.IsUnknown) return Processed.Later;

        await DeadLetterStore.AddAsync(connection, batch.WorkspaceId, events, poison, time.GetUtcNow(), ct);
        var (people, seen) = (known.Take(hold), memory.Take(hold) ?? new SeenKeys());
        var stretches = await ResolveAsync(connection, batch.WorkspaceId, people, seen, events.FindAll(e => !poison.ContainsKey(e.Id)), ct);
        var processed = new Processed(events.Count, stretches.Count == 0 ? null : stretches[^1].Events[^1].Event.Id);
        if (!backlog.IsToBeShared(waiting.Behind))
        {
            var reaction = await effects.ApplyAsync(connection, batch.WorkspaceId, stretches, ct);
            return processed with { Messages = reaction.Messages, Committed = Keep, Rings = reaction.Rings(batch.WorkspaceId) };
        }
        if (await backlog.HandOverAsync(connection, stretches, ct) is not { } handedOver) return Processed.Later;
        return processed with
        {
            Committed = () =>
            {
                Keep();
                handedOver.Committed();
            },
            Rings = handedOver.Lanes,
        };

        void Keep()
        {
            seen.Committed();
            memory.Keep(hold, seen);
            known.Keep(hold, people);
            foreach (var stretch in stretches) discovery.Hear(hold.Lane.WorkspaceId, stretch.Events);
        }
    }

    // Whose they are, written down.
    private async Task<List<Stretch>> ResolveAsync(
        NpgsqlConnection connection, Guid workspaceId, People people, SeenKeys seen, List<CanonicalEvent> events, CancellationToken ct)
    {
        var unseen = await EventKeyStore.KeepUnseenAsync(connection, workspaceId, seen, events, ct);
        if (unseen.Count == 0) return [];
        var addressed = await FeedbackStore.AddressAsync(connection, workspaceId, unseen, ct);
        await IdentityStore.LoadAsync(connection, workspaceId, addressed, people, ct);
        await DetailStore.LoadAsync(connection, workspaceId, addressed, people, ct);
        var stretches = Resolution.Of(people, addressed);
        await IdentityStore.WriteAsync(connection, workspaceId, people, time, ct);
        // What was said by somebody who has been erased since stands before any default.
        await ErasedAddressStore.RecallAsync(connection, workspaceId, WithNewAddress(people), time.GetUtcNow(), ct);
        await ConsentDefaults.ApplyAsync(connection, workspaceId, people.WithNewEmail(), time.GetUtcNow(), ct);
        await EventStore.CountAsync(connection, workspaceId, addressed, ct);
        await WarningStore.CountAsync(connection, workspaceId, addressed, ct);
        return stretches;
    }

    private static Guid[] WithNewAddress(People people) =>
    [
        .. people.Attached
            .Where(one => one.Identifier.Kind is Identifier.Email or Identifier.Phone)
            .Select(one => people.Find(one.ContactId)?.Id)
            .OfType<Guid>()
            .Distinct()
            .Order(),
    ];

    private async Task<Processed> TakeEffectAsync(Batch batch, CancellationToken ct)
    {
        var (connection, _, waiting, poison) = batch;
        var stretches = waiting.Rows.SelectMany(row => Stretch.Read(row.Events)).ToList();
        var events = stretches.SelectMany(stretch => stretch.Events).Select(resolved => resolved.Event).ToList();
        await DeadLetterStore.AddAsync(connection, batch.WorkspaceId, events, poison, time.GetUtcNow(), ct);
        // Counted as seen in the lane of arrivals: put right and sent again, they must not be taken for repeats of themselves.
        await EventKeyStore.ForgetAsync(connection, batch.WorkspaceId, events.FindAll(e => poison.ContainsKey(e.Id)), ct);
        var reaction = await effects.ApplyAsync(connection, batch.WorkspaceId, stretches.Select(stretch => stretch.Without(poison)), ct);
        return new Processed(events.Count, events.Count == 0 ? null : events[^1].Id)
        {
            Messages = reaction.Messages,
            Rings = reaction.Rings(batch.WorkspaceId),
        };
    }

    /// <summary>
    /// Finds the event that a batch fails on: the last of the shortest run of events that fails. Nothing of the search stays. Null when the
    /// batch does not fail any more.
    /// </summary>
    public async Task<FoundPoison?> FindPoisonAsync(LaneHold hold, int mostEvents, IReadOnlyDictionary<Guid, string> found, CancellationToken ct)
    {
        var lane = hold.Lane;
        await using var connection = await source.OpenConnectionAsync(ct);
        var waiting = await InboxStore.ReadAsync(connection, lane, 0, mostEvents, ct);
        var trial = new Trial(lane.Kind == LaneKind.Arrivals ? Arrived.Of(waiting).Events : [], [.. waiting.Rows.SelectMany(ReadStretches)], found);
        if (await CauseAsync(connection, lane, trial, trial.Count, ct) is not { } cause) return null;
        var (works, fails) = (0, trial.Count);
        while (fails - works > 1)
        {
            var middle = (works + fails) / 2;
            if (await CauseAsync(connection, lane, trial, middle, ct) is { } earlier) (fails, cause) = (middle, earlier);
            else works = middle;
        }
        return new(trial.IdOf(fails - 1), cause);

        List<Stretch> ReadStretches(WaitingRow row) => lane.Kind == LaneKind.Arrivals ? [] : Stretch.Read(row.Events);
    }

    // Why a run of events fails; null when it does not.
    private async Task<Exception?> CauseAsync(NpgsqlConnection connection, Lane lane, Trial trial, int first, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            var stretches = lane.Kind == LaneKind.Arrivals
                ? await ResolveAsync(connection, lane.WorkspaceId, new People(time), new SeenKeys(), trial.Events(first), ct)
                : trial.Stretches(first);
            await effects.ApplyAsync(connection, lane.WorkspaceId, stretches, ct);
            return null;
        }
        catch (Exception exception) when (Poison.IsCause(exception))
        {
            return exception;
        }
    }

    private sealed record Batch(NpgsqlConnection Connection, LaneHold Hold, Waiting Waiting, IReadOnlyDictionary<Guid, string> Poison)
    {
        public Guid WorkspaceId => Hold.Lane.WorkspaceId;
    }
}

/// <summary>An event that cannot be processed, and why.</summary>
public sealed record FoundPoison(Guid EventId, Exception Cause);
