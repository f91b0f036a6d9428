using System.Collections.Concurrent;
using Beckon.Contacts;
using Beckon.Contacts.Jobs;
using Beckon.Identity;
using Beckon.Pipeline;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.Imports;

/// <summary>
/// Takes imports a step further, in the lane of arrivals and by its rules: between two batches of events, with the people that the lane knows, and
/// with its fencing number compared before the commit. So no event and no row can make the same person twice. Rows, refusals and the new position are
/// written in one transaction: a crash repeats nothing and leaves nothing out.
/// </summary>
public sealed partial class Importer(NpgsqlDataSource database, KnownPeople known, TimeProvider time, ILogger<Importer> log) : ILaneWork
{
    /// <summary>How long rows that were refused can be downloaded.</summary>
    public static readonly TimeSpan RefusalsLast = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<Guid, ActiveImport> _active = new();

    /// <summary>The imports that this node is at, by workspace.</summary>
    public IReadOnlyDictionary<Guid, ActiveImport> Active => _active;

    public bool TryBegin(ActiveImport import) => _active.TryAdd(import.Job.WorkspaceId, import);

    public void End(ActiveImport import)
    {
        if (_active.TryRemove(KeyValuePair.Create(import.Job.WorkspaceId, import))) import.Dispose();
    }

    public async Task<bool> StepAsync(LaneHold hold, CancellationToken ct)
    {
        if (!_active.TryGetValue(hold.Lane.WorkspaceId, out var import) || !import.TryPeek(out var batch)) return false;
        try
        {
            if (!await ApplyAsync(hold, import, batch, ct))
            {
                End(import);
                return false;
            }
        }
        catch (Exception exception) when (exception is not (NpgsqlException or OperationCanceledException or LeaseLostException))
        {
            // A bug: it would fail again and again, and the events of this lane must not wait for it.
            LogFailed(import.Job.Id, exception);
            await FailAsync(import.Job, exception.Message, ct);
            End(import);
            return false;
        }
        import.Next();
        if (batch.IsLast) End(import);
        return import.TryPeek(out _);
    }

    // False when a person has stopped it, or another node goes on with it.
    private async Task<bool> ApplyAsync(LaneHold hold, ActiveImport import, ImportBatch batch, CancellationToken ct)
    {
        try
        {
            return await WriteAsync(hold, import, batch, ct);
        }
        catch (PostgresException exception) when (Poison.IsCause(exception))
        {
            // One row that the database does not take is found by halving.
            if (batch.Rows.Count == 0) throw;
            if (batch.Rows.Count == 1) return await WriteAsync(hold, import, batch.AllRefused(Poison.InWords(exception)), ct);
        }
        var (first, second) = batch.Halves();
        return await ApplyAsync(hold, import, first, ct) && await ApplyAsync(hold, import, second, ct);
    }

    private async Task<bool> WriteAsync(LaneHold hold, ActiveImport import, ImportBatch batch, CancellationToken ct)
    {
        var (job, now) = (import.Job, time.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var people = known.Take(hold);
        var placed = await PlaceAsync(connection, import, people, batch.Rows, now, ct);
        var work = new ImportWork(people, WhatCounts(placed), import.Settings, $"import:{job.Name}", now);
        await ImportStore.WriteAsync(connection, job.WorkspaceId, work, time, ct);
        RefusedRow[] refused =
        [
            .. batch.Refused, .. placed.Where(one => one.Placed.Reason is not null).Select(one => new RefusedRow(one.Row.Number, one.Row.Cells, one.Placed.Reason ?? "")),
        ];
        await ImportStore.KeepRefusedAsync(connection, job.WorkspaceId, job.Id, refused, ct);
        var after = After(job, batch, placed, refused.Length, now);
        if (!await JobStore.AdvanceAsync(connection, job, after, claim: null, ct)) return false;
        if (after.Status != JobStatus.Running)
        {
            await JobPartStore.RemoveAsync(connection, job.WorkspaceId, job.Id, ct);
            await ContactChangeStore.NoteAsync(connection, job.WorkspaceId, [ContactChangeStore.Everybody], ct);
        }
        await hold.CheckAsync(connection, ct);
        // The file is still there: what a loss of power takes along is done again. Its end is waited for.
        if (after.Status == JobStatus.Running) await connection.Command("set local synchronous_commit = off").RunAsync(ct);
        await transaction.CommitAsync(ct);
        known.Keep(hold, people);
        import.Job = after;
        return true;
    }

    private static async Task<List<(ImportRow Row, Placed Placed)>> PlaceAsync(
        NpgsqlConnection connection, ActiveImport import, People people, IReadOnlyList<ImportRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var (workspaceId, sourceId) = (import.Job.WorkspaceId, import.Settings.SourceId);
        await IdentityStore.LoadAsync(connection, workspaceId, [.. rows.Select(row => ImportRules.EventOf(row, sourceId, now))], people, ct);
        var found = ImportRules.FoundByAddress(people, rows, sourceId);
        var customerIds = await ImportStore.CustomerIdsAsync(connection, workspaceId, sourceId, found, ct);
        var rules = new ImportRules(people, customerIds, import.Settings, now);
        return [.. rows.Select(row => (row, rules.Place(row)))];
    }

    private static List<(ImportRow, Guid)> WhatCounts(List<(ImportRow Row, Placed Placed)> placed)
    {
        var counts = new List<(ImportRow, Guid)>(placed.Count);
        foreach (var (row, place) in placed)
        {
            if (place.Placement == Placement.Refused) continue;
            // What is known stays; but that somebody wants no messages is heard in any case.
            counts.Add((place.Placement == Placement.Kept
                ? row with { Fields = null, Consents = [.. row.Consents.Where(said => said.Status == ConsentStatus.Unsubscribed)] }
                : row, place.ContactId));
        }
        return counts;
    }

    private static ContactJob After(ContactJob job, ImportBatch batch, List<(ImportRow Row, Placed Placed)> placed, int refused, DateTimeOffset now)
    {
        var after = job with
        {
            Done = batch.LastNumber,
            Added = job.Added + placed.Count(one => one.Placed.Placement == Placement.Added),
            Updated = job.Updated + placed.Count(one => one.Placed.Placement == Placement.Updated),
            Unchanged = job.Unchanged + placed.Count(one => one.Placed.Placement == Placement.Kept),
            Refused = job.Refused + refused,
            BytesDone = Math.Max(job.BytesDone, Math.Min(batch.BytesDone, job.Bytes)),
        };
        if (!batch.IsLast) return after;
        return after with
        {
            Status = batch.Fault is null ? JobStatus.Done : JobStatus.Failed,
            Error = batch.Fault,
            Total = batch.Fault is null ? after.Done : null,
            BytesDone = batch.Fault is null ? job.Bytes : after.BytesDone,
            FinishedAt = now,
            ExpiresAt = after.Refused > 0 ? now + RefusalsLast : null,
        };
    }

    private async Task FailAsync(ContactJob job, string error, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await JobStore.AdvanceAsync(
            connection, job, job with { Status = JobStatus.Failed, Error = error, FinishedAt = time.GetUtcNow(), ExpiresAt = time.GetUtcNow() + RefusalsLast }, claim: null, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import {JobId} cannot go on.")]
    private partial void LogFailed(Guid jobId, Exception exception);
}
