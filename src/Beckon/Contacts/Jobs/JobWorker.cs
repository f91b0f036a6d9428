using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>Works exports and bulk actions off, a step of each in turn, beside everything else.</summary>
public sealed partial class JobWorker(JobSteps steps, JobDesk desk, Node node, TimeProvider time, ILogger<JobWorker> log) : BackgroundService
{
    // What another node was asked for, or one that died has left.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = long.MinValue;
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (swept == long.MinValue || time.GetElapsedTime(swept) > Sweep)
                {
                    await steps.ForgetExpiredAsync(stoppingToken);
                    swept = time.GetTimestamp();
                }
                if (await steps.ClaimAsync(stoppingToken) is not { } job) await desk.WaitAsync(LookAround, stoppingToken);
                else await StepAsync(job, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
                await Task.Delay(LookAround, time, stoppingToken);
            }
        }
    }

    private async Task StepAsync(ContactJob job, CancellationToken ct)
    {
        try
        {
            await steps.StepAsync(job, ct);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NpgsqlException))
        {
            // It would fail again and again, and must not keep the others from going on.
            LogFailed(job.Id, exception);
            await steps.FailAsync(job, exception.Message, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work on contacts stopped for a moment and will go on where it was.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {JobId} on contacts cannot go on.")]
    private partial void LogFailed(Guid jobId, Exception exception);
}
