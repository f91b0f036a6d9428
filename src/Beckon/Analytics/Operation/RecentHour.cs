namespace Beckon.Analytics.Operation;

/// <summary>One number over the last hour, in slots of five seconds that are overwritten an hour later: a fixed few kilobytes, whatever happens.</summary>
public sealed class RecentHour(DateTimeOffset since)
{
    private const int SlotsAMinute = 12;
    private const int Minutes = 60;

    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(1) / SlotsAMinute;

    private readonly Lock _gate = new();
    private readonly long[] _values = new long[SlotsAMinute * Minutes];
    private readonly long _first = SlotOf(since);
    private long _latest = SlotOf(since);

    /// <summary>For what is counted: adds to the slot of this moment.</summary>
    public void Add(DateTimeOffset now, long value)
    {
        lock (_gate) _values[Open(now)] += value;
    }

    /// <summary>For what goes up and down: the slot keeps the highest.</summary>
    public void Raise(DateTimeOffset now, long value)
    {
        lock (_gate)
        {
            var at = Open(now);
            _values[at] = Math.Max(_values[at], value);
        }
    }

    /// <summary>What was counted in the last minute.</summary>
    public long LastMinute(DateTimeOffset now) => ByMinute(now, Enumerable.Sum)[^1];

    /// <summary>What was counted in the last hour.</summary>
    public long LastHour(DateTimeOffset now) => ByMinute(now, Enumerable.Sum).Sum();

    /// <summary>What was counted in each of the last sixty minutes up to now, oldest first; minutes before the start are left away.</summary>
    public long[] Counts(DateTimeOffset now) => ByMinute(now, Enumerable.Sum);

    /// <summary>The highest value in each of the last sixty minutes up to now, oldest first; minutes before the start are left away.</summary>
    public long[] Peaks(DateTimeOffset now) => ByMinute(now, Enumerable.Max);

    private long[] ByMinute(DateTimeOffset now, Func<IEnumerable<long>, long> join)
    {
        lock (_gate)
        {
            Open(now);
            var minutes = Math.Min(Minutes, (_latest - _first) / SlotsAMinute + 1);
            var slots = Enumerable.Range(0, (int)minutes * SlotsAMinute).Select(back => ValueAt(_latest - back));
            return [.. slots.Chunk(SlotsAMinute).Select(join).Reverse()];
        }
    }

    private long ValueAt(long slot) => slot < _first ? 0 : _values[Place(slot)];

    // Empties the slots that have passed since the last call. A clock that was set back goes on in the latest slot.
    private int Open(DateTimeOffset now)
    {
        var slot = SlotOf(now);
        if (slot - _latest >= _values.Length) Array.Clear(_values);
        else for (var passed = _latest + 1; passed <= slot; passed++) _values[Place(passed)] = 0;
        _latest = Math.Max(_latest, slot);
        return Place(_latest);
    }

    private int Place(long slot) => (int)(slot % _values.Length);

    private static long SlotOf(DateTimeOffset at) => at.UtcTicks / Slot.Ticks;
}
