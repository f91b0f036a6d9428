using Beckon.Delivery.Email;
using Beckon.Delivery.Tracking;
using Beckon.Templates;

namespace Beckon.Delivery;

/// <summary>Makes the finished message of rendered content: tracked links, the open pixel and the headers that one-click unsubscribing needs.</summary>
public sealed class EmailComposer(TrackingLinks links)
{
    /// <summary>The unsubscribe link, which the rendered content already shows: render with it.</summary>
    public string UnsubscribeUrl(Guid workspaceId, Guid messageId, Guid contactId) => links.Unsubscribe(workspaceId, messageId, contactId);

    public EmailMessage Compose(RenderedEmail content, EmailSender sender, EmailEnvelope envelope)
    {
        var domain = sender.From.Address[(sender.From.Address.LastIndexOf('@') + 1)..];
        return new EmailMessage
        {
            From = sender.From,
            ReplyTo = sender.ReplyTo,
            To = envelope.To,
            Subject = content.Subject,
            Html = content.Html.Length == 0 ? null : LinkRewriter.Rewrite(content.Html, links, envelope.WorkspaceId, envelope.MessageId),
            Text = content.Text.Length == 0 ? null : content.Text,
            // The same however often it is sent: a mail program that gets it twice shows it once.
            MessageId = $"<{envelope.MessageId:N}@{new EmailAddress("x@" + domain).ToWire()[2..]}>",
            Date = envelope.Date,
            Headers =
            [
                new("List-Unsubscribe", $"<{links.Unsubscribe(envelope.WorkspaceId, envelope.MessageId, envelope.ContactId)}>"),
                new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ],
        };
    }
}

/// <summary>Which message it is and to whom it goes.</summary>
public sealed record EmailEnvelope(Guid WorkspaceId, Guid MessageId, Guid ContactId, EmailAddress To, DateTimeOffset Date);
