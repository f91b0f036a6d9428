using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>
/// Does something for every workspace once in each of its calendar days, soon after midnight. Whoever holds a workspace's lane of timers does it. One
/// workspace that fails keeps none of the others waiting, and is tried again.
/// </summary>
public abstract partial class DailyWorker(WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);

    /// <summary>What is done, for the log, such as "RFM scores".</summary>
    protected abstract string What { get; }

    /// <summary>The day it was last done for; null: never yet.</summary>
    protected abstract Task<DateOnly?> LastDayAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Whether there is anything to begin with in a workspace where it was never done.</summary>
    protected abstract Task<bool> CanBeginAsync(Guid workspaceId, CancellationToken ct);

    protected abstract Task DoAsync(Guid workspaceId, CancellationToken ct);

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
                LogFault(What, exception);
            }
            await Task.Delay(LookAround, time, stoppingToken);
        }
    }

    private async Task LookAfterAsync(Guid workspaceId, CancellationToken ct)
    {
        try
        {
            if (await IsDueAsync(workspaceId, ct)) await DoAsync(workspaceId, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(What, workspaceId, exception);
        }
    }

    private async Task<bool> IsDueAsync(Guid workspaceId, CancellationToken ct)
    {
        if (await LastDayAsync(workspaceId, ct) is not { } last) return await CanBeginAsync(workspaceId, ct);
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        return last < workspace.DayOf(time.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} are not computed for a moment; it is tried again.")]
    private partial void LogFault(string what, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {What} of workspace {WorkspaceId} could not be computed; it is tried again.")]
    private partial void LogFailed(string what, Guid workspaceId, Exception exception);
}
