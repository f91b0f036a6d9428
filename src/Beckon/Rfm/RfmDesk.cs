using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Rfm;

/// <summary>Computes the scores of a workspace, and keeps how.</summary>
public sealed class RfmDesk(NpgsqlDataSource database, WorkspaceStore workspaces, LaneSignal signal, Audit audit, TimeProvider time)
{
    private const int EventsPerRun = 500;

    public NpgsqlDataSource Database => database;

    /// <summary>Computes everything anew. It is noted also when nobody has a delivered order any more: what was true before is not.</summary>
    public async Task<RfmResult> ComputeAsync(Guid workspaceId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (settings, _) = await RfmReadStore.SettingsAsync(connection, workspaceId, ct);
        var before = await RfmReadStore.RunsAsync(connection, workspaceId, 1, ct);
        var tells = before is [{ Customers: > 0 } last] && last.Settings.ToJson() == settings.ToJson();
        var asked = new RfmAsked(Ids.New(time), now, workspace.DayOf(now), workspace.TimeZone, settings, tells);
        var result = await RfmStore.ComputeAsync(connection, workspaceId, asked, ct);
        await RfmStore.NoteAsync(connection, workspaceId, asked, result, time.GetUtcNow(), ct);
        await RfmStore.ForgetRunsAsync(connection, workspaceId, ct);
        foreach (var movers in result.Movers.Chunk(EventsPerRun))
            await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, [.. movers.Select(mover => RfmNews.Of(mover, time))])], ct);
        var arrivals = new Lane(workspaceId, LaneKind.Arrivals);
        if (result.Movers.Count > 0) await signal.TellOthersAsync(connection, [arrivals], ct);
        await transaction.CommitAsync(ct);
        if (result.Movers.Count > 0) signal.Ring(arrivals);
        return result;
    }

    /// <summary>False when somebody has changed them meanwhile.</summary>
    public async Task<bool> SaveAsync(Caller caller, RfmSettings settings, int version, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await RfmReadStore.SaveAsync(connection, caller.WorkspaceId, settings, version, time.GetUtcNow(), ct)) return false;
        await audit.WriteAsync(connection, caller, "rfm.changed", "rfm", new { method = Words.Of(settings.Method), settings.WindowDays }, ct);
        return true;
    }
}
