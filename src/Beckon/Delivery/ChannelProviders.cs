using System.Collections.Concurrent;
using System.Text.Json;
using Beckon.Contacts;
using Beckon.Delivery.Email;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>The provider of each workspace and channel, kept with its connections until the channel's settings change.</summary>
public sealed class ChannelProviders(NpgsqlDataSource source, MasterKey masterKey, TwilioClient twilio, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(Guid WorkspaceId, Channel Channel), ConnectedChannel> _connected = new();

    /// <summary>A channel of the workspace as it is set up now; the test inbox where nothing is.</summary>
    public async Task<ConnectedChannel> OfAsync(Guid workspaceId, Channel channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var rows = await connection
            .Command(
                """
                select c.version, c.settings, c.secrets, k.failures, k.openings, k.since, k.next_try_at, k.error
                from channel c
                left join channel_circuit k on k.workspace_id = $1 and k.kind = c.kind and k.channel_version = c.version
                where c.workspace_id = $1 and c.kind = $2
                """)
            .With(workspaceId).With(Words.Of(channel))
            .ReadAsync(
                row => (
                    Version: row.GetInt32(0), Settings: row.GetString(1), Secrets: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2),
                    Circuit: CircuitStore.Read(row, 3) ?? Circuit.Closed),
                ct);
        var (version, settings, secrets, circuit) = rows.Count > 0 ? rows[0] : (0, "{}", null, Circuit.Closed);
        if (_connected.TryGetValue((workspaceId, channel), out var known) && known.Settings.Version == version) return known with { Circuit = circuit };

        var read = Read(channel, settings) with { Version = version };
        var connected = new ConnectedChannel(read, Create(read, secrets is null ? null : masterKey.Decrypt(secrets)), circuit);
        _connected[(workspaceId, channel)] = connected;
        if (known is not null) await known.Provider.DisposeAsync();
        return connected;
    }

    private static ChannelSettings Read(Channel channel, string settings) => channel switch
    {
        Channel.Email => JsonSerializer.Deserialize<EmailChannel>(settings, ApiJson.Options) ?? new EmailChannel(),
        Channel.Sms => JsonSerializer.Deserialize<SmsChannel>(settings, ApiJson.Options) ?? new SmsChannel(),
        Channel.Push => throw new NotSupportedException("Nothing is sent by push."),
    };

    private IMessageProvider Create(ChannelSettings settings, string? secret) => settings switch
    {
        EmailChannel { Provider: EmailProviderKind.Smtp, Smtp: { } smtp } => new SmtpProvider(Options(smtp, secret), time),
        SmsChannel { Provider: SmsProviderKind.Twilio, Twilio: { } account } => new TwilioProvider(twilio, account, secret ?? "", time),
        _ => new TestInboxProvider(source, time),
    };

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

/// <summary>A channel's settings, the provider made of them, and what is known against its server.</summary>
public sealed record ConnectedChannel(ChannelSettings Settings, IMessageProvider Provider, Circuit Circuit);
