using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>How the workspaces send e-mail. The password is encrypted and never leaves the store but for signing in.</summary>
public sealed class ChannelStore(NpgsqlDataSource source, MasterKey masterKey, Audit audit, LaneSignal signal, TimeProvider time)
{
    /// <summary>The settings as they are now; version 0 and the test inbox where nothing was ever set.</summary>
    public async Task<StoredChannel> FindAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await connection
            .Command("select version, settings, secrets from channel where workspace_id = $1 and kind = 'email'")
            .With(workspaceId)
            .ReadAsync(
                row => new StoredChannel(
                    (JsonSerializer.Deserialize<EmailChannel>(row.GetString(1), ApiJson.Options) ?? new EmailChannel()) with { Version = row.GetInt32(0) },
                    row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
                ct);
        return found.Count == 0 ? new StoredChannel(new EmailChannel(), null) : found[0];
    }

    /// <summary>What is known against the server of these settings.</summary>
    public async Task<ChannelCondition> ConditionAsync(Guid workspaceId, EmailChannel channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CircuitStore.FindAsync(connection, workspaceId, channel.Version, ct);
    }

    /// <summary>The server has just taken something: what waits for it may go.</summary>
    public async Task ClearAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await CircuitStore.CloseAsync(connection, workspaceId, ct);
        var sending = new Lane(workspaceId, LaneKind.Sending);
        await signal.TellOthersAsync(connection, [sending], ct);
        signal.Ring(sending);
    }

    public string? PasswordOf(StoredChannel stored) => stored.Secrets is { } secrets ? masterKey.Decrypt(secrets) : null;

    /// <summary>Stores the settings over the version they were made from; null when somebody else was faster.</summary>
    public async Task<EmailChannel?> SaveAsync(Caller caller, EmailChannel channel, string? password, CancellationToken ct)
    {
        var saved = channel with { Version = channel.Version + 1 };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var written = await connection
            .Command(
                """
                insert into channel as c (workspace_id, kind, provider, settings, secrets, version, updated_at)
                values ($1, 'email', $2, $3, $4, $5, $6)
                on conflict (workspace_id, kind) do update set
                    provider = excluded.provider, settings = excluded.settings, secrets = excluded.secrets, version = excluded.version, updated_at = excluded.updated_at
                where c.version = excluded.version - 1
                """)
            .With(caller.WorkspaceId).With(Words.Of(saved.Provider))
            .With(JsonSerializer.Serialize(saved, ApiJson.Options), NpgsqlDbType.Jsonb)
            .With(password is null ? null : masterKey.Encrypt(password), NpgsqlDbType.Bytea)
            .With(saved.Version).With(time.GetUtcNow().UtcDateTime)
            .RunAsync(ct);
        if (written == 0) return null;
        await audit.WriteAsync(connection, caller, "channel.changed", "email", new { saved.Provider, saved.FromAddress, saved.Smtp?.Host, saved.WhenInterrupted, saved.Version }, ct);
        await transaction.CommitAsync(ct);
        return saved;
    }
}

/// <summary>A channel's settings and its password, still encrypted.</summary>
public sealed record StoredChannel(EmailChannel Channel, byte[]? Secrets);
