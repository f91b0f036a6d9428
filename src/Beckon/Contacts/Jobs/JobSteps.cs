using System.Text;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Contacts.Csv;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>
/// Takes exports and bulk actions a step further: some thousand contacts in the order of their ids, together with the new position in one
/// transaction. A crash repeats nothing and leaves nothing out.
/// </summary>
public sealed class JobSteps(NpgsqlDataSource database, WorkspaceStore workspaces, LaneSignal signal, TimeProvider time)
{
    private const int StepContacts = 5_000;
    private const int EventsPerRun = 500;

    /// <summary>How long a finished export can be downloaded.</summary>
    public static readonly TimeSpan FilesLast = TimeSpan.FromDays(7);

    private readonly JobClaim _claim = new(Ids.New(time), TimeSpan.FromSeconds(15));

    /// <summary>The job that is to be worked at next; null when there is none.</summary>
    public async Task<ContactJob?> ClaimAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await JobStore.ClaimAsync(connection, _claim, ct);
    }

    public async Task StepAsync(ContactJob job, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(job.WorkspaceId, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (after, told) = job.Kind == JobKind.Export
            ? (await ExportAsync(connection, job, workspace, ct), false)
            : await ActAsync(connection, job, workspace, ct);
        if (!await JobStore.AdvanceAsync(connection, job, after, _claim, ct)) return;
        await transaction.CommitAsync(ct);
        if (told) signal.Ring(new Lane(job.WorkspaceId, LaneKind.Arrivals));
    }

    /// <summary>Ends a job that cannot go on.</summary>
    public async Task FailAsync(ContactJob job, string error, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var failed = job with { Status = JobStatus.Failed, Error = error, FinishedAt = time.GetUtcNow() };
        await JobStore.AdvanceAsync(connection, job, failed, _claim, ct);
    }

    /// <summary>Deletes files that have had their time.</summary>
    public async Task ForgetExpiredAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        foreach (var (workspaceId, id) in await JobStore.ExpiredAsync(connection, time.GetUtcNow(), ct))
            await JobStore.ForgetFilesAsync(connection, workspaceId, id, ct);
    }

    private async Task<ContactJob> ExportAsync(NpgsqlConnection connection, ContactJob job, Workspace workspace, CancellationToken ct)
    {
        var order = Settings<ExportOrder>(job);
        var total = job.Total ?? await ContactListStore.CountAllAsync(connection, job.WorkspaceId, order.Filter, workspace.CallingCode, ct);
        var page = await ExportStore.PageAsync(connection, job.WorkspaceId, order, workspace.CallingCode, job.Position, ct);
        var bytes = page?.Csv ?? [];
        if (job.Position is null)
        {
            var fields = await FieldStore.ListAsync(connection, job.WorkspaceId, ct);
            var head = new StringBuilder();
            CsvWriter.Append(head, ExportColumns.HeadingsOf(order.Columns, fields));
            bytes = [.. CsvWriter.ByteOrderMark, .. Encoding.UTF8.GetBytes(head.ToString()), .. bytes];
        }
        if (bytes.Length > 0) await JobPartStore.AddAsync(connection, job, (int)(job.Done / ExportStore.PageRows), bytes, ct);
        var after = job with { Total = total, Done = job.Done + (page?.Rows ?? 0), Position = page?.Last ?? job.Position, Bytes = job.Bytes + bytes.Length };
        return page?.Rows == ExportStore.PageRows ? after : Finished(after) with { ExpiresAt = time.GetUtcNow() + FilesLast };
    }

    private async Task<(ContactJob After, bool Told)> ActAsync(NpgsqlConnection connection, ContactJob job, Workspace workspace, CancellationToken ct)
    {
        var order = Settings<BulkOrder>(job);
        var total = job.Total ?? await ContactListStore.CountAllAsync(connection, job.WorkspaceId, order.Filter, workspace.CallingCode, ct);
        var ids = await ContactListStore.IdsAsync(
            connection, job.WorkspaceId, order.Filter, workspace.CallingCode, job.Position, StepContacts, ct);
        var changed = ids.Count == 0 ? 0 : await ActAsync(connection, job, order, [.. ids], ct);
        if (order.Action != BulkAction.Unsubscribe) await ContactChangeStore.NoteAsync(connection, job.WorkspaceId, ids, ct);
        var after = job with
        {
            Total = total,
            Done = job.Done + ids.Count,
            Updated = job.Updated + changed,
            Unchanged = job.Unchanged + ids.Count - changed,
            Position = ids.Count == 0 ? job.Position : ids[^1],
        };
        return (ids.Count == StepContacts ? after : Finished(after), order.Action == BulkAction.Unsubscribe && changed > 0);
    }

    private Task<int> ActAsync(NpgsqlConnection connection, ContactJob job, BulkOrder order, Guid[] ids, CancellationToken ct)
    {
        var group = order.Group ?? Guid.Empty;
        return order.Action switch
        {
            BulkAction.AddToList or BulkAction.Tag =>
                GroupStore.PutAsync(connection, job.WorkspaceId, [.. ids.Select(id => (group, id))], time.GetUtcNow(), ct),
            BulkAction.RemoveFromList or BulkAction.Untag => GroupStore.TakeOutAsync(connection, job.WorkspaceId, group, ids, ct),
            BulkAction.Unsubscribe => UnsubscribeAsync(connection, job, order, ids, ct),
        };
    }

    private async Task<int> UnsubscribeAsync(NpgsqlConnection connection, ContactJob job, BulkOrder order, Guid[] ids, CancellationToken ct)
    {
        var change = new ConsentChange
        {
            ContactId = Guid.Empty,
            Channel = order.Channel ?? Channel.Email,
            Status = ConsentStatus.Unsubscribed,
            By = ConsentVoice.Operator,
            Source = job.Actor,
            Wording = order.Note,
            At = time.GetUtcNow(),
        };
        var changed = await ConsentStore.UnsubscribeAsync(connection, job.WorkspaceId, ids, change, ct);
        var events = changed.ConvertAll(id => ConsentApi.Told(change with { ContactId = id }, Ids.New(time)));
        if (events.Count == 0) return 0;
        await InboxStore.WriteWithinAsync(connection, [.. events.Chunk(EventsPerRun).Select(run => InboxRow.From(job.WorkspaceId, run))], ct);
        await signal.TellOthersAsync(connection, [new Lane(job.WorkspaceId, LaneKind.Arrivals)], ct);
        return changed.Count;
    }

    private ContactJob Finished(ContactJob job) => job with { Status = JobStatus.Done, FinishedAt = time.GetUtcNow() };

    private static T Settings<T>(ContactJob job) =>
        JsonSerializer.Deserialize<T>(job.Settings, ApiJson.Options) ?? throw new InvalidDataException("The job has no settings.");
}
