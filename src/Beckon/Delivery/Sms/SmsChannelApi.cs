using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Delivery.Sms;

/// <summary>How the workspace sends text messages, a test of it, and what a text looks like on a phone.</summary>
public static class SmsChannelApi
{
    private const string WhichNumber = "Say which number to send it to, such as +1 312 555 0142.";
    private const string Correct = "Correct what is named below and send it again.";

    public static void MapSmsChannelRoutes(this IEndpointRouteBuilder routes)
    {
        var sms = routes.MapGroup("/api/channels/sms").WithTags("Channels");
        sms.MapGet("", GetAsync).Requires(Permission.SettingsRead).WithSummary("How text messages are sent");
        sms.MapPut("", SaveAsync).Requires(Permission.SettingsWrite).WithSummary("Set how text messages are sent");
        sms.MapPost("test", TestAsync).Requires(Permission.SettingsWrite).WithSummary("Send a test text message with the stored settings");
        sms.MapPost("try", TryAsync).Requires(Permission.CampaignsWrite).WithSummary("Send a text, as a contact would get it, to a phone of one's own");
        sms.MapPost("preview", PreviewAsync).Requires(Permission.CampaignsRead).WithSummary("Render a text as a contact would get it, and count what it takes");
    }

    private static async Task<Ok<SmsChannelView>> GetAsync(
        Caller caller, ChannelStore channels, TwilioHooks hooks, TimeProvider time, HttpResponse response, CancellationToken ct)
    {
        var stored = await channels.FindAsync<SmsChannel>(caller.WorkspaceId, ct);
        response.Headers.ETag = SettingsVersion.Etag(stored.Channel.Version);
        return TypedResults.Ok(await ViewAsync(caller.WorkspaceId, stored.Channel, stored.Secrets is not null, channels, hooks, time, ct));
    }

    private static async Task<Results<Ok<SmsChannelView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        SmsChannelEdit request, Caller caller, ChannelStore channels, TwilioHooks hooks, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var stored = await channels.FindAsync<SmsChannel>(caller.WorkspaceId, ct);
        if (!SettingsVersion.IsMeant(http.Request, stored.Channel.Version)) return SettingsVersion.Stale();
        var faults = new Faults();
        var wanted = SmsChannelRules.Read(request, stored.Channel.Version, faults);
        var token = SmsChannelRules.Token(request, wanted, stored.Channel, channels.SecretOf(stored), faults);
        if (faults.Any) return faults.ToProblem(Correct);
        if (await channels.SaveAsync(caller, wanted, token, ct) is not { } saved) return SettingsVersion.Stale();
        http.Response.Headers.ETag = SettingsVersion.Etag(saved.Version);
        return TypedResults.Ok(await ViewAsync(caller.WorkspaceId, saved, token is not null, channels, hooks, time, ct));
    }

    private static async Task<Results<Ok<ChannelTested>, ValidationProblem>> TestAsync(
        SmsTest request, Caller caller, ChannelTester tester, WorkspaceStore workspaces, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        if (PhoneNumber.Normalize(request.To, workspace.CallingCode) is { } phone) return TypedResults.Ok(await tester.SendTextAsync(caller.WorkspaceId, phone, text: null, ct));
        var faults = new Faults();
        faults.Add("to", WhichNumber);
        return faults.ToProblem(Correct);
    }

    private static async Task<Results<Ok<SmsPreview>, ValidationProblem>> PreviewAsync(
        SmsPreviewRequest request, Caller caller, PreviewStore previews, ChannelStore channels, TemplateRenderer renderer, SmsComposer composer, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        if (await RenderAsync(request.Text, request.ContactId, caller, previews, renderer, faults, ct) is not { } shown) return faults.ToProblem(Correct);
        var stored = await channels.FindAsync<SmsChannel>(caller.WorkspaceId, ct);
        // As it would go out: with short links, for a message that there is not.
        var (message, _) = composer.Compose(shown.Rendered.Text, stored.Channel, new SmsEnvelope(caller.WorkspaceId, Ids.New(time), Guid.Empty, ""));
        var segments = SmsSegments.Of(message.Body);
        List<TemplateProblem> problems = [.. shown.Rendered.Problems];
        if (message.FindFault() is { } fault) problems.Add(new TemplateProblem("text", null, fault, Blocking: true));
        return TypedResults.Ok(new SmsPreview(message.Body, segments.Encoding, segments.Characters, segments.Segments, problems, shown.Contact));
    }

    private static async Task<Results<Ok<ChannelTested>, ValidationProblem>> TryAsync(
        SmsTry request, Caller caller, PreviewStore previews, TemplateRenderer renderer, ChannelTester tester, WorkspaceStore workspaces, CancellationToken ct)
    {
        var faults = new Faults();
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        var phone = PhoneNumber.Normalize(request.To, workspace.CallingCode);
        if (phone is null) faults.Add("to", WhichNumber);
        var shown = await RenderAsync(request.Text, request.ContactId, caller, previews, renderer, faults, ct);
        if (shown?.Rendered.Blocking is { } problem) faults.Add("text", problem.Sentence);
        if (faults.Any || phone is null || shown is null) return faults.ToProblem(Correct);
        return TypedResults.Ok(await tester.SendTextAsync(caller.WorkspaceId, phone, shown.Rendered.Text, ct));
    }

    // Null where something of it is wrong.
    private static async Task<ShownText?> RenderAsync(
        string? text, string? contact, Caller caller, PreviewStore previews, TemplateRenderer renderer, Faults faults, CancellationToken ct)
    {
        var contactId = Guid.Empty;
        if (contact is not null && !PublicId.TryParse(Ids.Contact, contact, out contactId)) faults.Add("contactId", $"{contact} is no contact: they begin with {Ids.Contact}_.");
        if (text is { Length: > TemplateContent.LongestBody }) faults.Add("text", "The text has at most 500,000 characters.");
        if (faults.Any) return null;
        if (await previews.ForAsync(caller.WorkspaceId, contact is null ? null : contactId, cartId: null, ct) is { } preview)
            return new ShownText(renderer.Render(new TemplateContent("", "", "", text ?? ""), preview.Context, explain: true), preview.Contact);
        faults.Add("contactId", $"This workspace has no contact {contact}. GET /api/contacts lists them.");
        return null;
    }

    private sealed record ShownText(RenderedEmail Rendered, PreviewContact Contact);

    private static async Task<SmsChannelView> ViewAsync(
        Guid workspaceId, SmsChannel channel, bool hasToken, ChannelStore channels, TwilioHooks hooks, TimeProvider time, CancellationToken ct)
    {
        var condition = await channels.ConditionAsync(workspaceId, channel, ct);
        var twilio = channel.Twilio is { } account ? new TwilioView(account.AccountSid, hasToken, account.From, account.PerSecond) : null;
        return new(
            channel.Provider, twilio, channel.OptOut, channel.WhenInterrupted, hooks.IncomingUrl(workspaceId), hooks.StatusUrl(workspaceId, Guid.Empty) is not null,
            ChannelHealth.Of(condition, time.GetUtcNow()), channel.Version);
    }
}

