using System.Net;

namespace Beckon.Delivery.Email;

/// <summary>The mail server to send through, and how hard to use it.</summary>
public sealed record SmtpOptions
{
    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpTls Tls { get; init; } = SmtpTls.StartTls;

    /// <summary>Accepts any certificate. Only for a relay whose certificate cannot be made valid: it gives up knowing whom one talks to.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>Null or empty: the server is used without signing in.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the password may travel unencrypted. Null: only to this machine itself.</summary>
    public bool? AllowPlaintextAuth { get; init; }

    /// <summary>The name this machine greets with; null: its address.</summary>
    public string? HelloName { get; init; }

    public int MaxConnections { get; init; } = 4;

    public int MaxMessagesPerConnection { get; init; } = 100;

    /// <summary>At most so many messages in a second, evenly spaced; null: as fast as the server takes them.</summary>
    public double? MessagesPerSecond { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the answer to any command but the message itself.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the message and the server's word that it took it.</summary>
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a cancelled caller still waits for that word: not waiting at all would leave the message in doubt.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After a failed connection attempt, messages get the same answer for this long instead of an attempt each (servers lock accounts for that).</summary>
    public TimeSpan FailureCooldown { get; init; } = TimeSpan.FromSeconds(5);

    internal bool SignsIn => !string.IsNullOrEmpty(Username);

    /// <summary>A sentence that says which setting is wrong, or null.</summary>
    public string? FindFault()
    {
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown) return $"'{Host}' is not the name or address of a mail server.";
        if (Port is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort) return "The port must be between 1 and 65535: 587 and 465 are usual.";
        if (SignsIn && string.IsNullOrEmpty(Password)) return "A user name is set without a password: set both or neither.";
        if (HelloName is not null && (HelloName.Length == 0 || HelloName.AsSpan().ContainsAnyExceptInRange('!', '~')))
            return "The name to greet with must be a host name in plain letters.";
        if (MaxConnections is < 1 or > 100) return "The number of connections must be between 1 and 100.";
        if (MaxMessagesPerConnection < 1) return "A connection must be allowed at least one message.";
        if (MessagesPerSecond is { } rate && !(rate is > 0.001 and <= 100_000)) return "The rate must be between 0.001 and 100,000 messages per second.";
        foreach (var span in (ReadOnlySpan<TimeSpan>)[ConnectTimeout, CommandTimeout, DataTimeout, CancelGrace, IdleTimeout])
        {
            if (span <= TimeSpan.Zero || span > TimeSpan.FromHours(1)) return "Every timeout must be longer than nothing and at most an hour.";
        }
        return FailureCooldown < TimeSpan.Zero ? "The pause after a failure cannot be negative." : null;
    }

    /// <summary>Without the password, because options get logged.</summary>
    public override string ToString() => $"{Host}:{Port}, TLS {Tls}, {(SignsIn ? "signs in" : "no sign-in")}";
}
