using Beckon.Kernel;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>The API keys: only their hashes are kept.</summary>
public sealed class ApiKeyStore
{
    // How long a key that was revoked on another node may still be taken on this one.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly Audit _audit;
    private readonly TimeProvider _time;
    private readonly ShortCache<KeyHash, KeyAccess> _known;

    public ApiKeyStore(NpgsqlDataSource database, Audit audit, TimeProvider time)
    {
        _database = database;
        _audit = audit;
        _time = time;
        _known = new(Life, time, ReadAsync);
    }

    /// <summary>What the key opens, from memory where it was read in the last seconds; null when it is unknown or revoked.</summary>
    public ValueTask<KeyAccess?> FindAsync(KeyHash hash, CancellationToken ct) => _known.FindAsync(hash, ct);

    public async Task<ApiKey> CreateAsync(Caller caller, NewKey key, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var created = await InsertAsync(connection, caller, key, ct);
        await transaction.CommitAsync(ct);
        return created;
    }

    /// <summary>Within the transaction that the connection is in.</summary>
    public async Task<ApiKey> InsertAsync(NpgsqlConnection connection, Caller caller, NewKey key, CancellationToken ct)
    {
        var made = new ApiKey(Ids.New(_time), key.Name, Secrets.Hint(key.Secret), key.Scopes, _time.GetUtcNow(), null, null);
        await using var command = new NpgsqlCommand(
            """
            insert into api_key (workspace_id, id, name, key_hash, hint, scopes, created_at, created_by)
            values (@workspace, @id, @name, @hash, @hint, @scopes, @now, @user)
            """,
            connection);
        command.Parameters.AddWithValue("workspace", caller.WorkspaceId);
        command.Parameters.AddWithValue("id", made.Id);
        command.Parameters.AddWithValue("name", made.Name);
        command.Parameters.AddWithValue("hash", KeyHash.Of(key.Secret).ToBytes());
        command.Parameters.AddWithValue("hint", made.Hint);
        command.Parameters.AddWithValue("scopes", made.Scopes.Select(Words.Of).ToArray());
        command.Parameters.AddWithValue("now", made.CreatedAt);
        command.Parameters.AddWithValue("user", (object?)caller.UserId ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(ct);
        await _audit.WriteAsync(connection, caller, "api_key.created", Ids.Out(Ids.ApiKey, made.Id), new { made.Name, made.Hint, made.Scopes }, ct);
        return made;
    }

    /// <summary>Newest first; revoked ones too, because the audit log speaks of them.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            """
            select id, name, hint, scopes, created_at, last_used_at, revoked_at from api_key where workspace_id = @workspace order by id desc
            """);
        command.Parameters.AddWithValue("workspace", workspaceId);
        await using var row = await command.ExecuteReaderAsync(ct);
        var keys = new List<ApiKey>();
        while (await row.ReadAsync(ct)) keys.Add(ToKey(row));
        return keys;
    }

    /// <summary>From now on this node refuses the key, other nodes within seconds. False when there is no such key.</summary>
    public async Task<bool> RevokeAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await MarkRevokedAsync(connection, caller.WorkspaceId, id, ct) is not { } revoked) return false;
        if (revoked.Now) await _audit.WriteAsync(connection, caller, "api_key.revoked", Ids.Out(Ids.ApiKey, id), null, ct);
        await transaction.CommitAsync(ct);
        _known.Forget(revoked.Hash);
        return true;
    }

    public async Task NoteUseAsync(KeyAccess key, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            """
            update api_key set last_used_at = @at
            where workspace_id = @workspace and id = @id and (last_used_at is null or last_used_at < @at)
            """);
        command.Parameters.AddWithValue("at", at);
        command.Parameters.AddWithValue("workspace", key.WorkspaceId);
        command.Parameters.AddWithValue("id", key.KeyId);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<(KeyHash Hash, bool Now)?> MarkRevokedAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with known as (select key_hash, revoked_at from api_key where workspace_id = @workspace and id = @id for update),
                revoked as (update api_key set revoked_at = @now where workspace_id = @workspace and id = @id and revoked_at is null)
            select key_hash, revoked_at is null from known
            """,
            connection);
        command.Parameters.AddWithValue("workspace", workspaceId);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("now", _time.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (KeyHash.From((byte[])row[0]), row.GetBoolean(1)) : null;
    }

    // The one query that cannot name the workspace: the key is what tells it.
    private async Task<KeyAccess?> ReadAsync(KeyHash hash, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            "select workspace_id, id, name, hint, scopes from api_key where key_hash = @hash and revoked_at is null");
        command.Parameters.AddWithValue("hash", hash.ToBytes());
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? ToAccess(row) : null;
    }

    private static KeyAccess ToAccess(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), PermissionSets.Of(Scopes(row, 4)), $"key:{row.GetString(2)} (…{row.GetString(3)})");

    private static ApiKey ToKey(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), Scopes(row, 3), row.GetFieldValue<DateTimeOffset>(4),
        row.GetFieldValue<DateTimeOffset?>(5), row.GetFieldValue<DateTimeOffset?>(6));

    private static KeyScope[] Scopes(NpgsqlDataReader row, int column) =>
        [.. row.GetFieldValue<string[]>(column).Select(Words.Read<KeyScope>)];
}
