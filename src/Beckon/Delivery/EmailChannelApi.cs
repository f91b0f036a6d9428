using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using EmailAddress = Beckon.Delivery.Email.EmailAddress;

namespace Beckon.Delivery;

/// <summary>How the workspace sends e-mail, and a test of it.</summary>
public static class EmailChannelApi
{
    public static void MapEmailChannelRoutes(this IEndpointRouteBuilder routes)
    {
        var email = routes.MapGroup("/api/channels/email").WithTags("Channels");
        email.MapGet("", GetAsync).Requires(Permission.SettingsRead).WithSummary("How e-mail is sent");
        email.MapPut("", SaveAsync).Requires(Permission.SettingsWrite).WithSummary("Set how e-mail is sent");
        email.MapPost("test", TestAsync).Requires(Permission.SettingsWrite).WithSummary("Send a test e-mail with the stored settings");
    }

    private static async Task<Ok<EmailChannelView>> GetAsync(
        Caller caller, ChannelStore channels, WorkspaceStore workspaces, TimeProvider time, HttpResponse response, CancellationToken ct)
    {
        var stored = await channels.FindAsync<EmailChannel>(caller.WorkspaceId, ct);
        response.Headers.ETag = SettingsVersion.Etag(stored.Channel.Version);
        var condition = await channels.ConditionAsync(caller.WorkspaceId, stored.Channel, ct);
        return TypedResults.Ok(View(stored.Channel, stored.Secrets is not null, await workspaces.GetAsync(caller.WorkspaceId, ct), condition, time));
    }

    private static async Task<Results<Ok<EmailChannelView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        EmailChannelEdit request, Caller caller, ChannelStore channels, WorkspaceStore workspaces, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var stored = await channels.FindAsync<EmailChannel>(caller.WorkspaceId, ct);
        if (!SettingsVersion.IsMeant(http.Request, stored.Channel.Version)) return SettingsVersion.Stale();
        var faults = new Faults();
        var wanted = EmailChannelRules.Read(request, stored.Channel.Version, faults);
        var password = EmailChannelRules.Password(request, wanted, stored.Channel, channels.SecretOf(stored), faults);
        if (faults.None && wanted.Smtp is { } smtp && ChannelProviders.Options(smtp, password).FindFault() is { } fault) faults.Add("smtp", fault);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await channels.SaveAsync(caller, wanted, password, ct) is not { } saved) return SettingsVersion.Stale();
        http.Response.Headers.ETag = SettingsVersion.Etag(saved.Version);
        var condition = await channels.ConditionAsync(caller.WorkspaceId, saved, ct);
        return TypedResults.Ok(View(saved, password is not null, await workspaces.GetAsync(caller.WorkspaceId, ct), condition, time));
    }

    private static async Task<Results<Ok<ChannelTested>, ValidationProblem>> TestAsync(ChannelTest request, Caller caller, ChannelTester tester, CancellationToken ct)
    {
        var faults = new Faults();
        var to = request.To?.Trim() ?? "";
        if (to.Length == 0) faults.Add("to", "Say which address to send the test to.");
        EmailChannelRules.CheckAddress("to", to, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        return TypedResults.Ok(await tester.SendAsync(caller.WorkspaceId, new EmailAddress(to), ct));
    }

    private static EmailChannelView View(EmailChannel channel, bool hasPassword, Workspace workspace, ChannelCondition condition, TimeProvider time)
    {
        var sender = EmailSender.Of(channel, workspace.Name);
        var smtp = channel.Smtp is { } server
            ? new SmtpView(server.Host, server.Port, server.Security, server.User, hasPassword, server.MaxConnections, server.PerSecond)
            : null;
        return new(
            channel.Provider, channel.FromName, channel.FromAddress, channel.ReplyTo, smtp, channel.WhenInterrupted, sender.From.ToString(),
            ChannelHealth.Of(condition, time.GetUtcNow()), channel.Version);
    }
}

/// <summary>How e-mail is sent.</summary>
/// <param name="Provider">The test inbox, or an SMTP server.</param>
/// <param name="FromName">The sender's name; empty for the shop's.</param>
/// <param name="FromAddress">The sender's address; empty while none is set.</param>
/// <param name="ReplyTo">Where answers go; null for the sender.</param>
/// <param name="Smtp">The mail server; null while none is set.</param>
/// <param name="WhenInterrupted">What becomes of a message whose hand-over was interrupted.</param>
/// <param name="Sender">The sender as shoppers see it now.</param>
/// <param name="Health">Whether the server takes messages.</param>
/// <param name="Version">The ETag: send it back in <c>If-Match</c> when saving.</param>
public sealed record EmailChannelView(
    EmailProviderKind Provider,
    string FromName,
    string FromAddress,
    string? ReplyTo,
    SmtpView? Smtp,
    WhenInterrupted WhenInterrupted,
    string Sender,
    ChannelHealth Health,
    int Version);

/// <summary>A mail server, without its password.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is encrypted.</param>
/// <param name="User">Null for a server that asks for none.</param>
/// <param name="HasPassword">Whether a password is stored.</param>
/// <param name="MaxConnections">At most so many at a time.</param>
/// <param name="PerSecond">At most so many messages per second; null for no limit.</param>
public sealed record SmtpView(string Host, int Port, SmtpSecurity Security, string? User, bool HasPassword, int MaxConnections, int? PerSecond);

/// <summary>A test to be sent.</summary>
/// <param name="To">The address to send it to.</param>
public sealed record ChannelTest(string? To = null);

/// <summary>What became of a test.</summary>
/// <param name="Outcome">What the provider made of it.</param>
/// <param name="Sentence">The same in words, and what to do if it failed.</param>
public sealed record ChannelTested(ProviderOutcome Outcome, string Sentence);
