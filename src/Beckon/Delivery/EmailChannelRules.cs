using Beckon.Kernel;
using EmailAddress = Beckon.Delivery.Email.EmailAddress;

namespace Beckon.Delivery;

/// <summary>Reads the settings of the e-mail channel from a request and says what is wrong with them.</summary>
internal static class EmailChannelRules
{
    private const int LongestName = 100;
    private const int LongestText = 255;

    public static EmailChannel Read(EmailChannelEdit edit, int version, Faults faults)
    {
        var channel = new EmailChannel
        {
            Version = version,
            Provider = edit.Provider,
            FromName = edit.FromName?.Trim() ?? "",
            FromAddress = edit.FromAddress?.Trim() ?? "",
            ReplyTo = edit.ReplyTo?.Trim() is { Length: > 0 } replyTo ? replyTo : null,
            Smtp = edit.Smtp is { } smtp ? ReadSmtp(smtp, faults) : null,
            WhenInterrupted = edit.WhenInterrupted ?? WhenInterrupted.AtMostOnce,
        };
        if (channel.FromName.Length > LongestName || channel.FromName.Any(char.IsControl)) faults.Add("fromName", $"Use at most {LongestName} characters, on one line.");
        CheckAddress("fromAddress", channel.FromAddress, faults);
        CheckAddress("replyTo", channel.ReplyTo ?? "", faults);
        if (channel.Provider != EmailProviderKind.Smtp) return channel;
        if (channel.FromAddress.Length == 0) faults.Add("fromAddress", "Give the address that shoppers see as the sender.");
        if (channel.Smtp is null) faults.Add("smtp", "Give the mail server to send through.");
        return channel;
    }

    public static void CheckAddress(string path, string address, Faults faults)
    {
        if (address.Length > 0 && !new EmailAddress(address).TryToWire(out _, out var fault)) faults.Add(path, fault);
    }

    /// <summary>The password to keep: the new one, or the old one while it is for the same server and user.</summary>
    public static string? Password(EmailChannelEdit edit, EmailChannel wanted, EmailChannel before, string? stored, Faults faults)
    {
        if (wanted.Smtp is not { } smtp) return null;
        var given = edit.Smtp?.Password;
        if (smtp.User is null) return null;
        if (given is { Length: > LongestText }) faults.Add("smtp.password", $"Use at most {LongestText} characters.");
        if (given is { Length: > 0 }) return given;
        // A stored password is never sent to another server than the one it was given for.
        if (given is null && stored is not null && before.Smtp?.Host == smtp.Host && before.Smtp.Port == smtp.Port) return stored;
        faults.Add("smtp.password", stored is null || given is { Length: 0 } ? "Give the password that goes with the user name." : "The server has changed: give the password for it.");
        return null;
    }

    private static SmtpSettings ReadSmtp(SmtpEdit edit, Faults faults)
    {
        var smtp = new SmtpSettings
        {
            Host = edit.Host?.Trim() ?? "",
            Port = edit.Port ?? 587,
            Security = edit.Security ?? SmtpSecurity.StartTls,
            User = edit.User?.Trim() is { Length: > 0 } user ? user : null,
            MaxConnections = edit.MaxConnections ?? 4,
            PerSecond = edit.PerSecond,
        };
        if (smtp.Host.Length is 0 or > LongestText || Uri.CheckHostName(smtp.Host) == UriHostNameType.Unknown)
            faults.Add("smtp.host", "Give the name of the mail server, such as smtp.example.com.");
        if (smtp.Port is < 1 or > 65_535) faults.Add("smtp.port", "A port is between 1 and 65535: 587 and 465 are usual.");
        if (smtp.User is { Length: > LongestText }) faults.Add("smtp.user", $"Use at most {LongestText} characters.");
        if (smtp.MaxConnections is < 1 or > 50) faults.Add("smtp.maxConnections", "Choose 1 to 50 connections.");
        if (smtp.PerSecond is < 1 or > 10_000) faults.Add("smtp.perSecond", "Choose 1 to 10,000 messages per second, or leave it out for no limit.");
        return smtp;
    }
}

/// <summary>How e-mail shall be sent.</summary>
/// <param name="Provider">The test inbox, or an SMTP server.</param>
/// <param name="FromName">The sender's name; the shop's when empty.</param>
/// <param name="FromAddress">The sender's address; SMTP needs it.</param>
/// <param name="ReplyTo">Where answers go; to the sender when empty.</param>
/// <param name="Smtp">The mail server; SMTP needs it.</param>
/// <param name="WhenInterrupted">
/// What to do with a message whose hand-over was interrupted: <c>at_most_once</c> (when left out) makes it uncertain, <c>at_least_once</c> sends
/// it again under the same Message-ID.
/// </param>
public sealed record EmailChannelEdit(
    EmailProviderKind Provider,
    string? FromName = null,
    string? FromAddress = null,
    string? ReplyTo = null,
    SmtpEdit? Smtp = null,
    WhenInterrupted? WhenInterrupted = null);

/// <summary>A mail server.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">587 when left out.</param>
/// <param name="Security">STARTTLS when left out.</param>
/// <param name="User">Empty for a server that asks for none.</param>
/// <param name="Password">Write-only; null keeps the stored one while host and port stay the same.</param>
/// <param name="MaxConnections">1 to 50; 4 when left out.</param>
/// <param name="PerSecond">Messages per second; null for no limit.</param>
public sealed record SmtpEdit(
    string? Host = null, int? Port = null, SmtpSecurity? Security = null, string? User = null, string? Password = null, int? MaxConnections = null, int? PerSecond = null);
