using Beckon.Contacts.Jobs;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.Imports;

/// <summary>
/// Sees to it that each import that is going on is in the hands of the node that holds its workspace's lane of arrivals: after a start, a crash, a
/// change of hands.
/// </summary>
public sealed partial class ImportWatch(
    Importer importer, ImportDesk desk, LaneLeases leases, LaneSignal signal, ILogger<ImportWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                LogFault(exception);
            }
            await desk.WaitAsync(LookAround, stoppingToken);
        }
        foreach (var import in importer.Active.Values) importer.End(import);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var running = await RunningAsync(ct);
        foreach (var import in importer.Active.Values)
        {
            var still = running.Exists(job => job.Id == import.Job.Id) && leases.Holds(LaneOf(import.Job));
            if (!still || import.Failed) importer.End(import);
            else if (import.TryPeek(out _)) signal.Ring(LaneOf(import.Job));
        }
        // One import of a workspace at a time, the oldest first.
        foreach (var job in running.DistinctBy(job => job.WorkspaceId))
        {
            if (leases.Holds(LaneOf(job)) && !importer.Active.ContainsKey(job.WorkspaceId)) await BeginAsync(job, ct);
        }
    }

    private async Task BeginAsync(ContactJob job, CancellationToken ct)
    {
        var import = await desk.OpenAsync(job, ct);
        if (!importer.TryBegin(import)) import.Dispose();
        else _ = import.BeginAsync(() => signal.Ring(LaneOf(job)));
    }

    private async Task<List<ContactJob>> RunningAsync(CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return await JobStore.RunningImportsAsync(connection, ct);
    }

    private static Lane LaneOf(ContactJob job) => new(job.WorkspaceId, LaneKind.Arrivals);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Imports could not be looked after; trying again.")]
    private partial void LogFault(Exception exception);
}
