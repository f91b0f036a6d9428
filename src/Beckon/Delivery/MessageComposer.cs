using System.Collections.Concurrent;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>Composes what a due message says, with the renderer that previews and tests use.</summary>
public sealed class MessageComposer(TemplateRenderer renderer, EmailComposer emails, SmsComposer texts, WorkspaceStore workspaces, TimeProvider time)
{
    // Contents never change once they are written; a few hundred live campaigns fit.
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<Guid, TemplateContent> _contents = new();

    public async Task<ComposedMessage> ComposeAsync(
        NpgsqlConnection connection, Guid workspaceId, DueMessage message, ChannelSettings channel, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        var content = await ContentAsync(connection, workspaceId, message.ContentId, ct);
        var contactId = message.Recipient.ContactId;
        var unsubscribe = channel is SmsChannel ? texts.UnsubscribeUrl(workspaceId, message.Id, contactId) : emails.UnsubscribeUrl(workspaceId, message.Id, contactId);
        var context = Context(workspace, message, unsubscribe);
        if (content.SpeaksOfEvent) context = context with { Event = await SaidAsync(connection, workspaceId, message.EventId, ct) };
        var rendered = renderer.Render(content, context);
        if (rendered.Blocking is { } problem) return ComposedMessage.Failed(problem.Sentence);
        return channel switch
        {
            EmailChannel email => Email(rendered, email, workspace, message),
            SmsChannel sms => Text(rendered, sms, workspaceId, message),
            _ => throw new NotSupportedException($"Nothing is composed for {channel.Channel}."),
        };
    }

    private ComposedMessage Email(RenderedEmail rendered, EmailChannel channel, Workspace workspace, DueMessage message)
    {
        var contactId = message.Recipient.ContactId;
        var to = new Email.EmailAddress(message.Address ?? "", FullName(message));
        var email = emails.Compose(rendered, EmailSender.Of(channel, workspace.Name), new EmailEnvelope(workspace.Id, message.Id, contactId, to, time.GetUtcNow()));
        return email.FindFault() is { } fault ? ComposedMessage.Failed(fault) : new ComposedMessage(new OutgoingEmail(workspace.Id, message.Id, email, contactId), "");
    }

    private ComposedMessage Text(RenderedEmail rendered, SmsChannel channel, Guid workspaceId, DueMessage message)
    {
        var contactId = message.Recipient.ContactId;
        var (sms, links) = texts.Compose(rendered.Text, channel, new SmsEnvelope(workspaceId, message.Id, contactId, message.Address ?? ""));
        return sms.FindFault() is { } fault ? ComposedMessage.Failed(fault) : new ComposedMessage(new OutgoingSms(workspaceId, message.Id, sms, contactId), "") { Links = links };
    }

    private RenderContext Context(Workspace workspace, DueMessage message, string unsubscribeUrl) => RenderContext.Of(
        workspace,
        new RenderContact(Ids.Out(Ids.Contact, message.Recipient.ContactId), message.FirstName, message.LastName, message.Email, message.Phone),
        message.Cart is { } cart ? new RenderCart(cart.ExternalId, cart.Url, cart.Currency, cart.Total, cart.Items, cart.AbandonedAt) : null,
        unsubscribeUrl,
        time.GetUtcNow()) with
    {
        DiscountCode = message.DiscountCode,
    };

    // Where history is kept for a time only, the event may be gone.
    private static async Task<JsonElement?> SaidAsync(NpgsqlConnection connection, Guid workspaceId, Guid eventId, CancellationToken ct)
    {
        var found = await connection
            .Command("select properties::text from event where workspace_id = $1 and id = $2")
            .With(workspaceId).With(eventId)
            .ReadAsync(row => JsonElement.Parse(row.GetString(0)), ct);
        return found.Count == 0 ? null : found[0];
    }

    private static string? FullName(DueMessage message) =>
        $"{message.FirstName} {message.LastName}".Trim() is { Length: > 0 } name ? name : null;

    private async ValueTask<TemplateContent> ContentAsync(NpgsqlConnection connection, Guid workspaceId, Guid contentId, CancellationToken ct)
    {
        if (_contents.TryGetValue(contentId, out var known)) return known;
        var found = await connection
            .Command("select subject, preheader, html, text from message_content where workspace_id = $1 and id = $2")
            .With(workspaceId).With(contentId)
            .ReadAsync(row => new TemplateContent(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), ct);
        if (_contents.Count >= MostKept) _contents.Clear();
        return _contents[contentId] = found[0];
    }
}

/// <summary>The finished message, or the sentence that says why there is none.</summary>
public sealed record ComposedMessage(OutgoingMessage? Outgoing, string Fault)
{
    /// <summary>The short addresses in it, to be written down before it goes out.</summary>
    public IReadOnlyList<ShortLink> Links { get; init; } = [];

    public static ComposedMessage Failed(string fault) => new(null, fault);
}
