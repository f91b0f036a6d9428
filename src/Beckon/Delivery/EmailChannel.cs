namespace Beckon.Delivery;

/// <summary>How a workspace sends e-mail: what table <c>channel</c> holds in <c>settings</c>, as JSON. The SMTP password is stored apart, encrypted.</summary>
public sealed record EmailChannel
{
    /// <summary>Grows with each change.</summary>
    public int Version { get; init; }

    public EmailProviderKind Provider { get; init; } = EmailProviderKind.TestInbox;

    public string FromName { get; init; } = "";

    public string FromAddress { get; init; } = "";

    public string? ReplyTo { get; init; }

    public SmtpSettings? Smtp { get; init; }

    public WhenInterrupted WhenInterrupted { get; init; } = WhenInterrupted.AtMostOnce;
}

/// <summary>What to do with a message whose hand-over was interrupted, so that nobody knows whether the provider took it.</summary>
public enum WhenInterrupted
{
    /// <summary>It becomes uncertain; a person decides. Nobody gets it twice, somebody may not get it at all.</summary>
    AtMostOnce,

    /// <summary>It is sent again under the same Message-ID. Nobody goes without it, somebody may get it twice.</summary>
    AtLeastOnce,
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
