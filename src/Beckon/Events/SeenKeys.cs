using Beckon.Storage.Lanes;

namespace Beckon.Events;

/// <summary>
/// The keys of a workspace's latest events, in the memory of who holds its lane of arrivals: what was written in runs and is not yet part of the
/// past.
/// </summary>
public sealed class SeenKeys
{
    private readonly HashSet<Guid> _keys = [];
    private Guid[] _written = [];

    /// <summary>Of the tables when they were read; null when they were not.</summary>
    public long? Epoch { get; private set; }

    public int Count => _keys.Count;

    public bool Contains(Guid key) => _keys.Contains(key);

    public void BeginReading(long epoch)
    {
        _keys.Clear();
        Epoch = epoch;
    }

    /// <summary>Keys one after the other, as they lie in a run.</summary>
    public void Read(ReadOnlySpan<byte> run)
    {
        for (var at = 0; at + 16 <= run.Length; at += 16) _keys.Add(new Guid(run.Slice(at, 16), bigEndian: true));
    }

    /// <summary>They count as seen from the commit on.</summary>
    public void Written(Guid[] keys) => _written = keys;

    /// <summary>What was written is there for good.</summary>
    public void Committed()
    {
        _keys.UnionWith(_written);
        _written = [];
    }

    public static byte[] Run(Guid[] keys)
    {
        var run = new byte[keys.Length * 16];
        for (var i = 0; i < keys.Length; i++) keys[i].TryWriteBytes(run.AsSpan(i * 16), bigEndian: true, out _);
        return run;
    }
}

/// <summary>The keys of the workspaces whose lanes of arrivals this node holds.</summary>
public sealed class SeenKeysMemory(TimeProvider time) : LaneMemory<SeenKeys>(MostKeys, seen => seen.Count + 100, time)
{
    // About 40 bytes each.
    private const long MostKeys = 2_000_000;
}
