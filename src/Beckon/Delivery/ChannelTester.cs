using System.Net;
using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Templates;
using EmailAddress = Beckon.Delivery.Email.EmailAddress;

namespace Beckon.Delivery;

/// <summary>Sends a test the way real messages go.</summary>
public sealed class ChannelTester(
    ChannelProviders providers, EmailComposer emails, SmsComposer texts, ChannelStore channels, WorkspaceStore workspaces, TimeProvider time)
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
        var connected = await providers.OfAsync(workspaceId, Channel.Email, ct);
        var envelope = new EmailEnvelope(workspaceId, Ids.New(time), ContactId: null, to, time.GetUtcNow());
        var message = emails.Compose(content, EmailSender.Of((EmailChannel)connected.Settings, workspace.Name), envelope);
        return await HandOverAsync(connected, new OutgoingEmail(workspaceId, envelope.MessageId, message, contactId), ct);
    }

    /// <summary>Sends a text message that somebody wants to see on a real phone; like a test e-mail it is no message to a shopper.</summary>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="phone">A number in E.164.</param>
    /// <param name="text">What it says; null for a sentence that says that it works.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ChannelTested> SendTextAsync(Guid workspaceId, string phone, string? text, CancellationToken ct)
    {
        var connected = await providers.OfAsync(workspaceId, Channel.Sms, ct);
        var envelope = new SmsEnvelope(workspaceId, Ids.New(time), ContactId: null, phone);
        var words = text ?? $"A test from {(await workspaces.GetAsync(workspaceId, ct)).Name}: text messages from Beckon arrive.";
        var (message, _) = texts.Compose(words, (SmsChannel)connected.Settings, envelope);
        return message.FindFault() is { } fault
            ? new ChannelTested(ProviderOutcome.Refused, fault)
            : await HandOverAsync(connected, new OutgoingSms(workspaceId, envelope.MessageId, message), ct);
    }

    private async Task<ChannelTested> HandOverAsync(ConnectedChannel connected, OutgoingMessage message, CancellationToken ct)
    {
        await foreach (var result in connected.Provider.SendAsync([message], ct))
        {
            if (connected.Circuit != Circuit.Closed && !CircuitRules.IsServers(result.Outcome)) await channels.ClearAsync(message.WorkspaceId, connected.Settings.Channel, ct);
            return new ChannelTested(result.Outcome, message is OutgoingSms ? TextSentence(connected.Provider, result) : Sentence(connected.Provider, result));
        }
        return new ChannelTested(ProviderOutcome.Uncertain, "The provider did not say what became of it. Look there before trying again.");
    }

    private static RenderedEmail Content(string shop)
    {
        var subject = $"A test from {shop}";
        const string Words = "If you can read this, e-mails from Beckon arrive.";
        var html = $"<!doctype html><html><body style=\"font-family:sans-serif\"><h1>{WebUtility.HtmlEncode(subject)}</h1><p>{Words}</p></body></html>";
        return new RenderedEmail(subject, "", html, $"{subject}\n\n{Words}", []);
    }

    private static string Sentence(IMessageProvider provider, ProviderResult result) => result.Outcome switch
    {
        ProviderOutcome.Accepted when provider is TestInboxProvider => "It is in the test inbox. Set up SMTP to reach real mailboxes.",
        ProviderOutcome.Accepted => $"Your mail server took it and answered: {result.Reply}. If it does not arrive, look into the spam folder.",
        ProviderOutcome.BadAddress => $"Your mail server says that this address does not exist: {result.Reply}",
        ProviderOutcome.OptedOut => $"The recipient wants no more e-mails: {result.Reply}",
        ProviderOutcome.Refused => $"Your mail server refused the message: {result.Reply}",
        ProviderOutcome.Deferred => $"It could not be sent now: {result.Reply} Check the settings, or try again in a few minutes.",
        ProviderOutcome.Unreachable => $"Your mail server cannot be reached or turns Beckon away: {result.Reply} Check the settings, or try again in a few minutes.",
        ProviderOutcome.Misconfigured => $"The settings do not work: {result.Reply}",
        ProviderOutcome.NotTried => "Beckon is stopping. Try again when it is back.",
        ProviderOutcome.Uncertain => $"It is not known whether it was sent: {result.Reply} Look into the mailbox before trying again.",
    };

    private static string TextSentence(IMessageProvider provider, ProviderResult result) => result.Outcome switch
    {
        ProviderOutcome.Accepted when provider is TestInboxProvider => "It is in the test inbox. Set up Twilio to reach real phones.",
        ProviderOutcome.Accepted => $"Twilio took it: {result.Reply}. If it does not arrive, look into Twilio's log of messages.",
        ProviderOutcome.BadAddress => $"Twilio says that this number takes no text messages: {result.Reply}",
        ProviderOutcome.OptedOut => $"This number has answered STOP to an earlier message: {result.Reply}",
        ProviderOutcome.Refused => $"Twilio refused the message: {result.Reply}",
        ProviderOutcome.Deferred => $"It could not be sent now: {result.Reply} Try again in a few minutes.",
        ProviderOutcome.Unreachable => $"Twilio cannot be reached or turns Beckon away: {result.Reply} Try again in a few minutes.",
        ProviderOutcome.Misconfigured => $"The settings do not work: {result.Reply}",
        ProviderOutcome.NotTried => "Beckon is stopping. Try again when it is back.",
        ProviderOutcome.Uncertain => $"It is not known whether it was sent: {result.Reply} Look at the phone before trying again.",
    };
}
