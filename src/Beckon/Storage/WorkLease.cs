using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage;

/// <summary>Keeps the one lease under which events are processed and messages sent, as long as this node runs.</summary>
public sealed partial class WorkLease(NpgsqlDataSource source, TimeProvider time, ILogger<WorkLease> log) : BackgroundService
{
    private const string Name = "work";

    private static readonly TimeSpan Renewal = Lease.Life / 3;

    private readonly Guid _node = Guid.CreateVersion7(time.GetUtcNow());
    private volatile TaskCompletionSource<long> _held = NotHeld();

    /// <summary>Waits until this node holds the lease; its fencing number.</summary>
    public Task<long> HeldAsync(CancellationToken ct) => _held.Task.WaitAsync(ct);

    /// <summary>To be asked before each commit of work.</summary>
    public async Task CheckAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var held = _held.Task;
        if (!held.IsCompletedSuccessfully) throw new LeaseLostException(Name);
        await Lease.CheckAsync(connection, transaction, Name, await held, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await HoldAsync(stoppingToken);
            try
            {
                await Task.Delay(Renewal, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!_held.Task.IsCompletedSuccessfully) return;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await Lease.ReleaseAsync(connection, Name, _node, cancellationToken);
    }

    private async Task HoldAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            Settle(await Lease.TryHoldAsync(connection, Name, _node, ct));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // The row decides, not this node's opinion: work goes on being tried, and the check before each commit says no if it must.
            LogFault(exception);
        }
    }

    private void Settle(long? fence)
    {
        var held = _held.Task.IsCompletedSuccessfully;
        if (fence is { } number)
        {
            if (held && _held.Task.GetAwaiter().GetResult() == number) return;
            var next = NotHeld();
            next.SetResult(number);
            var waiting = Interlocked.Exchange(ref _held, next);
            waiting.TrySetResult(number);
            LogHeld(number);
        }
        else if (held)
        {
            _held = NotHeld();
            LogLost();
        }
    }

    private static TaskCompletionSource<long> NotHeld() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "This node processes and sends (lease {Fence}).")]
    private partial void LogHeld(long fence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another node processes and sends now.")]
    private partial void LogLost();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be renewed; trying again.")]
    private partial void LogFault(Exception exception);
}
