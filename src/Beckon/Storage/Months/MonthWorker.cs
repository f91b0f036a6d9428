using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage.Months;

/// <summary>Keeps the months once a day. At the start of the program that has been done already.</summary>
public sealed partial class MonthWorker(MonthKeeper keeper, TimeProvider time, ILogger<MonthWorker> log) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Day;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                await keeper.KeepAsync(stoppingToken);
                await keeper.AnalyzeAsync(stoppingToken);
                pause = Day;
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
                pause = AfterFault;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The months of the history could not be kept; trying again in an hour. Nothing is lost: three months are there ahead.")]
    private partial void LogFault(Exception exception);
}
