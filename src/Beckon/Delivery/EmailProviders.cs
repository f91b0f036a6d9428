using System.Collections.Concurrent;
using System.Text.Json;
using Beckon.Delivery.Email;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>The provider of each workspace, kept with its connections until the channel's settings change.</summary>
public sealed class EmailProviders(NpgsqlDataSource source, MasterKey masterKey, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, ConnectedChannel> _connected = new();

    /// <summary>The workspace's channel as it is set up now; the test inbox where nothing is.</summary>
    public async Task<ConnectedChannel> OfAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var rows = await connection
            .Command("select version, settings, secrets from channel where workspace_id = $1 and kind = 'email'")
            .With(workspaceId)
            .ReadAsync(row => (Version: row.GetInt32(0), Settings: row.GetString(1), Secrets: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)), ct);
        var (version, settings, secrets) = rows.Count > 0 ? rows[0] : (0, "{}", null);
        if (_connected.TryGetValue(workspaceId, out var known) && known.Channel.Version == version) return known;

        var channel = (JsonSerializer.Deserialize<EmailChannel>(settings, ApiJson.Options) ?? new EmailChannel()) with { Version = version };
        var connected = new ConnectedChannel(channel, Create(channel, secrets is null ? null : masterKey.Decrypt(secrets)));
        _connected[workspaceId] = connected;
        if (known is not null) await known.Provider.DisposeAsync();
        return connected;
    }

    private IEmailProvider Create(EmailChannel channel, string? password) => channel is { Provider: EmailProviderKind.Smtp, Smtp: { } smtp }
        ? new SmtpProvider(Options(smtp, password), time)
        : new TestInboxProvider(source, time);

    /// <summary>The client's options of a channel's settings.</summary>
    public static SmtpOptions Options(SmtpSettings smtp, string? password) => new()
    {
        Host = smtp.Host,
        Port = smtp.Port,
        Tls = smtp.Security switch
        {
            SmtpSecurity.None => SmtpTls.None,
            SmtpSecurity.StartTls => SmtpTls.StartTls,
            SmtpSecurity.Tls => SmtpTls.Implicit,
        },
        Username = smtp.User,
        Password = password,
        MaxConnections = smtp.MaxConnections,
        MessagesPerSecond = smtp.PerSecond,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var connected in _connected.Values) await connected.Provider.DisposeAsync();
    }
}

/// <summary>A channel's settings and the provider made of them.</summary>
public sealed record ConnectedChannel(EmailChannel Channel, IEmailProvider Provider);
