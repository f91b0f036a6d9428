using System.Collections.Concurrent;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Delivery.Email;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>Composes what a due message says, with the renderer that previews and tests use.</summary>
public sealed class MessageComposer(TemplateRenderer renderer, EmailComposer composer, WorkspaceStore workspaces, TimeProvider time)
{
    // Contents never change once they are written; a few hundred live campaigns fit.
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<Guid, TemplateContent> _contents = new();

    public async Task<ComposedMessage> ComposeAsync(
        NpgsqlConnection connection, Guid workspaceId, DueMessage message, EmailChannel channel, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        var content = await ContentAsync(connection, workspaceId, message.ContentId, ct);
        var contactId = message.Recipient.ContactId;
        var context = Context(workspace, message, composer.UnsubscribeUrl(workspaceId, message.Id, contactId));
        if (content.SpeaksOfEvent) context = context with { Event = await SaidAsync(connection, workspaceId, message.EventId, ct) };
        var rendered = renderer.Render(content, context);
        if (rendered.Blocking is { } problem) return new ComposedMessage(null, problem.Sentence);

        var to = new Email.EmailAddress(message.Recipient.Address ?? "", FullName(message));
        var envelope = new EmailEnvelope(workspaceId, message.Id, contactId, to, time.GetUtcNow());
        var email = composer.Compose(rendered, EmailSender.Of(channel, workspace.Name), envelope);
        return email.FindFault() is { } fault ? new ComposedMessage(null, fault) : new ComposedMessage(email, "");
    }

    private RenderContext Context(Workspace workspace, DueMessage message, string unsubscribeUrl) => RenderContext.Of(
        workspace,
        new RenderContact(Ids.Out(Ids.Contact, message.Recipient.ContactId), message.FirstName, message.LastName, message.Recipient.Address, message.Phone),
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

/// <summary>The finished e-mail, or the sentence that says why there is none.</summary>
public sealed record ComposedMessage(EmailMessage? Email, string Fault);
