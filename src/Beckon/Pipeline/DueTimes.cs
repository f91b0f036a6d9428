namespace Beckon.Pipeline;

/// <summary>
/// When the next waiting run of each workspace is due, as far as its timers are this node's. Nothing looks at the database until that moment has
/// come: one wait goes until the earliest.
/// </summary>
public sealed class DueTimes(TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Guid, DateTimeOffset> _next = new();
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A run of the workspace is due then. Of several times the earliest counts.</summary>
    public void Tell(Guid workspaceId, DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_next.Remove(workspaceId, out _, out var known) && known < due) due = known;
            _next.Enqueue(workspaceId, due);
            _told.TrySetResult();
        }
    }

    /// <summary>Waits until a workspace has a run that is due. It is forgotten with that: tell when its next one is.</summary>
    public async Task<Guid> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            Task told;
            TimeSpan wait;
            lock (_gate)
            {
                wait = _next.TryPeek(out var workspaceId, out var due) ? due - time.GetUtcNow() : LongestWait;
                if (wait <= TimeSpan.Zero)
                {
                    _next.Dequeue();
                    return workspaceId;
                }
                if (_told.Task.IsCompleted) _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
                told = _told.Task;
            }
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(told, Task.Delay(Rounded(wait), time, over.Token));
            await over.CancelAsync();
        }
    }

    // A timer counts in milliseconds: rounded down it would go off early and be set again.
    private static TimeSpan Rounded(TimeSpan wait) =>
        wait > LongestWait ? LongestWait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
