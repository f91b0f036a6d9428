using System.Collections.Concurrent;
using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>
/// Takes the lanes with messages to send from the line. A workspace's messages are sent by one node at a time: its limits hold exactly. Several are
/// sent for at a time, so that one with a slow server holds up nobody else.
/// </summary>
public sealed partial class OutboxWorker(
    Outbox outbox, WorkLines lines, LaneLeases leases, LaneSignal signal, WorkspaceStore workspaces, TimeProvider time, ILogger<OutboxWorker> log)
    : BackgroundService
{
    private const int MostAtATime = 16;

    // How late a deferred message may go out; new ones are signalled and do not wait for this.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, long> _recovered = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([LookAroundAsync(stoppingToken), .. Enumerable.Range(0, MostAtATime).Select(_ => WorkAsync(stoppingToken))]);

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var lane = await lines.Sending.TakeAsync(ct);
            try
            {
                using var hold = leases.TryEnter(lane);
                if (hold is not null && await SendAsync(hold, ct)) signal.Ring(lane);
            }
            catch (LeaseLostException)
            {
                // The other node does it.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFault(exception);
                // A fault in the middle may have left messages marked as being handed over.
                _recovered.TryRemove(lane.WorkspaceId, out _);
                await Task.Delay(AfterFault, time, ct);
                signal.Ring(lane);
            }
            finally
            {
                lines.Sending.Done(lane);
            }
        }
    }

    // With each new fence: whoever held the lane before may have been stopped in the middle of a hand-over.
    private async Task<bool> SendAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        if (!_recovered.TryGetValue(workspaceId, out var fence) || fence != hold.Fence)
        {
            await outbox.RecoverAsync(hold, ct);
            _recovered[workspaceId] = hold.Fence;
        }
        return await outbox.SendAsync(hold, ct);
    }

    private async Task LookAroundAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var changed = leases.ChangedAsync(ct);
            try
            {
                var held = (await workspaces.IdsAsync(ct)).Where(id => leases.Holds(new Lane(id, LaneKind.Sending))).ToArray();
                foreach (var workspaceId in await outbox.DueWorkspacesAsync(held, ct)) signal.Ring(new Lane(workspaceId, LaneKind.Sending));
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
            }
            await Task.WhenAny(changed, Task.Delay(LookAround, time, ct));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending stopped for a moment and will go on; nothing is lost.")]
    private partial void LogFault(Exception exception);
}
