namespace Beckon.Delivery.Email;

/// <summary>What became of one message; what to do next follows from this alone.</summary>
public enum SmtpOutcome
{
    /// <summary>The server has taken responsibility for it.</summary>
    Accepted,

    /// <summary>The server will never take this message: do not try again.</summary>
    RejectedPermanently,

    /// <summary>The server has certainly not taken it, for a passing reason: try again later.</summary>
    DeferredTemporarily,

    /// <summary>The settings are at fault, not the message (wrong password, untrusted certificate): keep it, tell the owner.</summary>
    Misconfigured,

    /// <summary>The connection broke between the message's last byte and the answer: it may or may not have been taken, so it is never resent unasked.</summary>
    Uncertain,
}
