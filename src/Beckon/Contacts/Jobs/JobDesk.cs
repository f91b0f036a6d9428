using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>Begins jobs and stops them, each in one transaction with its audit entry.</summary>
public sealed class JobDesk(NpgsqlDataSource database, Audit audit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);

    public NpgsqlDataSource Database => database;

    public async Task<ContactJob> BeginAsync(Caller caller, JobKind kind, string name, object settings, CancellationToken ct)
    {
        var job = new ContactJob
        {
            WorkspaceId = caller.WorkspaceId,
            Id = Ids.New(time),
            Kind = kind,
            Status = JobStatus.Waiting,
            Name = name,
            Settings = JsonSerializer.Serialize(settings, settings.GetType(), ApiJson.Options),
            Actor = caller.Actor,
            CreatedAt = time.GetUtcNow(),
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await JobStore.AddAsync(connection, job, ct);
        await audit.WriteAsync(connection, caller, $"contact_{Words.Of(kind)}.begun", Ids.Out(Ids.Job, job.Id), new { name }, ct);
        await transaction.CommitAsync(ct);
        _begun.Release();
        return job;
    }

    public async Task<ContactJob?> FindAsync(Caller caller, string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Job, id, out var known)) return null;
        await using var connection = await database.OpenConnectionAsync(ct);
        return await JobStore.FindAsync(connection, caller.WorkspaceId, known, ct);
    }

    /// <summary>False when it has ended already.</summary>
    public async Task<bool> CancelAsync(Caller caller, ContactJob job, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await JobStore.CancelAsync(connection, caller.WorkspaceId, job.Id, time.GetUtcNow(), ct)) return false;
        // The rows that an import refused stay to be looked at; nobody needs its file any more, nor half an export.
        await JobPartStore.RemoveAsync(connection, caller.WorkspaceId, job.Id, ct);
        await audit.WriteAsync(connection, caller, $"contact_{Words.Of(job.Kind)}.cancelled", Ids.Out(Ids.Job, job.Id), new { job.Done }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Waits until a job was begun on this node, at most so long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => _begun.WaitAsync(most, ct);

    public void Dispose() => _begun.Dispose();
}
