using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// Waits for the moment at which the next run, idle cart or contact of an audience is due and lets it go on, in the lanes of timers that are this node's.
/// A lane is rung when a run begins to wait, when a contact is to be looked at again, and when the time of either has come. Nobody rings for a cart: it is
/// idle for longer than it takes to look around.
/// </summary>
public sealed partial class TimerWorker(
    Timers timers, IdleCarts carts, AudienceTimes audiences, DueTimes due, WorkLines lines, LaneLeases leases, LaneSignal signal, WorkspaceStore workspaces, TimeProvider time,
    ILogger<TimerWorker> log) : BackgroundService
{
    // What this node was not told of; with slots that are new to it at once.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);

    // Somebody else is about to change the runs that are due.
    private static readonly TimeSpan WhileTaken = TimeSpan.FromMilliseconds(20);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LookAroundAsync(stoppingToken), WaitAsync(stoppingToken), WorkAsync(stoppingToken));

    private async Task WaitAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested) signal.Ring(new Lane(await due.TakeAsync(ct), LaneKind.Timers));
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var lane = await lines.Timers.TakeAsync(ct);
            try
            {
                using var hold = leases.TryEnter(lane);
                if (hold is not null) await FireAsync(hold, ct);
            }
            catch (LeaseLostException)
            {
                // The other node does it.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The surroundings failed (the database is away): the runs still wait.
                LogFault(exception);
                await Task.Delay(AfterFault, time, ct);
                signal.Ring(lane);
            }
            finally
            {
                lines.Timers.Done(lane);
            }
        }
    }

    private async Task FireAsync(LaneHold hold, CancellationToken ct)
    {
        var lane = hold.Lane;
        var fired = await timers.FireAsync(hold, ct);
        if (fired.Messages > 0) signal.Ring(new Lane(lane.WorkspaceId, LaneKind.Sending));
        var told = await carts.TellAsync(hold, ct);
        if (told.Carts + fired.News > 0) signal.Ring(new Lane(lane.WorkspaceId, LaneKind.Arrivals));
        var reviewed = await audiences.ReviewAsync(hold, ct);
        if (reviewed.News > 0) signal.Ring(new Lane(lane.WorkspaceId, LaneKind.Arrivals));
        // What is overdue goes to the end of the line, so that a busy workspace does not starve the others.
        var soonest = time.GetUtcNow() + (fired.Runs + told.Carts + reviewed.News == 0 ? WhileTaken : TimeSpan.Zero);
        foreach (var next in new[] { fired.Next, told.Next, reviewed.Next }.OfType<DateTimeOffset>()) due.Tell(lane.WorkspaceId, next > soonest ? next : soonest);
    }

    private async Task LookAroundAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var changed = leases.ChangedAsync(ct);
            try
            {
                var held = (await workspaces.IdsAsync(ct)).Where(id => leases.Holds(new Lane(id, LaneKind.Timers))).ToArray();
                foreach (var (workspaceId, next) in await timers.EarliestAsync(held, ct)) due.Tell(workspaceId, next);
                foreach (var (workspaceId, next) in await carts.EarliestAsync(held, ct)) due.Tell(workspaceId, next);
                foreach (var (workspaceId, next) in await audiences.EarliestAsync(held, ct)) due.Tell(workspaceId, next);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                LogFault(exception);
            }
            await Task.WhenAny(changed, Task.Delay(LookAround, time, ct));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Timers stopped for a moment and will go on; no run is lost.")]
    private partial void LogFault(Exception exception);
}
