using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Orders;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Which runs of flows a batch begins and ends, and the messages that come of it: loads, lets <see cref="FlowBatch"/> decide, and writes.</summary>
public sealed class FlowReactions(FlowStore store, TimeProvider time)
{
    public async Task<Reaction> ReactAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, Dictionary<Guid, Cart> carts, CancellationToken ct)
    {
        var flows = await store.LiveAsync(connection, workspaceId, ct);
        var triggers = flows.Select(flow => flow.Definition.Trigger).ToHashSet(StringComparer.Ordinal);
        var heard = events.Where(resolved => resolved.ContactId is not null && triggers.Contains(resolved.Event.Name)).ToList();
        var waiting = await ConcernedAsync(connection, workspaceId, events, carts, ct);
        if (heard.Count == 0 && waiting.Count == 0) return Reaction.None;

        var contacts = heard.Select(resolved => resolved.ContactId!.Value).Distinct().ToArray();
        var recipients = await MessageStore.RecipientsAsync(connection, workspaceId, contacts, ct);
        var now = time.GetUtcNow();
        var definitions = await store.DefinitionsAsync(connection, workspaceId, waiting, ct);
        var batch = new FlowBatch(() => Guid.CreateVersion7(time.GetUtcNow()), flows, waiting, definitions);
        foreach (var resolved in events)
        {
            var cart = carts.GetValueOrDefault(resolved.Event.Id);
            batch.Hear(resolved, cart);
            if (resolved.ContactId is not { } contact || !triggers.Contains(resolved.Event.Name)) continue;
            batch.Start(new TriggerFacts(resolved.Event, recipients[contact] with { Address = resolved.Address }, cart), now);
        }
        await FlowRunStore.ChangeAsync(connection, workspaceId, batch.Changed, now, ct);
        await FlowRunStore.AddAsync(connection, workspaceId, batch.Begun, now, ct);
        await MessageStore.AddAsync(connection, workspaceId, batch.Messages, now, ct);
        return new Reaction(
            batch.Messages.Count(message => message.Skipped is null),
            batch.Begun.Count(run => run.Status == FlowRunStatus.Waiting));
    }

    // The runs that wait and that some event of the batch may end: of whoever ordered, bought a cart or abandoned it again. Those of one contact only, so
    // that what changes a run is in the lane of its contact, in order.
    private static async Task<List<FlowRun>> ConcernedAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, Dictionary<Guid, Cart> carts, CancellationToken ct)
    {
        var contacts = events
            .Where(resolved => !resolved.Event.Backfill)
            .Where(resolved => ExitRules.IsPurchase(resolved.Event) || carts.GetValueOrDefault(resolved.Event.Id) is { Status: not CartStatus.Open })
            .Select(resolved => resolved.ContactId)
            .OfType<Guid>()
            .ToHashSet();
        return contacts.Count == 0 ? [] : await FlowRunStore.TakeAsync(connection, workspaceId, contacts, ct);
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
