using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Accounts;

/// <summary>The public keys of the workspaces.</summary>
public sealed class BrowserKeyStore
{
    private const string Columns = "workspace_id, id, name, key, origins, created_at, first_event_at, last_event_at, revoked_at";

    // How long another node may go on with a key that was changed or revoked.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly Audit _audit;
    private readonly TimeProvider _time;
    private readonly ShortCache<string, BrowserKey> _known;

    public BrowserKeyStore(NpgsqlDataSource database, Audit audit, TimeProvider time)
    {
        (_database, _audit, _time) = (database, audit, time);
        _known = new(Life, time, ReadAsync);
    }

    /// <summary>From memory where it was read in the last seconds; null when it is unknown or revoked.</summary>
    public ValueTask<BrowserKey?> FindAsync(string key, CancellationToken ct) => _known.FindAsync(key, ct);

    /// <summary>Newest first; revoked ones too.</summary>
    public async Task<List<BrowserKey>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        return await connection.Command($"select {Columns} from browser_key where workspace_id = $1 order by id desc").With(workspaceId).ReadAsync(Read, ct);
    }

    public async Task<BrowserKey?> GetAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        return await connection
            .Command($"select {Columns} from browser_key where workspace_id = $1 and id = $2")
            .With(workspaceId).With(id)
            .FindAsync(Read, ct);
    }

    public async Task<BrowserKey> CreateAsync(Caller caller, string name, BrowserOrigins origins, CancellationToken ct)
    {
        var made = new BrowserKey
        {
            WorkspaceId = caller.WorkspaceId,
            Id = Ids.New(_time),
            Name = name,
            Key = Secrets.BrowserKey(),
            Origins = origins,
            CreatedAt = _time.GetUtcNow(),
        };
        await WriteAsync(
            caller, made, "browser_key.created",
            connection => connection
                .Command(
                    """
                    insert into browser_key (workspace_id, id, name, key, origins, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)
                    """)
                .With(made.WorkspaceId).With(made.Id).With(made.Name).With(made.Key).With(origins.All.ToArray()).With(made.CreatedAt.UtcDateTime)
                .With(caller.UserId, NpgsqlDbType.Uuid),
            ct);
        return made;
    }

    /// <summary>From now on this node knows the key with these sites, other nodes within seconds.</summary>
    public Task ChangeAsync(Caller caller, BrowserKey changed, CancellationToken ct) => WriteAsync(
        caller, changed, "browser_key.changed",
        connection => connection
            .Command("update browser_key set name = $3, origins = $4 where workspace_id = $1 and id = $2")
            .With(changed.WorkspaceId).With(changed.Id).With(changed.Name).With(changed.Origins.All.ToArray()),
        ct);

    /// <summary>From now on this node refuses the key, other nodes within seconds.</summary>
    public Task RevokeAsync(Caller caller, BrowserKey key, CancellationToken ct) => WriteAsync(
        caller, key, "browser_key.revoked",
        connection => connection
            .Command("update browser_key set revoked_at = coalesce(revoked_at, $3) where workspace_id = $1 and id = $2")
            .With(key.WorkspaceId).With(key.Id).With(_time.GetUtcNow().UtcDateTime),
        ct);

    /// <summary>Notes that events came with the key.</summary>
    public async Task NoteEventAsync(BrowserKey key, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        await connection
            .Command(
                """
                update browser_key set first_event_at = coalesce(first_event_at, $3), last_event_at = greatest(last_event_at, $3)
                where workspace_id = $1 and id = $2
                """)
            .With(key.WorkspaceId).With(key.Id).With(at.UtcDateTime)
            .RunAsync(ct);
    }

    private async Task WriteAsync(Caller caller, BrowserKey key, string action, Func<NpgsqlConnection, NpgsqlCommand> change, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await change(connection).RunAsync(ct);
        await _audit.WriteAsync(connection, caller, action, Ids.Out(Ids.BrowserKey, key.Id), new { key.Name, Origins = key.Origins.All }, ct);
        await transaction.CommitAsync(ct);
        _known.Forget(key.Key);
    }

    // The one query that cannot name the workspace: the key is what tells it.
    private async Task<BrowserKey?> ReadAsync(string key, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        return await connection.Command($"select {Columns} from browser_key where key = $1 and revoked_at is null").With(key).FindAsync(Read, ct);
    }

    private static BrowserKey Read(NpgsqlDataReader row) => new()
    {
        WorkspaceId = row.GetGuid(0),
        Id = row.GetGuid(1),
        Name = row.GetString(2),
        Key = row.GetString(3),
        Origins = new(row.GetFieldValue<string[]>(4)),
        CreatedAt = row.Time(5),
        FirstEventAt = row.TimeOrNull(6),
        LastEventAt = row.TimeOrNull(7),
        RevokedAt = row.TimeOrNull(8),
    };
}
