using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace Beckon.Rfm;

/// <summary>Computes the scores of every workspace once in each of its days, and the first time when there is something to compute them from.</summary>
public sealed class RfmWorker(RfmDesk desk, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<RfmWorker> log)
    : DailyWorker(workspaces, leases, node, time, log)
{
    protected override string What => "RFM scores";

    protected override async Task<DateOnly?> LastDayAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return (await RfmReadStore.RunsAsync(connection, workspaceId, 1, ct)).FirstOrDefault()?.Day;
    }

    protected override async Task<bool> CanBeginAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return await RfmReadStore.HasCustomersAsync(connection, workspaceId, ct);
    }

    protected override Task DoAsync(Guid workspaceId, CancellationToken ct) => desk.ComputeAsync(workspaceId, ct);
}
