using Beckon.Accounts;
using Beckon.Events;
using Beckon.Events.Erasing;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>
/// Searches the bodies of requests for people: repeats of which nothing came, events that went to others, and what no door would find any more. Those
/// of their own events are gone already. A body that names somebody goes whole (<see cref="EventEraseStore.EraseEventsAsync"/> says why). Several
/// people are looked for in one pass, so that a hundred erasures cost hardly more than one.
/// </summary>
public sealed class PayloadSearch(PersonSeal seal, Audit audit, ReadAgain again, TimeProvider time)
{
    private const int AtATime = 500;
    private const int MostBytes = 8 << 20;

    // Ids count milliseconds.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>The next part of those that have come equally far; true when there is more to do.</summary>
    public async Task<bool> StepAsync(NpgsqlConnection connection, LaneHold hold, List<Erasure> searching, CancellationToken ct)
    {
        var together = searching.FindAll(one => one.Position == searching[0].Position);
        var workspaceId = hold.Lane.WorkspaceId;
        var before = Ids.First(together.Max(one => one.DetachedAt ?? one.RequestedAt) + Tick) ?? Guid.Empty;
        var span = new PayloadSpan(searching[0].Position ?? Guid.Empty, before, AtATime, MostBytes);
        if (together.Exists(one => one.Position is null))
        {
            var total = await RawPayloadStore.CountAsync(connection, workspaceId, span, ct);
            together = together.ConvertAll(one => one with { Total = total });
        }
        var payloads = await RawPayloadStore.ReadAsync(connection, workspaceId, span, ct);
        var found = await FindAsync(payloads, together, ct);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await EventEraseStore.ErasePayloadsAsync(connection, workspaceId, [.. found.Values.SelectMany(ids => ids).Distinct()], ct);
        foreach (var erasure in together)
        {
            var after = erasure.Counting("raw_payload", found[erasure.Id].Count) with
            {
                Done = erasure.Done + payloads.Count,
                Position = payloads.Count > 0 ? payloads[^1].Id : erasure.Position,
            };
            if (payloads.Count == 0) after = Ended(after);
            if (!await ErasureStore.AdvanceAsync(connection, erasure, after, ct)) return true;
            if (after.Status == ErasureStatus.Done) await TellAsync(connection, after, ct);
        }
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<Dictionary<Guid, List<Guid>>> FindAsync(List<RawPayload> payloads, List<Erasure> erasures, CancellationToken ct)
    {
        var people = erasures.ConvertAll(erasure => (erasure.Id, Traces: new PersonTraces(seal.Open(erasure))));
        var found = erasures.ToDictionary(erasure => erasure.Id, _ => new List<Guid>());
        foreach (var payload in payloads)
        {
            var body = payload.Body.Unpack();
            var events = await again(payload, ct);
            foreach (var (erasure, traces) in people)
            {
                if (Names(traces, payload, body, events)) found[erasure].Add(payload.Id);
            }
        }
        return found;
    }

    private static bool Names(PersonTraces traces, RawPayload payload, byte[] body, IReadOnlyList<CanonicalEvent> events) =>
        traces.In(body) || events.Any(traces.In)
        || (payload.Call is { } call && traces.In(call)) || (payload.IdempotencyKey is { } key && traces.In(key));

    private Erasure Ended(Erasure erasure) => erasure with
    {
        Status = ErasureStatus.Done,
        Person = null,
        Position = null,
        Error = null,
        FinishedAt = time.GetUtcNow(),
    };

    // Names nobody: the contact's id is all that is left of them.
    private Task TellAsync(NpgsqlConnection connection, Erasure done, CancellationToken ct) => audit.WriteAsync(
        connection, Caller.Beckon(done.WorkspaceId), "contact.erased", Ids.Out(Ids.Erasure, done.Id),
        new { contact = Ids.Out(Ids.Contact, done.ContactId), done.Reason, done.Counts }, ct);
}

/// <summary>Reads a request again as its door did: the events in it, none when it can no longer be read.</summary>
public delegate Task<IReadOnlyList<CanonicalEvent>> ReadAgain(RawPayload payload, CancellationToken ct);
