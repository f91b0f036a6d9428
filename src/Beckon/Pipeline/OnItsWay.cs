using Beckon.Storage.Lanes;

namespace Beckon.Pipeline;

/// <summary>What of a workspace was handed to the lanes of contacts and has not taken effect yet, as far as the holder of its lane of arrivals knows.</summary>
public sealed class OnItsWay
{
    private readonly Dictionary<WorkKey, (int Partition, long Row)> _places = [];
    private readonly Queue<Row>[] _rows = [.. Enumerable.Range(0, Lane.Partitions + 1).Select(_ => new Queue<Row>())];

    /// <summary>The partition in whose lane something that changes this is on its way; null for none.</summary>
    public int? PartitionOf(WorkKey key) => _places.TryGetValue(key, out var place) ? place.Partition : null;

    public void Add(int partition, long row, List<Stretch> work)
    {
        var keys = work
            .SelectMany(stretch => stretch.Merges.SelectMany(WorkKey.Of).Concat((stretch.Splits ?? []).SelectMany(WorkKey.Of)).Concat(stretch.Events.SelectMany(WorkKey.Of)))
            .Distinct()
            .ToList();
        foreach (var key in keys) _places[key] = (partition, row);
        _rows[partition].Enqueue(new Row(row, keys));
    }

    /// <summary>Takes note of what has taken effect: in each partition everything before its oldest row that still waits.</summary>
    public void Arrive(IReadOnlyDictionary<int, long> oldest)
    {
        for (var partition = 1; partition <= Lane.Partitions; partition++)
        {
            var until = oldest.GetValueOrDefault(partition, long.MaxValue);
            while (_rows[partition].TryPeek(out var row) && row.Id < until)
            {
                _rows[partition].Dequeue();
                foreach (var key in row.Keys)
                {
                    if (_places.TryGetValue(key, out var place) && place.Row == row.Id) _places.Remove(key);
                }
            }
        }
    }

    private sealed record Row(long Id, List<WorkKey> Keys);
}
