using System.Text.RegularExpressions;
using Beckon.Contacts;
using Beckon.Delivery.Tracking;

namespace Beckon.Delivery.Sms;

/// <summary>Makes the finished text message of rendered content: short links that tell of clicks, and how to opt out.</summary>
public sealed partial class SmsComposer(TrackingLinks tracking, ShortLinks links, TwilioHooks hooks)
{
    /// <summary>The unsubscribe link, for a text that shows it: render with it.</summary>
    public string UnsubscribeUrl(Guid workspaceId, Guid messageId, Guid contactId) => tracking.Unsubscribe(workspaceId, messageId, contactId, Channel.Sms);

    /// <param name="text">What was rendered.</param>
    /// <param name="channel">How the workspace sends.</param>
    /// <param name="envelope">Which message it is and to whom it goes.</param>
    public (SmsMessage Message, IReadOnlyList<ShortLink> Links) Compose(string text, SmsChannel channel, SmsEnvelope envelope)
    {
        var whole = WithOptOut(text.Trim(), channel.OptOut);
        // Of a test nothing is told.
        if (envelope.ContactId is null) return (new SmsMessage(envelope.To, whole), []);
        var (shortened, made) = links.Shorten(whole, envelope.MessageId);
        return (new SmsMessage(envelope.To, shortened, hooks.StatusUrl(envelope.WorkspaceId, envelope.MessageId)), made);
    }

    // Who has said it once need not say it twice.
    private static string WithOptOut(string text, string optOut) => optOut.Length == 0 || text.Length == 0 || SaysStop().IsMatch(text) ? text : $"{text}\n{optOut}";

    // In capitals: to “stop by” is something else.
    [GeneratedRegex(@"\bSTOP\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SaysStop();
}

/// <summary>Which message it is and to whom it goes. Without a contact it is a test: nothing of it is tracked.</summary>
public sealed record SmsEnvelope(Guid WorkspaceId, Guid MessageId, Guid? ContactId, string To);
