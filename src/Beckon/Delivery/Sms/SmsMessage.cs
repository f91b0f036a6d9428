namespace Beckon.Delivery.Sms;

/// <summary>A finished text message.</summary>
/// <param name="To">A number in E.164.</param>
/// <param name="Body">What it says, with short links and the words on opting out.</param>
/// <param name="StatusUrl">Where the provider tells what became of it; null: nowhere that it could reach.</param>
public sealed record SmsMessage(string To, string Body, string? StatusUrl = null)
{
    /// <summary>Twilio takes no more.</summary>
    public const int LongestBody = 1_600;

    /// <summary>The sentence that says why it cannot be sent; null when it can.</summary>
    public string? FindFault()
    {
        if (Body.Length == 0) return "The text is empty.";
        return Body.Length > LongestBody ? $"The text has {Body.Length} characters; a text message has at most {LongestBody}." : null;
    }
}
