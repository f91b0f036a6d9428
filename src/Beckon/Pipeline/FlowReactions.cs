using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Orders;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Which flows a batch starts, and the messages that come of it.</summary>
public sealed class FlowReactions(FlowStore store, TimeProvider time)
{
    /// <summary>Writes runs and messages; the result is how many messages wait to be sent.</summary>
    public async Task<int> ReactAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, Dictionary<Guid, Cart> carts, CancellationToken ct)
    {
        var flows = await store.LiveAsync(connection, workspaceId, ct);
        var triggers = flows.Select(flow => flow.Definition.Trigger).ToHashSet(StringComparer.Ordinal);
        var heard = events.Where(resolved => resolved.ContactId is not null && triggers.Contains(resolved.Event.Name)).ToList();
        if (heard.Count == 0) return 0;

        var contacts = heard.Select(resolved => resolved.ContactId!.Value).Distinct().ToArray();
        var recipients = await MessageStore.RecipientsAsync(connection, workspaceId, contacts, ct);
        var now = time.GetUtcNow();
        var runner = new FlowRunner(() => Guid.CreateVersion7(time.GetUtcNow()));
        var runs = new List<FlowRun>();
        foreach (var resolved in heard)
        {
            var recipient = recipients[resolved.ContactId!.Value] with { Address = resolved.Address };
            var facts = new TriggerFacts(resolved.Event, recipient, carts.GetValueOrDefault(resolved.Event.Id));
            runs.AddRange(flows.Select(flow => runner.Start(flow, facts, now)).OfType<FlowRun>());
        }
        await FlowStore.AddRunsAsync(connection, workspaceId, runs, ct);
        var messages = runs.SelectMany(run => run.Messages).ToList();
        await MessageStore.AddAsync(connection, workspaceId, messages, now, ct);
        return messages.Count(message => message.Skipped is null);
    }
}
