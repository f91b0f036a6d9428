using System.Text.Json;
using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>How the workspaces send. The secret is encrypted and never leaves the store but for signing in.</summary>
public sealed class ChannelStore(NpgsqlDataSource source, MasterKey masterKey, Audit audit, LaneSignal signal, TimeProvider time)
{
    /// <summary>The settings as they are now; version 0 and the test inbox where nothing was ever set.</summary>
    public async Task<StoredChannel<T>> FindAsync<T>(Guid workspaceId, CancellationToken ct) where T : ChannelSettings, new()
    {
        var none = new T();
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await connection
            .Command("select version, settings, secrets from channel where workspace_id = $1 and kind = $2")
            .With(workspaceId).With(Words.Of(none.Channel))
            .ReadAsync(
                row => new StoredChannel<T>(
                    (JsonSerializer.Deserialize<T>(row.GetString(1), ApiJson.Options) ?? none) with { Version = row.GetInt32(0) },
                    row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
                ct);
        return found.Count == 0 ? new StoredChannel<T>(none, null) : found[0];
    }

    /// <summary>What is known against the server of these settings.</summary>
    public async Task<ChannelCondition> ConditionAsync(Guid workspaceId, ChannelSettings channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CircuitStore.FindAsync(connection, workspaceId, channel.Channel, channel.Version, ct);
    }

    /// <summary>The server has just taken something: what waits for it may go.</summary>
    public async Task ClearAsync(Guid workspaceId, Channel channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await CircuitStore.CloseAsync(connection, workspaceId, channel, ct);
        var sending = new Lane(workspaceId, LaneKind.Sending);
        await signal.TellOthersAsync(connection, [sending], ct);
        signal.Ring(sending);
    }

    public string? SecretOf<T>(StoredChannel<T> stored) where T : ChannelSettings => stored.Secrets is { } secrets ? masterKey.Decrypt(secrets) : null;

    /// <summary>Stores the settings over the version they were made from; null when somebody else was faster.</summary>
    public async Task<T?> SaveAsync<T>(Caller caller, T channel, string? secret, CancellationToken ct) where T : ChannelSettings
    {
        var saved = channel with { Version = channel.Version + 1 };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var written = await connection
            .Command(
                """
                insert into channel as c (workspace_id, kind, provider, settings, secrets, version, updated_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (workspace_id, kind) do update set
                    provider = excluded.provider, settings = excluded.settings, secrets = excluded.secrets, version = excluded.version, updated_at = excluded.updated_at
                where c.version = excluded.version - 1
                """)
            .With(caller.WorkspaceId).With(Words.Of(saved.Channel)).With(saved.ProviderWord)
            .With(JsonSerializer.Serialize(saved, ApiJson.Options), NpgsqlDbType.Jsonb)
            .With(secret is null ? null : masterKey.Encrypt(secret), NpgsqlDbType.Bytea)
            .With(saved.Version).With(time.GetUtcNow().UtcDateTime)
            .RunAsync(ct);
        if (written == 0) return null;
        await audit.WriteAsync(connection, caller, "channel.changed", Words.Of(saved.Channel), saved.ForAudit(), ct);
        await transaction.CommitAsync(ct);
        return saved;
    }
}

/// <summary>A channel's settings and its secret, still encrypted.</summary>
public sealed record StoredChannel<T>(T Channel, byte[]? Secrets) where T : ChannelSettings;
