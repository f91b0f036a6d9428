using Beckon.Contacts;
using Beckon.Kernel;

namespace Beckon.Delivery;

/// <summary>How a workspace sends e-mail. Its secret is the SMTP password.</summary>
public sealed record EmailChannel : ChannelSettings
{
    public override Channel Channel => Channel.Email;

    public EmailProviderKind Provider { get; init; } = EmailProviderKind.TestInbox;

    public string FromName { get; init; } = "";

    public string FromAddress { get; init; } = "";

    public string? ReplyTo { get; init; }

    public SmtpSettings? Smtp { get; init; }

    public override int? MostPerSecond => Smtp?.PerSecond;

    public override string ProviderWord => Words.Of(Provider);

    internal override object ForAudit() => new { Provider, FromAddress, Smtp?.Host, WhenInterrupted, Version };
}

/// <summary>What hands e-mails over.</summary>
public enum EmailProviderKind
{
    TestInbox,
    Smtp,
}

/// <summary>Where and how the SMTP server is reached.</summary>
public sealed record SmtpSettings
{
    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    public string? User { get; init; }

    /// <summary>1 to 50 connections at a time.</summary>
    public int MaxConnections { get; init; } = 4;

    /// <summary>Messages per second; null for as fast as it goes.</summary>
    public int? PerSecond { get; init; }
}

/// <summary>How the connection is protected.</summary>
public enum SmtpSecurity
{
    None,
    StartTls,
    Tls,
}
