using Beckon.Analytics;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Orders;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// What happens to a batch of events, in order, in one transaction: ApplyAsync is the table of contents of processing. Either all of it
/// happened and the inbox rows are gone, or none of it and they are still there.
/// </summary>
public sealed class Processor(NpgsqlDataSource source, FlowReactions flows, WorkLease lease, TimeProvider time)
{
    /// <summary>
    /// Processes what waits for a workspace, up to about so many events. Those in <paramref name="poison"/> go to the dead letters instead,
    /// with the reason given.
    /// </summary>
    public async Task<Processed> ProcessAsync(Guid workspaceId, int mostEvents, IReadOnlyDictionary<Guid, string> poison, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        var waiting = await InboxStore.ReadAsync(connection, workspaceId, mostEvents, ct);
        if (waiting.Count == 0) return Processed.Nothing;
        var events = Read(waiting);
        if (poison.Count > 0) await DeadLetterStore.AddAsync(connection, workspaceId, events, poison, time.GetUtcNow(), ct);

        var applied = await ApplyAsync(connection, workspaceId, events.FindAll(e => !poison.ContainsKey(e.Id)), ct);
        await InboxStore.ConsumeAsync(connection, workspaceId, [.. waiting.Select(row => row.Id)], ct);
        await lease.CheckAsync(connection, transaction, ct);

        // Without messages nothing outside has heard of this batch: if the machine lost it, the inbox rows would still be there.
        if (applied.Messages == 0) await connection.Command("set local synchronous_commit = off").RunAsync(ct);
        await transaction.CommitAsync(ct);
        return applied with { Events = events.Count };
    }

    /// <summary>
    /// Finds the event that a batch fails on: the last of the shortest run of events that fails. Nothing of the search stays. Null when the
    /// batch does not fail any more.
    /// </summary>
    public async Task<Guid?> FindPoisonAsync(Guid workspaceId, int mostEvents, IReadOnlyDictionary<Guid, string> known, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var events = Read(await InboxStore.ReadAsync(connection, workspaceId, mostEvents, ct)).FindAll(e => !known.ContainsKey(e.Id));
        if (!await FailsAsync(connection, workspaceId, events, ct)) return null;
        var (works, fails) = (0, events.Count);
        while (fails - works > 1)
        {
            var middle = (works + fails) / 2;
            if (await FailsAsync(connection, workspaceId, events[..middle], ct)) fails = middle;
            else works = middle;
        }
        return events[fails - 1].Id;
    }

    private async Task<bool> FailsAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        await using var trial = await connection.BeginTransactionAsync(ct);
        try
        {
            await ApplyAsync(connection, workspaceId, events, ct);
            return false;
        }
        catch (Exception exception) when (Poison.IsCause(exception))
        {
            return true;
        }
    }

    private static List<CanonicalEvent> Read(List<WaitingRow> waiting) => [.. waiting.SelectMany(row => row.Row.Read())];

    private async Task<Processed> ApplyAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        var rest = await EventKeyStore.KeepUnseenAsync(connection, workspaceId, events, ct);
        var processed = Processed.Nothing;
        while (rest.Count > 0)
        {
            var resolution = await Resolution.OfAsync(connection, workspaceId, rest, time, ct);
            var messages = await TakeEffectAsync(connection, workspaceId, resolution, ct);
            processed = new Processed(events.Count, processed.Messages + messages, resolution.Events[^1].Event.Id);
            rest = rest[resolution.Events.Count..];
        }
        return processed;
    }

    private async Task<int> TakeEffectAsync(NpgsqlConnection connection, Guid workspaceId, Resolution resolution, CancellationToken ct)
    {
        var resolved = resolution.Events;
        await EventStore.AppendAsync(connection, workspaceId, resolved, ct);
        await EventStore.CountAsync(connection, workspaceId, resolved, ct);
        await TraitStore.FoldAsync(connection, workspaceId, resolved, ct);
        await CartStore.JoinAsync(connection, workspaceId, resolution.Merges, ct);
        var carts = await CartStore.FoldAsync(connection, workspaceId, resolved, time, ct);
        var buyers = await OrderStore.FoldAsync(connection, workspaceId, resolved, time, ct);
        buyers.UnionWith(resolution.Merges.SelectMany(merge => new[] { merge.From, merge.Into }));
        await OrderStore.CountAsync(connection, workspaceId, [.. buyers.Order()], ct);
        buyers.UnionWith(await FeedbackStore.FoldAsync(connection, workspaceId, resolved, ct));
        await CreditStore.CreditAsync(connection, workspaceId, [.. buyers.Order()], ct);
        return await flows.ReactAsync(connection, workspaceId, resolved, carts, ct);
    }
}

/// <summary>What a batch came to. <see cref="Latest"/> is the last event that joined the history.</summary>
public sealed record Processed(int Events, int Messages, Guid? Latest)
{
    public static Processed Nothing { get; } = new(0, 0, null);
}
