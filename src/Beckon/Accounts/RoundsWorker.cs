using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>
/// Looks after every workspace again and again, twice a minute. Whoever holds a workspace's lane of timers does it. One workspace that fails keeps none of
/// the others waiting, and is tried again.
/// </summary>
public abstract partial class RoundsWorker(WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>The time between two rounds.</summary>
    public static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);

    protected WorkspaceStore Workspaces => workspaces;

    protected TimeProvider Time => time;

    /// <summary>What is done, for the log, such as "RFM scores".</summary>
    protected abstract string What { get; }

    protected abstract Task LookAfterAsync(Guid workspaceId, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var id in await workspaces.IdsAsync(stoppingToken))
                {
                    if (leases.Holds(new Lane(id, LaneKind.Timers))) await TryAsync(id, stoppingToken);
                }
            }
            catch (NpgsqlException exception)
            {
                LogFault(What, exception);
            }
            await Task.Delay(LookAround, time, stoppingToken);
        }
    }

    private async Task TryAsync(Guid workspaceId, CancellationToken ct)
    {
        try
        {
            await LookAfterAsync(workspaceId, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(What, workspaceId, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} are not looked after for a moment; it is tried again.")]
    private partial void LogFault(string what, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {What} of workspace {WorkspaceId} could not be looked after; it is tried again.")]
    private partial void LogFailed(string what, Guid workspaceId, Exception exception);
}
