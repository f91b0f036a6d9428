using System.Globalization;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Delivery.Sms;

/// <summary>What Twilio tells: the fate of messages, and answers. Anybody may call; the signature says whether it is Twilio.</summary>
public static class TwilioHooksApi
{
    private const int LargestForm = 64 * 1024;

    // An empty answer in Twilio's own language: nothing is sent back.
    private const string Nothing = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

    public static void MapTwilioHookRoutes(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks/sms/{workspace}").ExcludeFromDescription();
        hooks.MapPost("status/{message}", StatusAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        hooks.MapPost("incoming", IncomingAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> StatusAsync(string workspace, string message, HttpContext http, ChannelStore channels, TwilioHooks hooks, SmsFeedback feedback)
    {
        if (!PublicId.TryParse(Ids.Message, message, out var messageId)) return Unknown();
        if (await ReadAsync(workspace, http, channels, hooks) is not { } told) return Refused();
        int? code = int.TryParse(told.Form["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        await feedback.FateAsync(told.WorkspaceId, messageId, told.Form["MessageStatus"].ToString(), code, told.Form["To"].ToString());
        return TypedResults.NoContent();
    }

    private static async Task<IResult> IncomingAsync(string workspace, HttpContext http, ChannelStore channels, TwilioHooks hooks, SmsFeedback feedback)
    {
        if (await ReadAsync(workspace, http, channels, hooks) is not { } told) return Refused();
        var text = new IncomingSms(
            told.Form["MessageSid"].ToString(), told.Form["From"].ToString(), told.Form["Body"].ToString(), told.Form["OptOutType"].ToString() is { Length: > 0 } type ? type : null);
        if (text.Sid.Length == 0 || text.From.Length == 0) return Unknown();
        await feedback.AnsweredAsync(told.WorkspaceId, text);
        return TypedResults.Text(Nothing, "text/xml");
    }

    // Not cancelled by the caller's going away: what was told counts.
    private static async Task<(Guid WorkspaceId, IFormCollection Form)?> ReadAsync(string workspace, HttpContext http, ChannelStore channels, TwilioHooks hooks)
    {
        if (!PublicId.TryParse(Ids.Workspace, workspace, out var workspaceId) || !http.Request.HasFormContentType) return null;
        var stored = await channels.FindAsync<SmsChannel>(workspaceId, CancellationToken.None);
        if (stored.Channel.Provider != SmsProviderKind.Twilio || channels.SecretOf(stored) is not { Length: > 0 } token) return null;
        var form = await http.Request.ReadFormAsync(CancellationToken.None);
        return hooks.IsSigned(http.Request, form, token) ? (workspaceId, form) : null;
    }

    private static ProblemHttpResult Refused() => TypedResults.Problem(
        "Only Twilio may call this, for a workspace that sends through it. If it is Twilio, BECKON_PUBLIC_URL is not the address that Twilio calls, or the auth token in the settings is another one.",
        title: "The signature does not fit.", statusCode: StatusCodes.Status403Forbidden);

    private static ProblemHttpResult Unknown() => TypedResults.Problem("It says nothing of a message.", title: "Nothing is known of this.", statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>A text message that came in.</summary>
/// <param name="Sid">Twilio's id of it.</param>
/// <param name="From">The sender's number, in E.164.</param>
/// <param name="Body">What it says.</param>
/// <param name="OptOutType">What Twilio made of it: STOP, START or HELP; null: nothing.</param>
public sealed record IncomingSms(string Sid, string From, string Body, string? OptOutType);
