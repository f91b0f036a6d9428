namespace Beckon.Delivery.Email;

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum SmtpTls
{
    /// <summary>Never: for a relay on this machine or in a closed network.</summary>
    None,

    /// <summary>STARTTLS if the server offers it. Somebody between us and the server can prevent it unseen.</summary>
    StartTlsWhenOffered,

    /// <summary>STARTTLS or no mail at all; usual on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte; usual on port 465.</summary>
    Implicit,
}
