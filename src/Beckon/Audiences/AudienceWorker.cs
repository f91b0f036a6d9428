using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>Builds the audiences of the workspaces whose timers are this node's: at once where somebody has just changed one here, else within seconds.</summary>
public sealed partial class AudienceWorker(
    AudienceBuilder builder, NpgsqlDataSource database, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<AudienceWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileOthersEnd = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMinutes(1);

    // Counting big audiences takes at most so much of the time: one part in so many.
    private const int CountingShare = 60;

    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _nextCount;

    /// <summary>Somebody has changed an audience.</summary>
    public void Ask() => _asked.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            if (_asked.Task.IsCompleted) _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = _asked.Task;
            var more = await LookAfterAllAsync(stoppingToken);
            if (more) await Task.Delay(WhileOthersEnd, time, stoppingToken);
            else await Task.WhenAny(asked, Task.Delay(LookAround, time, stoppingToken));
        }
    }

    private async Task<bool> LookAfterAllAsync(CancellationToken ct)
    {
        var more = false;
        try
        {
            var ids = await workspaces.IdsAsync(ct);
            foreach (var id in ids) more |= await LookAfterAsync(id, ct);
            if (!more && time.GetUtcNow() > _nextCount) await CountAsync(ids, ct);
        }
        catch (NpgsqlException exception)
        {
            LogFault(exception);
        }
        return more;
    }

    // In turns, so that a big workspace does not keep the others waiting; one that fails keeps none of them waiting.
    private async Task<bool> LookAfterAsync(Guid workspaceId, CancellationToken ct)
    {
        const int turns = 25;
        try
        {
            using var hold = leases.TryEnter(new Lane(workspaceId, LaneKind.Timers));
            if (hold is null) return false;
            var began = time.GetTimestamp();
            for (var turn = 0; turn < turns; turn++)
            {
                if (!await builder.StepAsync(hold, ct)) break;
                if (turn == turns - 1 || time.GetElapsedTime(began) > LookAround) return true;
            }
            return false;
        }
        catch (LeaseLostException)
        {
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(workspaceId, exception);
            return false;
        }
    }

    private async Task CountAsync(List<Guid> ids, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(ct);
        foreach (var id in ids.Where(id => leases.Holds(new Lane(id, LaneKind.Timers)))) await AudienceBuildStore.CountAsync(connection, id, ct);
        var pause = time.GetElapsedTime(began) * CountingShare;
        _nextCount = time.GetUtcNow() + (pause > BetweenCounts ? pause : BetweenCounts);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Audiences are not worked out for a moment; it is tried again.")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audiences of workspace {WorkspaceId} could not be worked out; it is tried again.")]
    private partial void LogFailed(Guid workspaceId, Exception exception);
}
