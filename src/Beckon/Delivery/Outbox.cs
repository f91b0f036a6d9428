using Beckon.Contacts;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>
/// The table of contents of sending: what is due is decided once more, composed, claimed, handed over, and what became of it is written down
/// together with the events that tell of it. While one batch is with the provider, the next is made ready.
/// </summary>
public sealed class Outbox(
    NpgsqlDataSource source, ChannelProviders providers, MessageComposer composer, OutboxRecorder recorder, SendingRulesStore rules, TimeProvider time)
{
    private const int MostTogether = 500;
    private const int MostUnderWay = 2;

    // A busy workspace goes back to the end of the line after so many.
    private const int MostBatches = 8;

    // A channel that sends few a second does not keep the others waiting.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    // While one channel's server takes its time, the others look for what has become due.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    // Then other workspaces have their turn, and this one goes to the end of the line.
    private static readonly TimeSpan LongestTogether = TimeSpan.FromMinutes(1);

    /// <summary>Sends what is due of a workspace, on all channels at a time: none waits for another's server. True when there may be more.</summary>
    public async Task<bool> SendAsync(LaneHold hold, CancellationToken ct)
    {
        using var gate = new SemaphoreSlim(1);
        var began = time.GetTimestamp();
        var turns = ChannelSettings.Sending.Select(channel => SendAsync(hold, channel, gate, ct)).ToArray();
        while (true)
        {
            var all = Task.WhenAll(turns);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var first = await Task.WhenAny(all, Task.Delay(LookAgain, time, over.Token));
            await over.CancelAsync();
            var ends = first == all || ct.IsCancellationRequested || time.GetElapsedTime(began) > LongestTogether || turns.Any(turn => turn.IsFaulted);
            if (ends) return (await all).Contains(true);
            for (var i = 0; i < turns.Length; i++)
            {
                if (turns[i].IsCompleted) turns[i] = SendAsync(hold, ChannelSettings.Sending[i], gate, ct);
            }
        }
    }

    // When the program stops, what has begun is finished and written down, and the rest waits.
    private async Task<bool> SendAsync(LaneHold hold, Channel channel, SemaphoreSlim gate, CancellationToken ct)
    {
        try
        {
            return await TakeTurnAsync(hold, channel, gate, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> TakeTurnAsync(LaneHold hold, Channel channel, SemaphoreSlim gate, CancellationToken ct)
    {
        var turn = new SendingTurn(hold, await providers.OfAsync(hold.Lane.WorkspaceId, channel, ct));
        var began = time.GetTimestamp();
        var together = turn.MostTogether(MostTogether);
        var most = CircuitRules.MostNow(turn.Circuit, time.GetUtcNow(), together);
        if (most == 0) return false;
        var underWay = new Queue<Task>();
        var more = true;
        try
        {
            for (var batches = 0; more && batches < MostBatches && (batches == 0 || time.GetElapsedTime(began) < LongestTurn); batches++)
            {
                while (underWay.Count >= MostUnderWay) await underWay.Dequeue();
                more = await NextAsync(turn, most, underWay, gate, ct) == most;
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

    // What one channel lets go out the next one sees: caps count over all of them. How many were looked at.
    private async Task<int> NextAsync(SendingTurn turn, int most, Queue<Task> underWay, SemaphoreSlim gate, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            var batch = await PrepareAsync(turn, most, ct);
            if (batch.Messages.Count == 0) return batch.Looked;
            var handing = HandOverAsync(turn, batch, ct);
            // What is not claimed is seen only when it is written down, and would be found due again.
            if (turn.Provider.IsIdempotent) await handing;
            else underWay.Enqueue(handing);
            return batch.Looked;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Settles what was being handed over to a workspace's provider when that was interrupted: by a crash, a takeover or a fault. Before
    /// anything is sent.
    /// </summary>
    public async Task RecoverAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        var choices = new List<(Channel Channel, WhenInterrupted Choice)>();
        foreach (var channel in ChannelSettings.Sending) choices.Add((channel, (await providers.OfAsync(workspaceId, channel, ct)).Settings.WhenInterrupted));
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var (channel, choice) in choices) await OutboxStore.RecoverAsync(connection, workspaceId, channel, choice, ct);
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
        var due = await OutboxStore.DueAsync(connection, turn.WorkspaceId, turn.Settings.Channel, now, most, ct);
        var states = await rules.StatesAsync(connection, turn.WorkspaceId, due.Select(message => message.Recipient), waiting: false, ct);
        var settled = new List<MessageOutcome>();
        var prepared = new Dictionary<Guid, PreparedMessage>(due.Count);
        var links = new List<ShortLink>();
        foreach (var message in due)
        {
            if (Against(message, states.Of(message.Recipient), now) is { } hindered)
            {
                settled.Add(hindered);
                continue;
            }
            var composed = await composer.ComposeAsync(connection, turn.WorkspaceId, message, turn.Settings, ct);
            if (composed.Outgoing is not { } outgoing)
            {
                settled.Add(Outcomes.CannotCompose(message, composed.Fault));
                continue;
            }
            prepared.Add(message.Id, new PreparedMessage(message, outgoing));
            links.AddRange(composed.Links);
            if (message.Limits != SendLimits.Ignore) states.Sent(message.Recipient.ContactId, new(now, message.Channel));
        }
        if (settled.Count > 0) await recorder.RecordAsync(turn, settled, ct);
        // Before anybody can follow them.
        await ShortLinkStore.AddAsync(connection, turn.WorkspaceId, links, now, ct);
        if (prepared.Count > 0 && !turn.Provider.IsIdempotent) await ClaimAsync(connection, turn, prepared, ct);
        if (prepared.Count > 0) KillPoint.Reach(KillPoint.OutboxClaimed);
        return new Batch(due.Count, prepared);
    }

    // The rules held when it was made; since then it may have waited for the server.
    private static MessageOutcome? Against(DueMessage message, SendingState state, DateTimeOffset now)
    {
        var verdict = SendPolicy.MaySend(message.Recipient, message.Channel, message.ExitRule, message.Bought);
        if (verdict.Reason is { } no) return Outcomes.Skipped(message, no, verdict.Trace);
        var timing = SendPolicy.When(message.Limits, state, message.Channel, message.HeldSince, now);
        if (timing.Reason is not { } reason) return null;
        return timing.Until is null ? Outcomes.Skipped(message, reason, [.. verdict.Trace, .. timing.Trace]) : Outcomes.Held(message, timing, now);
    }

    // Committed before the provider hears of anything: after a crash it is known which hand-overs were interrupted.
    private async Task ClaimAsync(NpgsqlConnection connection, SendingTurn turn, Dictionary<Guid, PreparedMessage> prepared, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var claimed = await OutboxStore.ClaimAsync(connection, turn.WorkspaceId, [.. prepared.Keys], time.GetUtcNow(), ct);
        await turn.Hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        if (claimed.Count == prepared.Count) return;
        foreach (var id in prepared.Keys.Where(id => !claimed.Contains(id)).ToList()) prepared.Remove(id);
    }

    // Results that come in together are written together; a slow message does not hold up the word about the others for long.
    private async Task HandOverAsync(SendingTurn turn, Batch batch, CancellationToken ct)
    {
        // The batch before may have found the server in trouble while this one was made ready: then nothing of it is tried.
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (batch.Looked > 1 && turn.Circuit.IsOpen) await stopped.CancelAsync();
        using var trace = OutboxMetrics.Begin(turn.Provider.Name, batch.Messages.Count);
        var began = time.GetTimestamp();
        var known = new List<ProviderResult>(batch.Messages.Count);
        var patience = Task.CompletedTask;
        await using var results = turn.Provider.SendAsync([.. batch.Messages.Values.Select(one => one.Outgoing)], stopped.Token).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            var arrives = results.MoveNextAsync().AsTask();
            if (known.Count > 0 && !arrives.IsCompleted && await Task.WhenAny(arrives, patience) != arrives) await WriteDownAsync(turn, batch, known, ct);
            if (!await arrives) break;
            if (known.Count == 0) patience = Task.Delay(OutboxRecorder.LongestUnwritten, time, CancellationToken.None);
            known.Add(results.Current);
            OutboxMetrics.Answered(turn.Provider.Name, batch.Messages[results.Current.MessageId].Message, results.Current);
        }
        OutboxMetrics.HandedOver(turn.Provider.Name, time.GetElapsedTime(began));
        await WriteDownAsync(turn, batch, known, ct);
    }

    private async Task WriteDownAsync(SendingTurn turn, Batch batch, List<ProviderResult> known, CancellationToken ct)
    {
        if (known.Count == 0) return;
        KillPoint.Reach(KillPoint.OutboxHandedOver);
        await recorder.RecordAsync(turn, batch.Messages, known, ct);
        KillPoint.Reach(KillPoint.OutboxRecorded);
        known.Clear();
    }

    private sealed record Batch(int Looked, Dictionary<Guid, PreparedMessage> Messages);
}

/// <summary>A due message and what was composed of it.</summary>
public sealed record PreparedMessage(DueMessage Message, OutgoingMessage Outgoing);
