using System.Text.Json;
using Beckon.Accounts;
using Beckon.Contacts.Csv;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Jobs;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Integrations.Imports;

/// <summary>Takes files in, remembers how their columns were mapped, and sets imports going.</summary>
public sealed class ImportDesk(NpgsqlDataSource database, WorkspaceStore workspaces, FieldDesk fields, Audit audit, TimeProvider time) : IDisposable
{
    public const long MostBytes = 500L << 20;

    // By then somebody who went away from the mapping has come back or not.
    private static readonly TimeSpan DraftsLast = TimeSpan.FromDays(2);
    private const int RememberedImports = 20;
    private const int SampleRows = 20;

    private readonly SemaphoreSlim _begun = new(0);

    public NpgsqlDataSource Database => database;

    /// <summary>Stores a file part by part as it arrives. Null when it holds no row; nothing of it is kept then.</summary>
    public async Task<ContactJob?> TakeInAsync(Caller caller, string fileName, Stream body, CancellationToken ct)
    {
        var job = new ContactJob
        {
            WorkspaceId = caller.WorkspaceId,
            Id = Ids.New(time),
            Kind = JobKind.Import,
            Status = JobStatus.Draft,
            Name = fileName,
            Actor = caller.Actor,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow() + DraftsLast,
        };
        var (bytes, shape) = await StoreAsync(job, body, ct);
        var read = new ImportShape(shape.Encoding, shape.Delimiter.ToString(), []);
        if (await HeadingsAsync(job, read, ct) is not { } headings) return null;
        job = job with { Bytes = bytes, Shape = JsonSerializer.Serialize(read with { Headings = headings }, ApiJson.Options) };
        await using var connection = await database.OpenConnectionAsync(ct);
        await JobStore.AddAsync(connection, job, ct);
        return job;
    }

    // Null, and the file gone, when there is no row below the headings; gone also when the beginning cannot be read.
    private async Task<string[]?> HeadingsAsync(ContactJob job, ImportShape shape, CancellationToken ct)
    {
        List<string[]> head = [];
        try
        {
            head = await new ImportFile(database, job, shape).HeadAsync(SampleRows + 1, ct);
        }
        finally
        {
            if (head.Count < 2)
            {
                await using var connection = await database.OpenConnectionAsync(ct);
                await JobPartStore.RemoveAsync(connection, job.WorkspaceId, job.Id, ct);
            }
        }
        return head.Count < 2 ? null : [.. head[0].Select(heading => heading.Trim())];
    }

    // Each part is a transaction of its own: a slow sender must not keep one open. What a sender that breaks off leaves is taken away again.
    private async Task<(long Bytes, CsvShape Shape)> StoreAsync(ContactJob job, Stream body, CancellationToken ct)
    {
        var (bytes, number, check, shape) = (0L, 0, new Utf8Check(), (byte[]?)null);
        var part = new byte[JobPartStore.PartBytes];
        try
        {
            while (await body.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, ct) is > 0 and var read)
            {
                check.Add(part.AsSpan(0, read));
                shape ??= part[..read];
                await using var connection = await database.OpenConnectionAsync(ct);
                await JobPartStore.AddAsync(connection, job, number++, part[..read], ct);
                bytes += read;
            }
        }
        catch
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            await JobPartStore.RemoveAsync(connection, job.WorkspaceId, job.Id, CancellationToken.None);
            throw;
        }
        return (bytes, CsvShape.Of(shape, check.End()));
    }

    public async Task<ContactJob?> FindAsync(Caller caller, string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Job, id, out var known)) return null;
        await using var connection = await database.OpenConnectionAsync(ct);
        return await JobStore.FindAsync(connection, caller.WorkspaceId, known, ct) is { Kind: JobKind.Import } job ? job : null;
    }

    /// <summary>The first rows behind the headings.</summary>
    public async Task<List<string[]>> SampleAsync(ContactJob job, CancellationToken ct) =>
        [.. (await new ImportFile(database, job, ShapeOf(job)).HeadAsync(SampleRows + 1, ct)).Skip(1)];

    /// <summary>What columns were the last times, by their headings; an empty text where nothing was taken of one.</summary>
    public async Task<Dictionary<string, string>> RememberedAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var remembered = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var job in await JobStore.ListAsync(connection, workspaceId, JobKind.Import, before: null, RememberedImports, ct))
        {
            if (job.StartedAt is null) continue;
            var (columns, headings) = (SettingsOf(job).Columns, ShapeOf(job).Headings);
            for (var i = 0; i < Math.Min(columns.Count, headings.Count); i++) remembered.TryAdd(ImportGuess.Plain(headings[i]), columns[i] ?? "");
        }
        return remembered;
    }

    /// <summary>False when it was begun or stopped already.</summary>
    public async Task<bool> StartAsync(Caller caller, ContactJob job, ImportSettings settings, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var written = JsonSerializer.Serialize(settings, ApiJson.Options);
        if (!await JobStore.StartImportAsync(connection, caller.WorkspaceId, job.Id, written, time.GetUtcNow(), ct)) return false;
        await audit.WriteAsync(
            connection, caller, "contact_import.begun", Ids.Out(Ids.Job, job.Id), new { job.Name, settings.Subscribe, settings.Wording, settings.Existing }, ct);
        await transaction.CommitAsync(ct);
        _begun.Release();
        return true;
    }

    /// <summary>The import, ready to be read from behind what is done.</summary>
    public async Task<ActiveImport> OpenAsync(ContactJob job, CancellationToken ct)
    {
        var settings = SettingsOf(job);
        return new ActiveImport(job, settings, new ImportFile(database, job, ShapeOf(job)), await RulesAsync(job, settings, ct));
    }

    public async Task<RowRules> RulesAsync(ContactJob job, ImportSettings settings, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(job.WorkspaceId, ct);
        var known = await fields.ListAsync(job.WorkspaceId, ct);
        return new RowRules(settings, ShapeOf(job).Headings, known, TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone));
    }

    /// <summary>Waits until an import was begun on this node, at most so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => _begun.WaitAsync(most, ct);

    public static ImportShape ShapeOf(ContactJob job) =>
        job.Shape is { } shape && JsonSerializer.Deserialize<ImportShape>(shape, ApiJson.Options) is { } read
            ? read
            : throw new InvalidDataException("The import has no file.");

    public static ImportSettings SettingsOf(ContactJob job) =>
        JsonSerializer.Deserialize<ImportSettings>(job.Settings, ApiJson.Options) ?? throw new InvalidDataException("The import has no settings.");

    public void Dispose() => _begun.Dispose();
}
