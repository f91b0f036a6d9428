using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Flows.Products;

/// <summary>
/// Tells those who want a product what is new of it, once, in the transaction that forgets the news: as calls of the flows that begin with it. What came
/// together is told together, so that a shop that makes everything cheaper reads its history once, and nobody hears of thirty products.
/// </summary>
public sealed class ProductNewsTeller(NpgsqlDataSource database, FlowStore flows, LaneSignal signal, TimeProvider time)
{
    private const int EventsPerRow = 500;

    // What a shop changes at once is a matter of a few hundred products; more are told a turn later.
    private const int NewsTogether = 500;

    /// <summary>Tells what there is to tell in a workspace; how many people were called.</summary>
    public async Task<int> TellAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var waiting = await ProductNewsStore.FlowsAsync(connection, workspaceId, ct);
        if (waiting.Count == 0) return 0;
        var live = await flows.LiveAsync(connection, workspaceId, ct);
        var people = 0;
        foreach (var flowId in waiting)
        {
            var flow = live.Flows.FirstOrDefault(one => one.Id == flowId)?.Definition;
            while (await TurnAsync(connection, workspaceId, flowId, flow, ct) is { } turn) people += turn;
        }
        if (people > 0) signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
        return people;
    }

    // A flow that is not live any more, or begins with something else by now, forgets.
    private async Task<int?> TurnAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, FlowDefinition? flow, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var taken = await ProductNewsStore.TakeAsync(connection, workspaceId, flowId, NewsTogether, ct);
        if (taken.Count == 0) return null;
        var people = flow?.Trigger is ProductTrigger trigger ? await CallAsync(connection, workspaceId, (flowId, flow, trigger), taken, ct) : 0;
        await transaction.CommitAsync(ct);
        return people;
    }

    private async Task<int> CallAsync(
        NpgsqlConnection connection, Guid workspaceId, (Guid Id, FlowDefinition Definition, ProductTrigger Trigger) flow, List<ProductNews> taken, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var fresh = taken.Where(news => now <= flow.Definition.MaxAge.After(news.At)).OrderBy(news => news.At).ThenBy(news => news.EventId).ToList();
        var wanted = await ProductNewsStore.WantedAsync(connection, workspaceId, flow.Trigger, fresh, ct);
        var calls = fresh.ConvertAll(news => news.Call(Ids.Out(Ids.Flow, flow.Id)));
        var people = 0;
        foreach (var some in ProductNews.Heard(wanted, flow.Trigger.PerProduct).Chunk(EventsPerRow))
        {
            people += some.Length;
            List<CanonicalEvent> told = [.. some.Select(one => OwnEvent.Of(EventNames.FlowCalled, one.ContactId, calls[one.News], time) with { Derived = true })];
            await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, told)], ct);
        }
        await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], ct);
        return people;
    }
}
