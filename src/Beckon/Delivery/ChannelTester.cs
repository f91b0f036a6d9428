using System.Net;
using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Templates;
using EmailAddress = Beckon.Delivery.Email.EmailAddress;

namespace Beckon.Delivery;

/// <summary>Sends a test e-mail the way real messages go.</summary>
public sealed class ChannelTester(
    EmailProviders providers, EmailComposer composer, ChannelStore channels, WorkspaceStore workspaces, TimeProvider time)
{
    public async Task<ChannelTested> SendAsync(Guid workspaceId, EmailAddress to, CancellationToken ct) =>
        await SendAsync(workspaceId, to, Content((await workspaces.GetAsync(workspaceId, ct)).Name), null, ct);

    /// <summary>
    /// Sends what somebody wants to see in a real mailbox, rendered with a contact's data or made-up ones. It is no message to a shopper: nothing
    /// counts it.
    /// </summary>
    public async Task<ChannelTested> SendAsync(Guid workspaceId, EmailAddress to, RenderedEmail content, Guid? contactId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        var connected = await providers.OfAsync(workspaceId, ct);
        var envelope = new EmailEnvelope(workspaceId, Ids.New(time), ContactId: null, to, time.GetUtcNow());
        var message = composer.Compose(content, EmailSender.Of(connected.Channel, workspace.Name), envelope);
        await foreach (var result in connected.Provider.SendAsync([new OutgoingEmail(workspaceId, envelope.MessageId, message, contactId)], ct))
        {
            if (connected.Circuit != Circuit.Closed && !CircuitRules.IsServers(result.Outcome)) await channels.ClearAsync(workspaceId, ct);
            return new ChannelTested(result.Outcome, Sentence(connected.Channel.Provider, result));
        }
        return new ChannelTested(ProviderOutcome.Uncertain, "The provider did not say what became of it. Look into the mailbox before trying again.");
    }

    private static RenderedEmail Content(string shop)
    {
        var subject = $"A test from {shop}";
        const string Words = "If you can read this, e-mails from Beckon arrive.";
        var html = $"<!doctype html><html><body style=\"font-family:sans-serif\"><h1>{WebUtility.HtmlEncode(subject)}</h1><p>{Words}</p></body></html>";
        return new RenderedEmail(subject, "", html, $"{subject}\n\n{Words}", []);
    }

    private static string Sentence(EmailProviderKind provider, ProviderResult result) => result.Outcome switch
    {
        ProviderOutcome.Accepted when provider == EmailProviderKind.TestInbox => "It is in the test inbox. Set up SMTP to reach real mailboxes.",
        ProviderOutcome.Accepted => $"Your mail server took it and answered: {result.Reply}. If it does not arrive, look into the spam folder.",
        ProviderOutcome.BadAddress => $"Your mail server says that this address does not exist: {result.Reply}",
        ProviderOutcome.Refused => $"Your mail server refused the message: {result.Reply}",
        ProviderOutcome.Deferred => $"It could not be sent now: {result.Reply} Check the settings, or try again in a few minutes.",
        ProviderOutcome.Unreachable => $"Your mail server cannot be reached or turns Beckon away: {result.Reply} Check the settings, or try again in a few minutes.",
        ProviderOutcome.Misconfigured => $"The settings do not work: {result.Reply}",
        ProviderOutcome.NotTried => "Beckon is stopping. Try again when it is back.",
        ProviderOutcome.Uncertain => $"It is not known whether it was sent: {result.Reply} Look into the mailbox before trying again.",
    };
}
