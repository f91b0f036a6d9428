namespace Beckon.Delivery.Email;

/// <summary>What became of a message, how far it came, and in words why; with the server's answer where there was one.</summary>
public sealed record SmtpSendResult(SmtpOutcome Outcome, SmtpPhase Phase, string Detail, SmtpReply? Reply = null)
{
    /// <summary>The server says that this address does not exist or is closed: mailing it again harms the sender's reputation.</summary>
    public bool IsBadAddress => Outcome == SmtpOutcome.RejectedPermanently && Phase == SmtpPhase.Recipient && Reply switch
    {
        { EnhancedCode: "5.1.0" or "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1" } => true,
        { EnhancedCode: null, Code: 550 or 551 or 553 } => true,
        _ => false,
    };

    /// <summary>
    /// It failed before the server heard of the recipient, and not by an answer to the sender: the same would have become of any message.
    /// </summary>
    public bool IsServers => Outcome == SmtpOutcome.DeferredTemporarily
        && (Phase is > SmtpPhase.Message and < SmtpPhase.Sender || (Phase == SmtpPhase.Sender && (Reply is null || Reply.IsClosing)));

    /// <summary>The connection went away, or was about to, while the message was certainly not taken: a new one may do.</summary>
    internal bool MayRetryAtOnce => Outcome == SmtpOutcome.DeferredTemporarily && (Reply is null || Reply.IsClosing);

    internal static SmtpSendResult Accepted(SmtpReply reply) => new(SmtpOutcome.Accepted, SmtpPhase.Content, reply.Text, reply);

    internal static SmtpSendResult Lost(SmtpPhase phase, string why) => new(SmtpOutcome.DeferredTemporarily, phase, why);

    internal static SmtpSendResult InDoubt(string why) =>
        new(SmtpOutcome.Uncertain, SmtpPhase.Content, $"{why} The message was sent completely, but the server did not say whether it took it.");

    internal static SmtpSendResult Wrong(SmtpPhase phase, string detail, SmtpReply? reply = null) =>
        new(SmtpOutcome.Misconfigured, phase, detail, reply);

    /// <summary>A refusal while the connection is being set up is never the message's fault.</summary>
    internal static SmtpSendResult RefusedConnection(SmtpPhase phase, string detail, SmtpReply reply) =>
        new(reply.IsPermanent ? SmtpOutcome.Misconfigured : SmtpOutcome.DeferredTemporarily, phase, $"{detail}: {reply}", reply);

    internal static SmtpSendResult Refused(SmtpPhase phase, SmtpReply reply)
    {
        // 530 and 5.7.0 in place of an answer to the message: the server wants a sign-in or TLS first (RFC 4954 §6, RFC 3207 §4).
        if (reply.Code == 530) return RefusedConnection(SmtpPhase.Auth, "The server takes mail only after signing in", reply);

        var what = phase switch
        {
            SmtpPhase.Sender => "the sender",
            SmtpPhase.Recipient => "the recipient",
            _ => "the message",
        };
        return reply.IsPermanent
            ? new(SmtpOutcome.RejectedPermanently, phase, $"The server refused {what}: {reply}", reply)
            : new(SmtpOutcome.DeferredTemporarily, phase, $"The server does not take {what} now: {reply}", reply);
    }
}
