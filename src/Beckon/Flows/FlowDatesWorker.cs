using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace Beckon.Flows;

/// <summary>Tells whose dates have come, soon after the time that flows name.</summary>
public sealed class FlowDatesWorker(FlowDates dates, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<FlowDatesWorker> log)
    : RoundsWorker(workspaces, leases, node, time, log)
{
    protected override string What => "dates that begin flows";

    protected override Task LookAfterAsync(Guid workspaceId, CancellationToken ct) => dates.TellAsync(workspaceId, ct);
}
