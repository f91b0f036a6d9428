using Beckon.Accounts;
using Beckon.Rfm;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace Beckon.Predictions;

/// <summary>Predicts for every workspace once in each of its days, and the first time when somebody has bought something.</summary>
public sealed class PredictionWorker(PredictionDesk desk, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<PredictionWorker> log)
    : DailyWorker(workspaces, leases, node, time, log)
{
    protected override string What => "predictions";

    protected override async Task<DateOnly?> LastDayAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return (await PredictionReadStore.RunAsync(connection, workspaceId, ct))?.Day;
    }

    protected override async Task<bool> CanBeginAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return await RfmReadStore.HasCustomersAsync(connection, workspaceId, ct);
    }

    protected override Task DoAsync(Guid workspaceId, CancellationToken ct) => desk.ComputeAsync(workspaceId, ct);
}
