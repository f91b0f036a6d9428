using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Rfm;

/// <summary>
/// Computes the scores of every workspace once in each of its calendar days, soon after midnight, and the first time when there is something to
/// compute them from. Whoever holds a workspace's lane of timers does it.
/// </summary>
public sealed partial class RfmWorker(RfmDesk desk, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<RfmWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var id in await workspaces.IdsAsync(stoppingToken))
                {
                    if (leases.Holds(new Lane(id, LaneKind.Timers))) await LookAfterAsync(id, stoppingToken);
                }
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
            }
            await Task.Delay(LookAround, time, stoppingToken);
        }
    }

    // One workspace that fails keeps none of the others waiting.
    private async Task LookAfterAsync(Guid workspaceId, CancellationToken ct)
    {
        try
        {
            if (await IsDueAsync(workspaceId, ct)) await desk.ComputeAsync(workspaceId, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(workspaceId, exception);
        }
    }

    private async Task<bool> IsDueAsync(Guid workspaceId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var runs = await RfmReadStore.RunsAsync(connection, workspaceId, 1, ct);
        if (runs.Count > 0) return runs[0].Day < RfmDesk.DayOf(workspace, time.GetUtcNow());
        return await RfmReadStore.HasCustomersAsync(connection, workspaceId, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "RFM scores are not computed for a moment; it is tried again.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The RFM scores of workspace {WorkspaceId} could not be computed; it is tried again.")]
    private partial void LogFailed(Guid workspaceId, Exception exception);
}
