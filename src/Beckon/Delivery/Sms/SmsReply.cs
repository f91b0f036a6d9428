namespace Beckon.Delivery.Sms;

/// <summary>What somebody means who answers a text message. Pure.</summary>
public static class SmsReply
{
    // The words that networks and Twilio know (CTIA Messaging Principles, twilio.com/docs/messaging/tutorials/how-to-use-opt-out-keywords), and those of our neighbours.
    private static readonly HashSet<string> Stop = new(StringComparer.OrdinalIgnoreCase)
    {
        "STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT", "OPT OUT", "OPT-OUT", "REMOVE", "ARRET", "ARRÊT", "STOPP", "СТОП",
    };

    private static readonly HashSet<string> Start = new(StringComparer.OrdinalIgnoreCase) { "START", "UNSTOP", "YES", "SUBSCRIBE", "JOIN", "OPTIN", "OPT IN", "OPT-IN", "СТАРТ" };

    /// <param name="text">What they wrote.</param>
    /// <param name="optOutType">What the provider made of it where it knows such words itself: STOP, START or HELP.</param>
    public static SmsMeaning Of(string text, string? optOutType)
    {
        if (string.Equals(optOutType, "STOP", StringComparison.OrdinalIgnoreCase)) return SmsMeaning.Stop;
        if (string.Equals(optOutType, "START", StringComparison.OrdinalIgnoreCase)) return SmsMeaning.Start;
        var word = text.Trim().Trim('.', '!', '"', '\'', '«', '»').Trim();
        if (Stop.Contains(word)) return SmsMeaning.Stop;
        return Start.Contains(word) ? SmsMeaning.Start : SmsMeaning.Words;
    }
}

/// <summary>What somebody means who answers a text message.</summary>
public enum SmsMeaning
{
    /// <summary>No more messages.</summary>
    Stop,

    /// <summary>Messages, please; again or for the first time.</summary>
    Start,

    /// <summary>Something else, for a person to read.</summary>
    Words,
}
