using System.Collections.Concurrent;

namespace Beckon.Storage.Lanes;

/// <summary>
/// What this node remembers of the lanes it holds, as of their last commit. Nobody else writes it while a lane is held; after a change of hands it is
/// known no more.
/// </summary>
/// <param name="most">How much may be remembered in all, as <paramref name="size"/> counts it: beyond it, what was used longest ago is forgotten.</param>
/// <param name="size">How much one is.</param>
/// <param name="time">The clock.</param>
public class LaneMemory<T>(long most, Func<T, long> size, TimeProvider time)
    where T : class
{
    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    /// <summary>
    /// Takes it out, to be given back by <see cref="Keep"/> after the commit; null when nothing is remembered. Of what was rolled back nothing stays.
    /// </summary>
    public T? Take(LaneHold hold) =>
        _entries.TryRemove(hold.Lane.WorkspaceId, out var entry) && entry.Fence == hold.Fence ? entry.Value : null;

    public void Keep(LaneHold hold, T value)
    {
        _entries[hold.Lane.WorkspaceId] = new Entry(hold.Fence, value, size(value), time.GetTimestamp());
        while (_entries.Count > 1 && _entries.Sum(pair => pair.Value.Size) > most)
        {
            _entries.TryRemove(_entries.MinBy(pair => pair.Value.UsedAt).Key, out _);
        }
    }

    private sealed record Entry(long Fence, T Value, long Size, long UsedAt);
}
