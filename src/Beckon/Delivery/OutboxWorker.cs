using Beckon.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>Takes workspaces with messages to send from the line, while this node holds the lease.</summary>
public sealed partial class OutboxWorker(Outbox outbox, OutboxSignal signal, WorkLease lease, TimeProvider time, ILogger<OutboxWorker> log)
    : BackgroundService
{
    // How late a deferred message may go out; new ones are signalled and do not wait for this.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _recovering = new(1);
    private long _recoveredFor = -1;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LookAroundAsync(stoppingToken), WorkAsync(stoppingToken));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var workspaceId = await signal.TakeAsync(ct);
            try
            {
                await RecoverOnceAsync(await lease.HeldAsync(ct), ct);
                if (await outbox.SendAsync(workspaceId, ct)) signal.Add(workspaceId);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFault(exception);
                await Task.Delay(AfterFault, time, ct);
                signal.Add(workspaceId);
            }
        }
    }

    // With each new fence of the lease: whoever held it before may have been stopped in the middle of a hand-over.
    private async Task RecoverOnceAsync(long fence, CancellationToken ct)
    {
        // One of the two loops recovers and the other waits: else the slower one could take what the faster has just claimed for interrupted.
        await _recovering.WaitAsync(ct);
        try
        {
            if (_recoveredFor == fence) return;
            await outbox.RecoverAsync(ct);
            _recoveredFor = fence;
        }
        finally
        {
            _recovering.Release();
        }
    }

    private async Task LookAroundAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await RecoverOnceAsync(await lease.HeldAsync(ct), ct);
                foreach (var workspaceId in await outbox.DueWorkspacesAsync(ct)) signal.Add(workspaceId);
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
            }
            await Task.Delay(LookAround, time, ct);
        }
    }

    public override void Dispose()
    {
        _recovering.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending stopped for a moment and will go on; nothing is lost.")]
    private partial void LogFault(Exception exception);
}
