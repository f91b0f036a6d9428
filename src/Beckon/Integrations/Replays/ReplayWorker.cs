using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.Replays;

/// <summary>Works replays off, one at a time, beside everything else.</summary>
public sealed partial class ReplayWorker(Replayer replayer, ReplayDesk desk, Node node, TimeProvider time, ILogger<ReplayWorker> log) : BackgroundService
{
    // What another node was asked for, or one that died has left.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await replayer.ClaimAsync(stoppingToken) is not { } replay) await desk.WaitAsync(LookAround, stoppingToken);
                else if (!await StepAsync(replay, stoppingToken)) await Task.Delay(Breath, time, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
                await Task.Delay(LookAround, time, stoppingToken);
            }
        }
    }

    private async Task<bool> StepAsync(Replay replay, CancellationToken ct)
    {
        try
        {
            return await replayer.StepAsync(replay, ct);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NpgsqlException))
        {
            // A bug of an adapter: it would fail again and again, and must not keep the others from going on.
            LogFailed(replay.Id, exception);
            await replayer.FailAsync(replay, exception.Message, ct);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Replays stopped for a moment and will go on where they were.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The replay {ReplayId} cannot go on.")]
    private partial void LogFailed(Guid replayId, Exception exception);
}
