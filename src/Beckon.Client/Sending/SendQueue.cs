namespace Beckon.Client.Sending;

/// <summary>What waits to be sent, in order and within bounds. Many add, one takes.</summary>
internal sealed class SendQueue(BeckonClientOptions options, TimeProvider time)
{
#pragma warning disable MA0158 // .NET 8 has no Lock.
    private readonly object _lock = new();
#pragma warning restore MA0158

    private readonly Queue<Queued> _waiting = [];
    private TaskCompletionSource _added = Signal();
    private TaskCompletionSource _done = Signal();
    private int _bytes;
    private int _inHand;
    private long _addedCount;
    private long _doneCount;
    private int _flushes;
    private bool _closed;

    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count + _inHand;
        }
    }

    public bool TryAdd(Queued queued)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(BeckonClient));
            // An event that is larger than all that may wait goes alone.
            var full = _waiting.Count + _inHand >= options.MostWaiting || _bytes > 0 && _bytes + queued.Json.Length > options.MostWaitingBytes;
            if (full) return false;
            _waiting.Enqueue(queued);
            _bytes += queued.Json.Length;
            _addedCount++;
            Ring(ref _added);
            return true;
        }
    }

    public async ValueTask AddAsync(Queued queued, CancellationToken ct)
    {
        while (true)
        {
            Task done;
            lock (_lock) done = _done.Task;
            if (TryAdd(queued)) return;
            await done.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Completes when everything that was added until now is done with.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        long until;
        lock (_lock)
        {
            until = _addedCount;
            _flushes++;
            Ring(ref _added);
        }
        try
        {
            while (true)
            {
                Task done;
                lock (_lock)
                {
                    if (_doneCount >= until) return;
                    done = _done.Task;
                }
                await done.WaitAsync(ct).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_lock) _flushes--;
        }
    }

    /// <summary>The oldest that wait, as soon as there are enough of them, or one has waited for others long enough, or somebody flushes.</summary>
    public async Task<List<Queued>> TakeAsync(CancellationToken ct)
    {
        await UntilAsync(static queue => queue._waiting.Count > 0, Timeout.InfiniteTimeSpan, ct).ConfigureAwait(false);
        if (options.Linger > TimeSpan.Zero)
            await UntilAsync(static queue => queue.IsEnough, options.Linger, ct).ConfigureAwait(false);
        lock (_lock)
        {
            var taken = new List<Queued>(Math.Min(_waiting.Count, options.MostInRequest));
            while (taken.Count < options.MostInRequest && _waiting.TryDequeue(out var queued)) taken.Add(queued);
            _inHand += taken.Count;
            return taken;
        }
    }

    /// <summary>They were sent or refused: their places are free.</summary>
    public void Done(IReadOnlyList<Queued> sent)
    {
        lock (_lock)
        {
            _inHand -= sent.Count;
            _doneCount += sent.Count;
            foreach (var one in sent) _bytes -= one.Json.Length;
            Ring(ref _done);
        }
    }

    /// <summary>Takes nothing more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            // Who waits for a place is told that there will be none.
            Ring(ref _done);
        }
    }

    private bool IsEnough => _waiting.Count >= options.MostInRequest || _flushes > 0 || _closed;

    private async Task UntilAsync(Func<SendQueue, bool> holds, TimeSpan patience, CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var late = patience == Timeout.InfiniteTimeSpan ? null : Task.Delay(patience, time, ends.Token);
        while (late?.IsCompleted != true)
        {
            Task added;
            lock (_lock)
            {
                if (holds(this)) break;
                added = _added.Task;
            }
            await (late is null ? added.WaitAsync(ct) : Task.WhenAny(added, late)).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }
        await ends.CancelAsync().ConfigureAwait(false);
    }

    private static void Ring(ref TaskCompletionSource signal)
    {
        signal.TrySetResult();
        signal = Signal();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
