using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>Works erasures off in the workspaces whose lane of arrivals is this node's, beside everything else.</summary>
public sealed partial class ErasureWorker(
    Eraser eraser, ErasureDesk desk, LaneLeases leases, WorkspaceStore workspaces, Node node, TimeProvider time, ILogger<ErasureWorker> log) : BackgroundService
{
    // What another node was asked for, or one that died has left.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);

    // While the lane has its turn.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    // Where a step failed others do not wait for it.
    private readonly Dictionary<Guid, DateTimeOffset> _notBefore = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var open = await OpenAsync(stoppingToken);
                if (open.Count == 0) await desk.WaitAsync(LookAround, stoppingToken);
                else if (!await StepAsync(open, stoppingToken)) await Task.Delay(Breath, time, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogFault(exception);
                await Task.Delay(LookAround, time, stoppingToken);
            }
        }
    }

    private async Task<List<Guid>> OpenAsync(CancellationToken ct)
    {
        var held = (await workspaces.IdsAsync(ct)).Where(id => leases.Holds(new Lane(id, LaneKind.Arrivals))).ToArray();
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return await ErasureStore.OpenWorkspacesAsync(connection, held, ct);
    }

    // Each workspace has its turn.
    private async Task<bool> StepAsync(List<Guid> open, CancellationToken ct)
    {
        var did = false;
        foreach (var workspaceId in open)
        {
            if (_notBefore.TryGetValue(workspaceId, out var at) && at > time.GetUtcNow()) continue;
            using var hold = leases.TryEnter(new Lane(workspaceId, LaneKind.Arrivals));
            if (hold is not null) did |= await StepAsync(hold, ct);
        }
        return did;
    }

    private async Task<bool> StepAsync(LaneHold hold, CancellationToken ct)
    {
        try
        {
            return await eraser.StepAsync(hold, ct);
        }
        catch (LeaseLostException)
        {
            // The other node does it.
            return false;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NpgsqlException { IsTransient: true }))
        {
            LogFailed(hold.Lane.WorkspaceId, exception);
            await using var connection = await desk.Database.OpenConnectionAsync(ct);
            await ErasureStore.NoteAsync(connection, hold.Lane.WorkspaceId, exception.GetType().Name, ct);
            _notBefore[hold.Lane.WorkspaceId] = time.GetUtcNow() + AfterFault;
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Erasures stopped for a moment and will go on where they were.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "An erasure in workspace {WorkspaceId} cannot go on; it is tried again.")]
    private partial void LogFailed(Guid workspaceId, Exception exception);
}
