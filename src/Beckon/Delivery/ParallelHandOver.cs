using System.Threading.Channels;

namespace Beckon.Delivery;

/// <summary>The hand-over of one batch, several at a time, to a server that may fail or fall silent.</summary>
/// <param name="messages">What is handed over.</param>
/// <param name="send">Hands one over; throws only when it was cancelled before anything of it was on its way.</param>
/// <param name="time">The clock.</param>
internal sealed class ParallelHandOver(IReadOnlyList<OutgoingMessage> messages, Func<OutgoingMessage, CancellationToken, Task<ProviderResult>> send, TimeProvider time)
{
    private readonly Channel<ProviderResult> _results = Channel.CreateUnbounded<ProviderResult>(new UnboundedChannelOptions { SingleReader = true });
    private int _taken = -1;
    private int _failures;

    /// <summary>Begins, with so many at a time; not cancelled are the results: of each message it is told what became of it.</summary>
    public IAsyncEnumerable<ProviderResult> Begin(int atATime, CancellationToken ct)
    {
        _ = WorkAsync(Math.Min(atATime, messages.Count), ct);
        return _results.Reader.ReadAllAsync(CancellationToken.None);
    }

    private async Task WorkAsync(int workers, CancellationToken ct)
    {
        var all = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(ct)));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A fault is the reader's to see.
        _results.Writer.Complete(all.Exception?.InnerException);
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        // The caller goes on with its own work meanwhile.
        await Task.Yield();
        for (var i = Interlocked.Increment(ref _taken); i < messages.Count; i = Interlocked.Increment(ref _taken))
            _results.Writer.TryWrite(await SendAsync(messages[i], ct));
    }

    private async Task<ProviderResult> SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        // A server that failed for several in a row would do the same to the rest, and leave each in doubt or wait for each as long.
        if (ct.IsCancellationRequested || Volatile.Read(ref _failures) >= CircuitRules.FailuresToOpen) return NotTried(message);
        try
        {
            var result = await send(message, ct);
            if (CircuitRules.IsServers(result.Outcome)) Interlocked.Increment(ref _failures);
            else Volatile.Write(ref _failures, 0);
            return result;
        }
        catch (OperationCanceledException)
        {
            return NotTried(message);
        }
    }

    private ProviderResult NotTried(OutgoingMessage message) => new(message.MessageId, ProviderOutcome.NotTried, "", time.GetUtcNow());
}
