using System.Collections.Concurrent;
using Beckon.Storage.Lanes;

namespace Beckon.Identity;

/// <summary>
/// The people of each workspace whose lane of arrivals this node holds, as of the last commit. Nobody else writes them while the lane is held, so
/// that what is known need not be asked for again.
/// </summary>
public sealed class KnownPeople(TimeProvider time)
{
    // Of more workspaces than this, those that were busy longest ago are forgotten.
    private const int MostWorkspaces = 16;

    private readonly ConcurrentDictionary<Guid, Entry> _known = new();

    /// <summary>
    /// Takes the people out, to be given back by <see cref="Keep"/> after the commit. Where there is none, they are known no more: what
    /// was rolled back is loaded anew.
    /// </summary>
    public People Take(LaneHold hold)
    {
        if (_known.TryRemove(hold.Lane.WorkspaceId, out var known) && known.Fence == hold.Fence)
        {
            known.People.BeginBatch();
            return known.People;
        }
        return new People(time);
    }

    /// <summary>In the lane: what is known of its workspace is not true any more, and is loaded anew.</summary>
    public void Forget(LaneHold hold) => _known.TryRemove(hold.Lane.WorkspaceId, out _);

    public void Keep(LaneHold hold, People people)
    {
        _known[hold.Lane.WorkspaceId] = new Entry(hold.Fence, people, time.GetTimestamp());
        if (_known.Count <= MostWorkspaces) return;
        _known.TryRemove(_known.MinBy(pair => pair.Value.UsedAt).Key, out _);
    }

    private sealed record Entry(long Fence, People People, long UsedAt);
}
