using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>
/// The table of contents of sending: what is due is decided once more, composed, claimed, handed over, and what became of it is written down
/// together with the events that tell of it. While one batch is with the provider, the next is made ready.
/// </summary>
public sealed class Outbox(
    NpgsqlDataSource source, EmailProviders providers, MessageComposer composer, OutboxRecorder recorder, SendingRulesStore rules, TimeProvider time)
{
    private const int MostTogether = 500;
    private const int MostUnderWay = 2;

    // A busy workspace goes back to the end of the line after so many.
    private const int MostBatches = 8;

    /// <summary>Sends what is due of a workspace; true when there may be more.</summary>
    public async Task<bool> SendAsync(LaneHold hold, CancellationToken ct)
    {
        var turn = new SendingTurn(hold, await providers.OfAsync(hold.Lane.WorkspaceId, ct));
        var together = turn.MostTogether(MostTogether);
        var most = CircuitRules.MostNow(turn.Circuit, time.GetUtcNow(), together);
        if (most == 0) return false;
        // What is not claimed would be found due again.
        var mostUnderWay = turn.Provider.IsIdempotent ? 1 : MostUnderWay;
        var underWay = new Queue<Task>();
        var more = true;
        try
        {
            for (var batches = 0; more && batches < MostBatches; batches++)
            {
                while (underWay.Count >= mostUnderWay) await underWay.Dequeue();
                var batch = await PrepareAsync(turn, most, ct);
                if (batch.Emails.Count > 0) underWay.Enqueue(HandOverAsync(turn, batch, ct));
                more = batch.Looked == most;
                // A probe goes alone, and after it everything is looked at anew.
                if (most < together || turn.Circuit.IsOpen) break;
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
        return more && CircuitRules.MostNow(turn.Circuit, time.GetUtcNow(), together) > 0;
    }

    /// <summary>
    /// Settles what was being handed over to a workspace's provider when that was interrupted: by a crash, a takeover or a fault. Before
    /// anything is sent.
    /// </summary>
    public async Task RecoverAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        var connected = await providers.OfAsync(workspaceId, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await OutboxStore.RecoverAsync(connection, workspaceId, connected.Channel.WhenInterrupted, ct);
        // Else a node that has lost the lane unnoticed would take the hand-overs of its successor for interrupted.
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Those of the workspaces that have something to send: what was deferred, and what a crash left.</summary>
    public async Task<List<Guid>> DueWorkspacesAsync(Guid[] workspaces, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await OutboxStore.DueWorkspacesAsync(connection, workspaces, time.GetUtcNow(), ct);
    }

    private async Task<Batch> PrepareAsync(SendingTurn turn, int most, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var now = time.GetUtcNow();
        var due = await OutboxStore.DueAsync(connection, turn.WorkspaceId, now, most, ct);
        var states = await rules.StatesAsync(connection, turn.WorkspaceId, due.Select(message => message.Recipient), waiting: false, ct);
        var settled = new List<MessageOutcome>();
        var emails = new Dictionary<Guid, PreparedEmail>(due.Count);
        foreach (var message in due)
        {
            if (Against(message, states.Of(message.Recipient), now) is { } hindered)
            {
                settled.Add(hindered);
                continue;
            }
            var composed = await composer.ComposeAsync(connection, turn.WorkspaceId, message, turn.Channel, ct);
            if (composed.Email is not { } email)
            {
                settled.Add(Outcomes.CannotCompose(message, composed.Fault));
                continue;
            }
            emails.Add(message.Id, new PreparedEmail(message, new OutgoingEmail(turn.WorkspaceId, message.Id, email, message.Recipient.ContactId)));
            if (message.Limits != SendLimits.Ignore) states.Sent(message.Recipient.ContactId, now);
        }
        if (settled.Count > 0) await recorder.RecordAsync(turn, settled, ct);
        if (emails.Count > 0 && !turn.Provider.IsIdempotent) await ClaimAsync(connection, turn, emails, ct);
        if (emails.Count > 0) KillPoint.Reach(KillPoint.OutboxClaimed);
        return new Batch(due.Count, emails);
    }

    // The rules held when it was made; since then it may have waited for the server.
    private static MessageOutcome? Against(DueMessage message, SendingState state, DateTimeOffset now)
    {
        var verdict = SendPolicy.MaySend(message.Recipient, message.ExitRule, message.Bought);
        if (verdict.Reason is { } no) return Outcomes.Skipped(message, no, verdict.Trace);
        var timing = SendPolicy.When(message.Limits, state, message.HeldSince, now);
        if (timing.Reason is not { } reason) return null;
        return timing.Until is null ? Outcomes.Skipped(message, reason, [.. verdict.Trace, .. timing.Trace]) : Outcomes.Held(message, timing, now);
    }

    // Committed before the provider hears of anything: after a crash it is known which hand-overs were interrupted.
    private async Task ClaimAsync(NpgsqlConnection connection, SendingTurn turn, Dictionary<Guid, PreparedEmail> emails, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var claimed = await OutboxStore.ClaimAsync(connection, turn.WorkspaceId, [.. emails.Keys], time.GetUtcNow(), ct);
        await turn.Hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        if (claimed.Count == emails.Count) return;
        foreach (var id in emails.Keys.Where(id => !claimed.Contains(id)).ToList()) emails.Remove(id);
    }

    // Results that come in together are written together; a slow message does not hold up the word about the others for long.
    private async Task HandOverAsync(SendingTurn turn, Batch batch, CancellationToken ct)
    {
        // The batch before may have found the server in trouble while this one was made ready: then nothing of it is tried.
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (batch.Looked > 1 && turn.Circuit.IsOpen) await stopped.CancelAsync();
        using var trace = OutboxMetrics.Begin(turn.Provider.Name, batch.Emails.Count);
        var began = time.GetTimestamp();
        var known = new List<ProviderResult>(batch.Emails.Count);
        var patience = Task.CompletedTask;
        await using var results = turn.Provider.SendAsync([.. batch.Emails.Values.Select(one => one.Outgoing)], stopped.Token).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            var arrives = results.MoveNextAsync().AsTask();
            if (known.Count > 0 && !arrives.IsCompleted && await Task.WhenAny(arrives, patience) != arrives) await WriteDownAsync(turn, batch, known, ct);
            if (!await arrives) break;
            if (known.Count == 0) patience = Task.Delay(OutboxRecorder.LongestUnwritten, time, CancellationToken.None);
            known.Add(results.Current);
            OutboxMetrics.Answered(turn.Provider.Name, batch.Emails[results.Current.MessageId].Message, results.Current);
        }
        OutboxMetrics.HandedOver(turn.Provider.Name, time.GetElapsedTime(began));
        await WriteDownAsync(turn, batch, known, ct);
    }

    private async Task WriteDownAsync(SendingTurn turn, Batch batch, List<ProviderResult> known, CancellationToken ct)
    {
        if (known.Count == 0) return;
        KillPoint.Reach(KillPoint.OutboxHandedOver);
        await recorder.RecordAsync(turn, batch.Emails, known, ct);
        KillPoint.Reach(KillPoint.OutboxRecorded);
        known.Clear();
    }

    private sealed record Batch(int Looked, Dictionary<Guid, PreparedEmail> Emails);
}

/// <summary>A due message and the e-mail made of it.</summary>
public sealed record PreparedEmail(DueMessage Message, OutgoingEmail Outgoing);
