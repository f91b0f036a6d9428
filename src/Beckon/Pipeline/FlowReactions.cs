using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Flows.Products;
using Beckon.Orders;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Which runs of flows a batch begins and ends, and the messages that come of it: loads, lets <see cref="FlowBatch"/> decide, and writes.</summary>
public sealed class FlowReactions(FlowStore store, SendingRulesStore rules, TimeProvider time)
{
    public async Task<Reaction> ReactAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, Dictionary<Guid, Cart> carts, CancellationToken ct)
    {
        var live = await store.LiveAsync(connection, workspaceId, ct);
        if (live.OfProducts.Count > 0)
            await ProductNewsStore.KeepAsync(connection, workspaceId, [.. ProductNews.Of(events, live, live.TodayAt(time.GetUtcNow()))], ct);
        var reaction = await DecideAsync(connection, workspaceId, events, carts, live, ct);
        // Of the runs that have just begun, too.
        await FlowGoalStore.ReachAsync(connection, workspaceId, events, live, time.GetUtcNow(), ct);
        return reaction;
    }

    // What they were known by when it happened, not after all that came with it.
    private static Recipient AtTheTime(Recipient now, ResolvedEvent resolved) =>
        now with { Email = now.Email with { Address = resolved.Email }, Sms = now.Sms with { Address = resolved.Phone } };

    private async Task<Reaction> DecideAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, Dictionary<Guid, Cart> carts, LiveFlows live, CancellationToken ct)
    {
        var heard = events.Where(resolved => resolved.ContactId is not null && live.Triggers.Contains(resolved.Event.Name)).ToList();
        Guid[] contacts = [.. heard.Select(resolved => resolved.ContactId!.Value).Distinct()];
        var waiting = await ConcernedAsync(connection, workspaceId, events, carts, live, ct);
        if (heard.Count == 0 && waiting.Count == 0) return Reaction.None;

        var now = time.GetUtcNow();
        var recipients = await MessageStore.RecipientsAsync(connection, workspaceId, contacts, ct);
        var today = live.TodayAt(now);
        var before = new FlowsBefore(
            waiting, await store.DefinitionsAsync(connection, workspaceId, waiting, ct),
            await FlowRunStore.LastEnteredAsync(connection, workspaceId, live.Remembering, contacts, ct));
        var batch = new FlowBatch(() => Guid.CreateVersion7(time.GetUtcNow()), live, today, before);
        // Where there are rules, what is to be sent at once waits for the timer, which looks at all of somebody's messages together.
        var sending = (await rules.OfAsync(connection, workspaceId, ct)).Rules.Any ? null : SendingState.Free;
        foreach (var resolved in events)
        {
            var cart = carts.GetValueOrDefault(resolved.Event.Id);
            batch.Hear(resolved, cart);
            if (resolved.ContactId is not { } contact || !live.Triggers.Contains(resolved.Event.Name)) continue;
            batch.Start(new TriggerFacts(resolved.Event, AtTheTime(recipients[contact], resolved), cart, today) { Sending = sending }, now);
        }
        await FlowRunStore.ChangeAsync(connection, workspaceId, batch.Changed, now, ct);
        await FlowRunStore.AddAsync(connection, workspaceId, batch.Begun, now, ct);
        await MessageStore.AddAsync(connection, workspaceId, batch.Messages, now, ct);
        await FlowRunStore.DropPutOffAsync(connection, workspaceId, batch.Changed, ct);
        await FlowTallyStore.AddAsync(connection, workspaceId, batch.Turns, ct);
        var calls = await FlowDeedStore.DoAsync(connection, workspaceId, batch.Turns, time, ct);
        var waits = batch.Begun.Concat(batch.Changed).Count(run => run.Status == FlowRunStatus.Waiting);
        return new Reaction(batch.Messages.Count(message => message.Skipped is null), waits)
        {
            News = calls,
            // Whose tags or lists were changed is asked about audiences.
            Due = batch.Turns.Exists(turn => turn.Deeds.Any(deed => deed is ChangeStep)),
        };
    }

    // The runs that wait and that some event of the batch may concern: of whoever ordered, bought a cart or abandoned it again, or did what some run hears
    // of or is begun by. Those of one contact only, so that what changes a run is in the lane of its contact, in order.
    private static async Task<List<FlowRun>> ConcernedAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, Dictionary<Guid, Cart> carts, LiveFlows live, CancellationToken ct)
    {
        var contacts = events
            .Where(resolved => !resolved.Event.Backfill)
            .Where(resolved => ExitRules.IsPurchase(resolved.Event) || live.Hears(resolved.Event.Name) || carts.GetValueOrDefault(resolved.Event.Id) is { Status: not CartStatus.Open })
            .Select(resolved => resolved.ContactId)
            .OfType<Guid>()
            .ToHashSet();
        return contacts.Count == 0
            ? []
            : [.. await FlowRunStore.TakeAsync(connection, workspaceId, contacts, ct), .. await FlowRunStore.TakeLingeringAsync(connection, workspaceId, contacts, ct)];
    }
}

/// <summary>What flows made of a batch.</summary>
/// <param name="Messages">How many messages wait to be sent.</param>
/// <param name="Waiting">How many runs have begun to wait.</param>
public sealed record Reaction(int Messages, int Waiting)
{
    public static Reaction None { get; } = new(0, 0);

    /// <summary>How many events wait to be taken in because of it.</summary>
    public int News { get; init; }

    /// <summary>Whether somebody is to be looked at again at some time, because time alone changes their audiences.</summary>
    public bool Due { get; init; }

    public Reaction And(Reaction other) =>
        new(Messages + other.Messages, Waiting + other.Waiting) { News = News + other.News, Due = Due || other.Due };

    /// <summary>The lanes that have something to do because of it.</summary>
    public IReadOnlyCollection<Lane> Rings(Guid workspaceId) =>
    [
        .. Messages > 0 ? [new Lane(workspaceId, LaneKind.Sending)] : Array.Empty<Lane>(),
        .. News > 0 ? [new Lane(workspaceId, LaneKind.Arrivals)] : Array.Empty<Lane>(),
        .. Waiting > 0 || Due ? [new Lane(workspaceId, LaneKind.Timers)] : Array.Empty<Lane>(),
    ];
}
