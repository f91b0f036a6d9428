using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage.Lanes;

/// <summary>Hears what other nodes tell: work for a lane of this node, and slots that came free.</summary>
public sealed partial class LaneListener(NpgsqlDataSource source, LaneLeases leases, LaneSignal signal, TimeProvider time, ILogger<LaneListener> log)
    : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
            {
                // What was told meanwhile is found by looking around.
                LogFault(exception);
                await Task.Delay(AfterFault, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, told) => Hear(told);
        await connection.Command($"listen {LaneSignal.Notification}; listen {SlotStore.Notification}").RunAsync(ct);
        while (true) await connection.WaitAsync(ct);
    }

    private void Hear(NpgsqlNotificationEventArgs told)
    {
        if (told.Channel == SlotStore.Notification) leases.BeatNow();
        else if (Lane.TryParse(told.Payload, out var lane)) signal.Ring(lane);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listening to other nodes was interrupted; trying again.")]
    private partial void LogFault(Exception exception);
}
