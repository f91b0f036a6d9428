using Beckon.Accounts;
using Beckon.Events;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Takes lanes of events from the line and processes what waits in them.</summary>
public sealed partial class PipelineWorker(
    Processor processor, Errands errands, IEnumerable<ILaneWork> laneWork, InboxStore inbox, WorkLines lines, LaneLeases leases, LaneSignal signal, EventFeed feed,
    WorkspaceStore workspaces, PipelineOptions options, TimeProvider time, ILogger<PipelineWorker> log) : BackgroundService
{
    // What another node took in and could not tell of; a person does not notice, and an idle server does next to nothing.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);

    // What is waited for takes a batch's time in another lane.
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(3);

    private static readonly Dictionary<Guid, string> NoPoison = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([LookAroundAsync(stoppingToken), .. Enumerable.Range(0, options.Loops).Select(_ => WorkAsync(stoppingToken))]);

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var lane = await lines.Events.TakeAsync(ct);
            try
            {
                using var hold = leases.TryEnter(lane);
                if (hold is not null) await TakeTurnAsync(hold, ct);
            }
            catch (LeaseLostException)
            {
                // The other node does it.
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                signal.Ring(lane);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The surroundings failed (the database is away): the inbox still has everything.
                LogFault(exception);
                PipelineMetrics.Fault();
                await Task.Delay(AfterFault, time, ct);
                signal.Ring(lane);
            }
            finally
            {
                lines.Events.Done(lane);
            }
        }
    }

    private async Task TakeTurnAsync(LaneHold hold, CancellationToken ct)
    {
        if (await errands.LetPassAsync(hold, ct))
        {
            await ProcessAllButPoisonAsync(hold, ct);
            if (hold.Lane.Kind == LaneKind.Arrivals) await DoOtherWorkAsync(hold, ct);
            return;
        }
        await Task.Delay(AWhile, time, ct);
        signal.Ring(hold.Lane);
    }

    private async Task ProcessAllButPoisonAsync(LaneHold hold, CancellationToken ct)
    {
        try
        {
            await ProcessAsync(hold, NoPoison, ct);
        }
        catch (Exception exception) when (Poison.IsCause(exception))
        {
            await SetPoisonAsideAsync(hold, ct);
        }
    }

    private async Task DoOtherWorkAsync(LaneHold hold, CancellationToken ct)
    {
        foreach (var work in laneWork)
        {
            if (await work.StepAsync(hold, ct)) signal.Ring(hold.Lane);
        }
    }

    private async Task ProcessAsync(LaneHold hold, Dictionary<Guid, string> poison, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        using var trace = PipelineMetrics.Begin();
        var processed = await processor.ProcessAsync(hold, options.MostEvents, poison, ct);
        PipelineMetrics.Processed(processed, poison.Count, time.GetElapsedTime(began), trace);
        foreach (var lane in processed.Rings) signal.Ring(lane);
        if (processed.Latest is { } latest) feed.Publish(hold.Lane.WorkspaceId, latest);
        if (processed.MustWait) await Task.Delay(AWhile, time, ct);
        if (processed.Events > 0 || processed.MustWait) signal.Ring(hold.Lane);
    }

    // One bad event never stops the rest: it is found, set aside with its reason, and the others go on.
    private async Task SetPoisonAsideAsync(LaneHold hold, CancellationToken ct)
    {
        var poison = new Dictionary<Guid, string>();
        while (await processor.FindPoisonAsync(hold, options.MostEvents, poison, ct) is { } found)
        {
            poison.Add(found.EventId, Poison.InWords(found.Cause));
            LogPoison(found.EventId, found.Cause);
        }
        await ProcessAsync(hold, poison, ct);
    }

    private async Task LookAroundAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var changed = leases.ChangedAsync(ct);
            try
            {
                var held = Lanes(await workspaces.IdsAsync(ct)).Where(leases.Holds).ToList();
                foreach (var lane in await inbox.WaitingAsync(held, ct)) signal.Ring(lane);
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
            }
            await Task.WhenAny(changed, Task.Delay(LookAround, time, ct));
        }
    }

    private static IEnumerable<Lane> Lanes(IEnumerable<Guid> workspaceIds) => workspaceIds.SelectMany(id =>
        Enumerable.Range(1, Lane.Partitions).Select(partition => new Lane(id, LaneKind.Contacts, partition)).Prepend(new Lane(id, LaneKind.Arrivals)));

    [LoggerMessage(Level = LogLevel.Error, Message = "Processing stopped for a moment and will go on; nothing is lost.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} could not be processed and was set aside.")]
    private partial void LogPoison(Guid eventId, Exception exception);
}
