using System.Runtime.InteropServices;
using Beckon.Identity;
using Beckon.Storage.Lanes;

namespace Beckon.Pipeline;

/// <summary>
/// Shares a batch out to the lanes of contacts so that the outcome is that of one lane. Pure. Things that any of the events change together go to
/// one lane; where some of it is still on its way in a lane, it follows there; where that would be two lanes, the batch must wait.
/// </summary>
public sealed class Dispatch
{
    private readonly Dictionary<WorkKey, int> _places = [];
    private readonly DisjointSets _sets = new();
    private readonly IReadOnlyList<int> _among;

    private Dispatch(IReadOnlyList<int> among) => _among = among;

    /// <summary>The work by partition; null when it must wait for what is on its way.</summary>
    /// <param name="stretches">The batch.</param>
    /// <param name="onItsWay">What was handed over before.</param>
    /// <param name="among">The partitions for what can go anywhere.</param>
    public static SortedDictionary<int, List<Stretch>>? Of(List<Stretch> stretches, OnItsWay onItsWay, IReadOnlyList<int> among)
    {
        var dispatch = new Dispatch(among);
        foreach (var stretch in stretches)
        {
            foreach (var split in stretch.Splits ?? []) dispatch.Join(WorkKey.Of(split));
            foreach (var merge in stretch.Merges) dispatch.Join(WorkKey.Of(merge));
            foreach (var resolved in stretch.Events) dispatch.Join(WorkKey.Of(resolved));
        }
        return dispatch.Partitions(onItsWay) is { } partitions ? dispatch.Share(stretches, partitions) : null;
    }

    private void Join(IEnumerable<WorkKey> keys)
    {
        var first = -1;
        foreach (var key in keys)
        {
            var place = PlaceOf(key);
            if (first < 0) first = place;
            else _sets.Join(first, place);
        }
    }

    private int PlaceOf(WorkKey key)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, key, out var known);
        if (!known) place = _sets.Add();
        return place;
    }

    // By set, the partition of everything that belongs together.
    private Dictionary<int, int>? Partitions(OnItsWay onItsWay)
    {
        var partitions = new Dictionary<int, int>();
        foreach (var (key, place) in _places)
        {
            if (onItsWay.PartitionOf(key) is not { } partition) continue;
            var together = _sets.Find(place);
            if (partitions.TryGetValue(together, out var other) && other != partition) return null;
            partitions[together] = partition;
        }
        foreach (var (key, place) in _places) partitions.TryAdd(_sets.Find(place), Lane.PartitionOf(key.Id, _among));
        return partitions;
    }

    private SortedDictionary<int, List<Stretch>> Share(List<Stretch> stretches, Dictionary<int, int> partitions)
    {
        var shares = new SortedDictionary<int, List<Stretch>>();
        foreach (var stretch in stretches)
        {
            var parts = new Dictionary<int, Stretch>();
            foreach (var split in stretch.Splits ?? []) (Part(parts, WorkKey.Of(split)).Splits ??= []).Add(split);
            foreach (var merge in stretch.Merges) Part(parts, WorkKey.Of(merge)).Merges.Add(merge);
            foreach (var resolved in stretch.Events) Part(parts, WorkKey.Of(resolved)).Events.Add(resolved);
            foreach (var (partition, part) in parts)
            {
                if (!shares.TryGetValue(partition, out var share)) shares.Add(partition, share = []);
                share.Add(part);
            }
        }
        return shares;

        Stretch Part(Dictionary<int, Stretch> parts, IEnumerable<WorkKey> keys)
        {
            var partition = partitions[_sets.Find(_places[keys.First()])];
            if (!parts.TryGetValue(partition, out var part)) parts.Add(partition, part = new Stretch([], []));
            return part;
        }
    }
}
