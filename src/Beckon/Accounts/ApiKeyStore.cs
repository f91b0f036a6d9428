using Beckon.Kernel;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>The API keys: only their hashes are kept.</summary>
public sealed class ApiKeyStore
{
    // How long a key that was revoked on another node may still be taken on this one.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly ShortCache<KeyHash, KeyAccess> _known;

    public ApiKeyStore(NpgsqlDataSource database, TimeProvider time)
    {
        _database = database;
        _known = new(Life, time, ReadAsync);
    }

    /// <summary>What the key opens, from memory where it was read in the last seconds; null when it is unknown or revoked.</summary>
    public ValueTask<KeyAccess?> FindAsync(KeyHash hash, CancellationToken ct) => _known.FindAsync(hash, ct);

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

    // The one query that cannot name the workspace: the key is what tells it.
    private async Task<KeyAccess?> ReadAsync(KeyHash hash, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            "select workspace_id, id, name, hint, scopes from api_key where key_hash = @hash and revoked_at is null");
        command.Parameters.AddWithValue("hash", hash.ToBytes());
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? ToAccess(row) : null;
    }

    private static KeyAccess ToAccess(NpgsqlDataReader row)
    {
        var scopes = row.GetFieldValue<string[]>(4).Select(Words.Read<KeyScope>);
        return new(row.GetGuid(0), row.GetGuid(1), PermissionSets.Of(scopes), $"key:{row.GetString(2)} (…{row.GetString(3)})");
    }
}