/// <summary>How text messages are sent.</summary>
/// <param name="Provider">The test inbox, or Twilio.</param>
/// <param name="Twilio">The account at Twilio; null while none is set.</param>
/// <param name="OptOut">What is put at the end of each text that does not say STOP itself; empty for nothing.</param>
/// <param name="WhenInterrupted">What becomes of a message whose hand-over was interrupted.</param>
/// <param name="IncomingUrl">Where Twilio has to send what people answer: enter it there for the number or the messaging service.</param>
/// <param name="IsReachable">Whether Twilio can reach that address; it cannot while <c>BECKON_PUBLIC_URL</c> is one of this machine alone.</param>
/// <param name="Health">Whether Twilio takes messages.</param>
/// <param name="Version">The ETag: send it back in <c>If-Match</c> when saving.</param>
public sealed record SmsChannelView(
    SmsProviderKind Provider, TwilioView? Twilio, string OptOut, WhenInterrupted WhenInterrupted, string IncomingUrl, bool IsReachable, ChannelHealth Health, int Version);

/// <summary>An account at Twilio, without its token.</summary>
/// <param name="AccountSid">AC and 32 hexadecimal digits.</param>
/// <param name="HasToken">Whether an auth token is stored.</param>
/// <param name="From">The number, short code, sender name or messaging service that messages come from.</param>
/// <param name="PerSecond">At most so many messages per second; null for no limit.</param>
public sealed record TwilioView(string AccountSid, bool HasToken, string From, int? PerSecond);

/// <summary>A test to be sent.</summary>
/// <param name="To">The number to send it to; without a country code it is one of the workspace's country.</param>
public sealed record SmsTest(string? To = null);

/// <summary>A text to be looked at on a phone of one's own; it is no message to a shopper, and nothing counts it.</summary>
/// <param name="To">The number to send it to; without a country code it is one of the workspace's country.</param>
/// <param name="Text">Handlebars.</param>
/// <param name="ContactId">With whose data; those of the contact who last abandoned a cart when left out.</param>
public sealed record SmsTry(string? To = null, string? Text = null, string? ContactId = null);

/// <summary>A text to be rendered as a contact would get it.</summary>
/// <param name="Text">Handlebars.</param>
/// <param name="ContactId">For whom; the contact who last abandoned a cart when left out.</param>
public sealed record SmsPreviewRequest(string? Text = null, string? ContactId = null);

/// <summary>What a contact would get.</summary>
/// <param name="Text">The whole text, with short links and the words on opting out.</param>
/// <param name="Encoding">The alphabet it needs: one sign that is not of the GSM alphabet makes all of it take more than twice the room.</param>
/// <param name="Characters">How many characters of that alphabet it takes.</param>
/// <param name="Segments">In how many parts it is sent and paid for.</param>
/// <param name="Problems">What is wrong, and what was empty for this contact.</param>
/// <param name="Contact">For whom it was rendered.</param>
public sealed record SmsPreview(string Text, SmsEncoding Encoding, int Characters, int Segments, IReadOnlyList<TemplateProblem> Problems, PreviewContact Contact);
