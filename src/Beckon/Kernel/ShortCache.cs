using System.Collections.Concurrent;

namespace Beckon.Kernel;

/// <summary>
/// Remembers what a query answered for a few seconds, for values that every request needs and that seldom change. One query at a
/// time per key; half-way through its life a value is read again in the background, so that a busy key never waits for the database.
/// </summary>
public sealed class ShortCache<TKey, TValue>(TimeSpan life, TimeProvider time, Func<TKey, CancellationToken, Task<TValue?>> load)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();

    /// <summary>The value, or null when there is none; that nothing was found is not remembered.</summary>
    public ValueTask<TValue?> FindAsync(TKey key, CancellationToken ct)
    {
        if (_slots.TryGetValue(key, out var slot) && slot.Value.IsCompletedSuccessfully)
        {
            var age = time.GetElapsedTime(slot.LoadedAt);
            if (age < life)
            {
                if (age > life / 2 && slot.TryBeginRefresh()) _ = RefreshAsync(key, slot);
                return new ValueTask<TValue?>(slot.Value);
            }
            _slots.TryRemove(new(key, slot));
        }
        return new ValueTask<TValue?>(LoadAsync(key, ct));
    }

    /// <summary>Forgets the value, also one that is being read just now.</summary>
    public void Forget(TKey key) => _slots.TryRemove(key, out _);

    // The slot stands in the dictionary before the query starts, so that Forget reaches a value still under way.
    private async Task<TValue?> LoadAsync(TKey key, CancellationToken ct)
    {
        var mine = new Slot(time.GetTimestamp());
        var slot = _slots.GetOrAdd(key, mine);
        if (ReferenceEquals(slot, mine)) _ = FillAsync(key, slot);
        return await slot.Value.WaitAsync(ct);
    }

    private async Task FillAsync(TKey key, Slot slot)
    {
        // Shared by all who wait, so no single caller's cancellation may end it.
        var loading = load(key, CancellationToken.None);
        await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!loading.IsCompletedSuccessfully || await loading is null) _slots.TryRemove(new(key, slot));
        slot.Settle(loading);
    }

    private async Task RefreshAsync(TKey key, Slot old)
    {
        var fresh = new Slot(time.GetTimestamp());
        var loading = load(key, CancellationToken.None);
        await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A failed refresh leaves the old value to its end; the next reader after that sees the error itself.
        if (!loading.IsCompletedSuccessfully) return;
        fresh.Settle(loading);
        if (await loading is null) _slots.TryRemove(new(key, old));
        else _slots.TryUpdate(key, fresh, old);
    }

    private sealed class Slot(long loadedAt)
    {
        private readonly TaskCompletionSource<TValue?> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _refreshing;

        public long LoadedAt => loadedAt;

        public Task<TValue?> Value => _value.Task;

        public bool TryBeginRefresh() => Interlocked.Exchange(ref _refreshing, 1) == 0;

        public void Settle(Task<TValue?> loaded) => _value.SetFromTask(loaded);
    }
}
