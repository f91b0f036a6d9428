namespace Beckon.Events;

/// <summary>
/// Events that this node has put into the inbox a moment ago, as they were before they were written: whoever processes them here need not read and
/// understand them again. What is not here any more is read from the inbox.
/// </summary>
public sealed class JustArrived(TimeProvider time)
{
    // As they lie in the inbox; in memory they take about two or three times as much.
    private const long MostBytes = 8 << 20;

    // Taken long ago and still here: another node processes this workspace.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Dictionary<long, IReadOnlyList<CanonicalEvent>>> _workspaces = [];
    private readonly Queue<Entry> _entries = [];
    private long _bytes;

    /// <summary>Remembers a row of the inbox that has been committed. When there is no room the oldest stay: they are the next to be asked for.</summary>
    public void Add(long id, InboxRow row)
    {
        if (row.Told is not { } events) return;
        lock (_lock)
        {
            while (_entries.TryPeek(out var oldest) && (IsGone(oldest) || time.GetElapsedTime(oldest.At) > Long)) Drop(_entries.Dequeue());
            if (_bytes + row.Events.Length > MostBytes) return;
            if (!_workspaces.TryGetValue(row.WorkspaceId, out var rows)) _workspaces[row.WorkspaceId] = rows = [];
            rows[id] = events;
            _bytes += row.Events.Length;
            _entries.Enqueue(new Entry(row.WorkspaceId, id, row.Events.Length, time.GetTimestamp()));
        }
    }

    /// <summary>What is remembered of a workspace now, by the numbers of the rows.</summary>
    public Dictionary<long, IReadOnlyList<CanonicalEvent>> Of(Guid workspaceId)
    {
        lock (_lock) return _workspaces.TryGetValue(workspaceId, out var rows) ? new(rows) : [];
    }

    /// <summary>They have been processed.</summary>
    public void Forget(Guid workspaceId, IEnumerable<long> ids)
    {
        lock (_lock)
        {
            if (!_workspaces.TryGetValue(workspaceId, out var rows)) return;
            foreach (var id in ids) rows.Remove(id);
            if (rows.Count == 0) _workspaces.Remove(workspaceId);
            while (_entries.TryPeek(out var oldest) && IsGone(oldest)) Drop(_entries.Dequeue());
        }
    }

    private bool IsGone(Entry entry) => !_workspaces.TryGetValue(entry.WorkspaceId, out var rows) || !rows.ContainsKey(entry.Id);

    private void Drop(Entry entry)
    {
        _bytes -= entry.Bytes;
        if (_workspaces.TryGetValue(entry.WorkspaceId, out var rows) && rows.Remove(entry.Id) && rows.Count == 0) _workspaces.Remove(entry.WorkspaceId);
    }

    private readonly record struct Entry(Guid WorkspaceId, long Id, int Bytes, long At);
}
