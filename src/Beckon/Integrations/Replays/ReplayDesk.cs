using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Integrations.Replays;

/// <summary>Begins replays and stops them, each in one transaction with its audit entry.</summary>
public sealed class ReplayDesk(NpgsqlDataSource database, WorkspaceCopyStore copies, Audit audit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);

    public NpgsqlDataSource Database => database;

    public async Task<Replay> BeginAsync(Caller caller, ReplayOrder order, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var into = caller.WorkspaceId;
        if (order.NewWorkspace is { } name)
        {
            into = await copies.CopyAsync(connection, caller, name, ct);
            await FreshStateStore.CopySourcesAsync(connection, caller.WorkspaceId, into, now, ct);
        }
        var replay = new Replay
        {
            WorkspaceId = caller.WorkspaceId,
            Id = Ids.New(time),
            Into = into,
            IntoName = order.NewWorkspace,
            From = order.From,
            To = order.To ?? now.AddMilliseconds(1),
            Status = ReplayStatus.Waiting,
            Actor = caller.Actor,
            CreatedAt = now,
        };
        await ReplayStore.AddAsync(connection, replay, ct);
        await audit.WriteAsync(
            connection, caller, "replay.begun", Ids.Out(Ids.Replay, replay.Id), new { replay.From, replay.To, into = Ids.Out(Ids.Workspace, into) }, ct);
        await transaction.CommitAsync(ct);
        _begun.Release();
        return replay;
    }

    public async Task<Replay?> FindAsync(Caller caller, string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Replay, id, out var known)) return null;
        await using var connection = await database.OpenConnectionAsync(ct);
        return await ReplayStore.FindAsync(connection, caller.WorkspaceId, known, ct);
    }

    /// <summary>False when it has ended already.</summary>
    public async Task<bool> CancelAsync(Caller caller, Replay replay, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await ReplayStore.CancelAsync(connection, caller.WorkspaceId, replay.Id, time.GetUtcNow(), ct)) return false;
        await audit.WriteAsync(connection, caller, "replay.cancelled", Ids.Out(Ids.Replay, replay.Id), null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Waits until a replay was begun on this node, at most so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => _begun.WaitAsync(most, ct);

    public void Dispose() => _begun.Dispose();
}

/// <summary>What is to be taken in once more.</summary>
/// <param name="From">What was received from this moment on.</param>
/// <param name="To">And before this one; null: until now.</param>
/// <param name="NewWorkspace">The name of a workspace to make for it; null: into the same one.</param>
public sealed record ReplayOrder(DateTimeOffset From, DateTimeOffset? To, string? NewWorkspace);
