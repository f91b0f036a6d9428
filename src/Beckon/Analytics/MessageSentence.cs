namespace Beckon.Analytics;

/// <summary>Says in a few words what became of a message.</summary>
public static class MessageSentence
{
    public static string Of(string status, string? reason, string? subject, string? campaign)
    {
        var what = subject is { Length: > 0 } ? $"“{subject}”" : campaign is { Length: > 0 } ? $"a message of “{campaign}”" : "a message";
        return status switch
        {
            "queued" or "sending" => $"{Upper(what)} is on its way",
            "sent" or "delivered" => $"Was sent {what}",
            "bounced" => $"{Upper(what)} came back",
            "failed" => $"{Upper(what)} could not be sent",
            "uncertain" => $"It is uncertain whether {what} was sent",
            _ => $"Was not sent {what}: {Why(reason)}",
        };
    }

    /// <summary>The reasons as people say them; one that is not known here is shown as it is.</summary>
    public static string Why(string? reason) => reason switch
    {
        "backfill" => "it was about loaded history",
        "replay" => "it was a replay of what had been received before",
        "too_old" => "it was heard of too late",
        "cart_not_abandoned" => "the cart had been bought already",
        "no_address" => "no address or number is known",
        "not_subscribed" => "never subscribed",
        "unsubscribed" => "has unsubscribed",
        "opt_in_pending" => "has not confirmed the subscription",
        "suppressed" => "mail to the address came back or was reported",
        "bought" => "bought in the meantime",
        "paused" => "the campaign was paused",
        null => "no reason was kept",
        _ => reason.Replace('_', ' '),
    };

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
