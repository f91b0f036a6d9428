namespace Beckon.Delivery.Email;

/// <summary>The result of trying the settings without sending: what happened and what to do about it, in words for the settings page.</summary>
public sealed record SmtpProbe(bool Succeeded, SmtpPhase Phase, string Summary, string Advice)
{
    internal static SmtpProbe Success(SmtpOptions options, bool encrypted) => new(
        true,
        SmtpPhase.Auth,
        $"Connected to {options.Host}:{options.Port}{(encrypted ? " over TLS" : " without encryption")}{(options.SignsIn ? " and signed in" : "")}.",
        encrypted ? "" : "Everything sent this way can be read on the network: choose STARTTLS or TLS unless the server is on this machine.");

    internal static SmtpProbe Failure(SmtpOptions options, SmtpSendResult failure) =>
        new(false, failure.Phase, failure.Detail, AdviceFor(options, failure));

    private static string AdviceFor(SmtpOptions options, SmtpSendResult failure) => failure.Phase switch
    {
        SmtpPhase.Connect => "Check the host name and the port, and that no firewall is between: many hosting providers block port 25, so try 587 or 465.",
        SmtpPhase.Tls when options.Tls == SmtpTls.Implicit =>
            "TLS from the first byte is usual on port 465; on 587 and 25 choose STARTTLS. If the certificate is refused, use the host name that stands in it.",
        SmtpPhase.Tls => "If the server does not offer STARTTLS, try TLS on port 465. If the certificate is refused, use the host name that stands in it.",
        SmtpPhase.Greeting when failure.Reply is null && options.Tls != SmtpTls.Implicit =>
            "Something answers there, but not as a mail server: port 465 needs TLS from the first byte; otherwise check the port.",
        SmtpPhase.Greeting => "The server does not talk to this machine: ask its operator whether this machine's address is allowed.",
        SmtpPhase.Auth when failure.Reply is null && failure.Outcome == SmtpOutcome.Misconfigured =>
            "Choose STARTTLS or TLS, so that the password is encrypted, and check that this server lets people sign in with a password.",
        SmtpPhase.Auth => "Check the user name and the password. Some providers want an app password or an API key instead of the account's own password.",
        _ => "Check the settings.",
    };
}
