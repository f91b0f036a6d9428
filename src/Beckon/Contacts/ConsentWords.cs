using Beckon.Kernel;

namespace Beckon.Contacts;

/// <summary>Says in words where a contact stands and why.</summary>
public static class ConsentWords
{
    /// <summary>Whether a message on a channel would be sent to this contact. Mirrors what sending itself asks, in its order.</summary>
    public static Reach On(Channel channel, string? address, ConsentStatus consent, SuppressionReason? suppressed)
    {
        var (written, what) = channel == Channel.Email ? ("e-mailed", "e-mail address") : ("texted", "phone number");
        if (address is null) return new Reach(false, $"Cannot be {written}: no {what} is known.");
        var no = consent switch
        {
            ConsentStatus.Subscribed => null,
            ConsentStatus.Unsubscribed => $"Is not {written}: they have unsubscribed.",
            ConsentStatus.Pending => $"Is not {written} yet: they have not confirmed their subscription.",
            ConsentStatus.Never => $"Is not {written}: they never agreed to it.",
        };
        if (no is null && suppressed is { } reason)
        {
            no = reason switch
            {
                SuppressionReason.Bounced when channel == Channel.Email => $"Is not {written}: mail to {address} came back for good.",
                SuppressionReason.Bounced => $"Is not {written}: {address} takes no text messages.",
                SuppressionReason.Complained => $"Is not {written}: the owner of {address} reported a message as spam.",
            };
        }
        return no is null ? new Reach(true, $"Can be {written}.") : new Reach(false, no);
    }

    /// <summary>How a consent came to be, from the last thing that was said about it, if anything was.</summary>
    public static string Why(Channel channel, ConsentStatus status, ConsentEntry? said)
    {
        if (said is not null && said.Status == status) return $"{Said(status)} {By(said.Source)}.";
        return (channel, status) switch
        {
            (Channel.Email, ConsentStatus.Subscribed) => "Subscribed by the workspace's default: the source said nothing about consent.",
            (_, ConsentStatus.Never) => "Never asked.",
            _ => $"{Said(status)}.",
        };
    }

    private static string Said(ConsentStatus status) => status switch
    {
        ConsentStatus.Subscribed => "Subscribed",
        ConsentStatus.Unsubscribed => "Unsubscribed",
        ConsentStatus.Pending => "Asked to confirm",
        ConsentStatus.Never => "Withdrawn",
    };

    private static string By(string source) => source.Split(':', 2) switch
    {
        ["user", var email] => $"by {email}",
        ["key", var name] => $"by the API key {name}",
        ["page", ..] => "on the unsubscribe page",
        ["import", var file] => $"by the import of {file}",
        ["one_click", ..] => "with the unsubscribe button of their mail program",
        ["operator", ..] => "by an operator",
        ["sms_reply", ..] => "by answering a text message",
        ["provider", ..] => "at the SMS provider",
        _ => $"by {source}",
    };

    /// <summary>The channels as people say them.</summary>
    public static string Of(Channel channel) => channel == Channel.Email ? "e-mail" : Words.Of(channel);
}
