using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace Beckon.Accounts;

/// <summary>Does something for every workspace once in each of its calendar days, soon after midnight.</summary>
public abstract class DailyWorker(WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger log)
    : RoundsWorker(workspaces, leases, node, time, log)
{
    /// <summary>The day it was last done for; null: never yet.</summary>
    protected abstract Task<DateOnly?> LastDayAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Whether there is anything to begin with in a workspace where it was never done.</summary>
    protected abstract Task<bool> CanBeginAsync(Guid workspaceId, CancellationToken ct);

    protected abstract Task DoAsync(Guid workspaceId, CancellationToken ct);

    protected override async Task LookAfterAsync(Guid workspaceId, CancellationToken ct)
    {
        if (await IsDueAsync(workspaceId, ct)) await DoAsync(workspaceId, ct);
    }

    private async Task<bool> IsDueAsync(Guid workspaceId, CancellationToken ct)
    {
        if (await LastDayAsync(workspaceId, ct) is not { } last) return await CanBeginAsync(workspaceId, ct);
        var workspace = await Workspaces.GetAsync(workspaceId, ct);
        return last < workspace.DayOf(Time.GetUtcNow());
    }
}
