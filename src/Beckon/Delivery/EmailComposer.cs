using Beckon.Contacts;
using Beckon.Delivery.Email;
using Beckon.Delivery.Tracking;
using Beckon.Templates;

namespace Beckon.Delivery;

/// <summary>Makes the finished message of rendered content: tracked links, the open pixel and the headers that one-click unsubscribing needs.</summary>
public sealed class EmailComposer(TrackingLinks links)
{
    /// <summary>The unsubscribe link, which the rendered content already shows: render with it.</summary>
    public string UnsubscribeUrl(Guid workspaceId, Guid messageId, Guid contactId) => links.Unsubscribe(workspaceId, messageId, contactId, Channel.Email);

    public EmailMessage Compose(RenderedEmail content, EmailSender sender, EmailEnvelope envelope)
    {
        var (workspaceId, messageId) = (envelope.WorkspaceId, envelope.MessageId);
        var html = content.Html.Length == 0 ? null : content.Html;
        return new EmailMessage
        {
            From = sender.From,
            ReplyTo = sender.ReplyTo,
            To = envelope.To,
            Subject = content.Subject,
            Html = html is null || envelope.ContactId is null ? html : LinkRewriter.Rewrite(html, links, workspaceId, messageId),
            Text = content.Text.Length == 0 ? null : content.Text,
            // The same however often it is sent: a mail program that gets it twice shows it once.
            MessageId = $"<{messageId:N}@{DomainOf(sender.From)}>",
            Date = envelope.Date,
            Headers = envelope.ContactId is { } contactId ? Unsubscribing(UnsubscribeUrl(workspaceId, messageId, contactId)) : [],
        };
    }

    // RFC 8058: mail programs show their own button for it, and big mailboxes ask for it.
    private static EmailHeader[] Unsubscribing(string url) =>
        [new("List-Unsubscribe", $"<{url}>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")];

    private static string DomainOf(EmailAddress address) =>
        address.TryToWire(out var wire, out _) ? wire[(wire.LastIndexOf('@') + 1)..] : "beckon.invalid";
}

/// <summary>Which message it is and to whom it goes. Without a contact it is a test: nothing of it is tracked, nobody can be unsubscribed.</summary>
public sealed record EmailEnvelope(Guid WorkspaceId, Guid MessageId, Guid? ContactId, EmailAddress To, DateTimeOffset Date);
