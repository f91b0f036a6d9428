using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>
/// The table of contents of sending: what is due is decided once more, composed, claimed, handed over, and what became of it is written down
/// together with the events that tell of it.
/// </summary>
public sealed class Outbox(
    NpgsqlDataSource source, EmailProviders providers, MessageComposer composer, LaneSignal signal, TimeProvider time)
{
    private const int MostTogether = 100;

    /// <summary>Sends what is due of a workspace; true when there may be more.</summary>
    public async Task<bool> SendAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        var connected = await providers.OfAsync(workspaceId, ct);
        var ready = await PrepareAsync(hold, connected, ct);
        if (ready.Emails.Count > 0) await HandOverAsync(hold, connected, ready, ct);
        return ready.Looked == MostTogether;
    }

    /// <summary>After a crash or takeover, before anything is sent: what was being handed over is settled by what the provider allows.</summary>
    public async Task RecoverAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var connected = await providers.OfAsync(workspaceId, ct);
        await OutboxStore.RecoverAsync(connection, workspaceId, connected.Provider.IsIdempotent, ct);
    }

    /// <summary>Those of the workspaces that have something to send: what was deferred, and what a crash left.</summary>
    public async Task<List<Guid>> DueWorkspacesAsync(Guid[] workspaces, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await OutboxStore.DueWorkspacesAsync(connection, workspaces, time.GetUtcNow(), ct);
    }

    private async Task<Ready> PrepareAsync(LaneHold hold, ConnectedChannel connected, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await source.OpenConnectionAsync(ct);
        var due = await OutboxStore.DueAsync(connection, workspaceId, time.GetUtcNow(), MostTogether, ct);
        var settled = new List<MessageOutcome>();
        var emails = new Dictionary<Guid, Prepared>();
        foreach (var message in due)
        {
            var verdict = SendPolicy.MaySend(message.Recipient, message.ExitRule, message.Bought);
            if (verdict.Reason is { } reason)
            {
                settled.Add(Outcomes.Skipped(message, reason, verdict.Trace));
                continue;
            }
            var composed = await composer.ComposeAsync(connection, workspaceId, message, connected.Channel, ct);
            if (composed.Email is { } email) emails.Add(message.Id, new Prepared(message, new OutgoingEmail(workspaceId, message.Id, email)));
            else settled.Add(Outcomes.CannotCompose(message, composed.Fault));
        }
        if (settled.Count > 0) await RecordAsync(hold, settled);
        if (emails.Count > 0 && !connected.Provider.IsIdempotent) await ClaimAsync(connection, hold, emails, ct);
        return new Ready(due.Count, emails);
    }

    // Committed before the provider hears of anything: after a crash it is known which hand-overs were interrupted.
    private async Task ClaimAsync(NpgsqlConnection connection, LaneHold hold, Dictionary<Guid, Prepared> emails, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var claimed = await OutboxStore.ClaimAsync(connection, hold.Lane.WorkspaceId, [.. emails.Keys], time.GetUtcNow(), ct);
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        foreach (var id in emails.Keys.Where(id => !claimed.Contains(id)).ToList()) emails.Remove(id);
    }

    // Results that come in together are written together; one slow message does not hold up the word about the others.
    private async Task HandOverAsync(LaneHold hold, ConnectedChannel connected, Ready ready, CancellationToken ct)
    {
        var known = new List<MessageOutcome>();
        using var trace = OutboxMetrics.Begin(connected.Provider.Name, ready.Emails.Count);
        var began = time.GetTimestamp();
        await using var results = connected.Provider.SendAsync([.. ready.Emails.Values.Select(one => one.Outgoing)], ct).GetAsyncEnumerator(ct);
        while (true)
        {
            var next = results.MoveNextAsync();
            if (!next.IsCompleted && known.Count > 0)
            {
                await RecordAsync(hold, known);
                known.Clear();
            }
            if (!await next) break;
            var result = results.Current;
            var (message, outgoing) = ready.Emails[result.MessageId];
            known.Add(RetryRules.Apply(message, outgoing.Message.Subject, connected.Provider.Name, result, Random.Shared.NextDouble()));
            OutboxMetrics.Answered(connected.Provider.Name, message, result);
        }
        OutboxMetrics.HandedOver(connected.Provider.Name, time.GetElapsedTime(began));
        if (known.Count > 0) await RecordAsync(hold, known);
    }

    // Not cancelled by a stop: what a provider has taken must be written down.
    private async Task RecordAsync(LaneHold hold, List<MessageOutcome> outcomes)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        var arrivals = new Lane(workspaceId, LaneKind.Arrivals);
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await OutboxStore.RecordAsync(connection, workspaceId, outcomes, CancellationToken.None);
        var bad = outcomes.Where(outcome => outcome is { Reason: "bad_address", Address: not null }).Select(outcome => outcome.Address!).ToArray();
        if (bad.Length > 0) await OutboxStore.SuppressAsync(connection, workspaceId, bad, now, CancellationToken.None);
        var told = outcomes.Select(outcome => Outcomes.Event(outcome, Ids.New(time), now)).OfType<CanonicalEvent>().ToList();
        if (told.Count > 0) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, told)], CancellationToken.None);
        if (told.Count > 0) await signal.TellOthersAsync(connection, [arrivals], CancellationToken.None);
        await hold.CheckAsync(connection, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        if (told.Count > 0) signal.Ring(arrivals);
    }

    private sealed record Ready(int Looked, Dictionary<Guid, Prepared> Emails);

    private sealed record Prepared(DueMessage Message, OutgoingEmail Outgoing);
}
