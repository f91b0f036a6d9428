using Beckon.Delivery;
using Beckon.Events;
using Beckon.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Takes workspaces from the line and processes what waits for them, while this node holds the lease.</summary>
public sealed partial class PipelineWorker(
    Processor processor, InboxStore inbox, PendingWork pending, OutboxSignal outbox, EventFeed feed, WorkLease lease, TimeProvider time, ILogger<PipelineWorker> log)
    : BackgroundService
{
    private const int MostEvents = 2_000;

    // What another node took in and could not tell of; a person does not notice, and an idle server does next to nothing.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<Guid, string> NoPoison = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(LookAroundAsync(stoppingToken), WorkAsync(stoppingToken));
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var workspaceId = await pending.TakeAsync(ct);
            await lease.HeldAsync(ct);
            try
            {
                await ProcessAllButPoisonAsync(workspaceId, ct);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The surroundings failed (the database is away, the lease went to another node): the inbox still has everything.
                LogFault(exception);
                await Task.Delay(AfterFault, time, ct);
                pending.Add(workspaceId);
            }
        }
    }

    private async Task ProcessAllButPoisonAsync(Guid workspaceId, CancellationToken ct)
    {
        try
        {
            await ProcessAsync(workspaceId, NoPoison, ct);
        }
        catch (Exception exception) when (Poison.IsCause(exception))
        {
            await SetPoisonAsideAsync(workspaceId, exception, ct);
        }
    }

    private async Task ProcessAsync(Guid workspaceId, IReadOnlyDictionary<Guid, string> poison, CancellationToken ct)
    {
        var processed = await processor.ProcessAsync(workspaceId, MostEvents, poison, ct);
        if (processed.Messages > 0) outbox.Add(workspaceId);
        if (processed.Latest is { } latest) feed.Publish(workspaceId, latest);
        if (processed.Events > 0) pending.Add(workspaceId);
    }

    // One bad event never stops the rest: it is found, set aside with its reason, and the others go on.
    private async Task SetPoisonAsideAsync(Guid workspaceId, Exception cause, CancellationToken ct)
    {
        var poison = new Dictionary<Guid, string>();
        while (await processor.FindPoisonAsync(workspaceId, MostEvents, poison, ct) is { } found)
        {
            poison.Add(found, cause.Message);
            LogPoison(found, cause);
        }
        await ProcessAsync(workspaceId, poison, ct);
    }

    private async Task LookAroundAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await lease.HeldAsync(ct);
                foreach (var workspaceId in await inbox.WaitingWorkspacesAsync(ct)) pending.Add(workspaceId);
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
            }
            await Task.Delay(LookAround, time, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Processing stopped for a moment and will go on; nothing is lost.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} could not be processed and was set aside.")]
    private partial void LogPoison(Guid eventId, Exception exception);
}
