using System.Collections.Concurrent;
using Beckon.Storage.Lanes;

namespace Beckon.Pipeline;

/// <summary>The backlog of each workspace whose lane of arrivals this node holds.</summary>
public sealed class Backlogs(LaneLeases leases, PipelineOptions options)
{
    private readonly ConcurrentDictionary<Guid, Backlog> _known = new();

    public Backlog Of(LaneHold hold)
    {
        var backlog = _known.GetOrAdd(hold.Lane.WorkspaceId, _ => new Backlog(hold, leases, options));
        if (backlog.Fence == hold.Fence) return backlog;
        // Others have had the lane meanwhile: what they handed over is not known here.
        return _known[hold.Lane.WorkspaceId] = new Backlog(hold, leases, options);
    }
}
