namespace Beckon.Delivery.Email;

/// <summary>How far the sending of a message had come when its outcome was known.</summary>
public enum SmtpPhase
{
    /// <summary>Before any connection: the message itself cannot be written.</summary>
    Message,
    Connect,
    Tls,
    Greeting,
    Auth,
    Sender,
    Recipient,
    Content,
}
