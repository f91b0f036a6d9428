using System.Net;
using Beckon.Contacts;
using Beckon.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Delivery.Tracking;

/// <summary>
/// The unsubscribe link of a message. Opening it changes nothing, because mail programs and scanners open every link; the button does, and so
/// does the one-click request of RFC 8058, which comes without cookies and follows no redirects.
/// </summary>
public static class UnsubscribeApi
{
    private const string Resubscribe = "subscribe";
    private const int LargestForm = 16 * 1024;
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapUnsubscribeRoutes(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/u/{token}", Channel.Email);
        Map(routes, "/u/sms/{token}", Channel.Sms);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Channel channel)
    {
        routes.MapMethods(path, Reading, (string token, TrackingToken tokens, UnsubscribeStore readers, CancellationToken ct) =>
            ShowAsync(token, channel, tokens, readers, ct)).ExcludeFromDescription();
        routes.MapPost(path, (string token, HttpContext http, TrackingToken tokens, UnsubscribeStore readers, FeedbackLog feedback, CancellationToken ct) =>
            ChangeAsync(token, channel, http, tokens, readers, feedback, ct)).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string token, Channel channel, TrackingToken tokens, UnsubscribeStore readers, CancellationToken ct)
    {
        if (!tokens.TryReadUnsubscribe(token, channel, out var person) || await readers.FindAsync(person, ct) is not { } reader) return NoSuchLink();
        return reader.Consent == ConsentStatus.Subscribed ? Ask(reader) : Done(reader);
    }

    private static async Task<IResult> ChangeAsync(
        string token, Channel channel, HttpContext http, TrackingToken tokens, UnsubscribeStore readers, FeedbackLog feedback, CancellationToken ct)
    {
        if (!tokens.TryReadUnsubscribe(token, channel, out var person) || await readers.FindAsync(person, ct) is not { } reader) return NoSuchLink();
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(ct) : FormCollection.Empty;
        var ip = http.Connection.RemoteIpAddress?.ToString();
        if (form["action"] == Resubscribe)
        {
            await readers.SetAsync(person.WorkspaceId, reader, ConsentStatus.Subscribed, "page", ip, "Subscribe again");
            await feedback.TellAsync(EventNames.CustomerOptinStatusChanged, "subscribed", person, reader.ContactId, http);
            return Back(reader);
        }
        var isOneClick = form["List-Unsubscribe"] == "One-Click";
        await readers.SetAsync(person.WorkspaceId, reader, ConsentStatus.Unsubscribed, isOneClick ? "one_click" : "page", ip, isOneClick ? null : "Unsubscribe");
        await feedback.TellAsync(EventNames.ContactUnsubscribed, status: null, person, reader.ContactId, http);
        return isOneClick ? TypedResults.Text("Unsubscribed.") : Done(reader);
    }

    private static PublicPage Ask(Reader reader) => Page(
        reader,
        "Unsubscribe?",
        $"<p>{What(reader)} from {Shop(reader)} to <strong>{Address(reader)}</strong> will stop.</p>"
        + "<form method=\"post\"><button name=\"action\" value=\"unsubscribe\">Unsubscribe</button></form>");

    private static PublicPage Done(Reader reader) => Page(
        reader,
        "You are unsubscribed",
        $"<p>{Shop(reader)} sends no more {What(reader).ToLowerInvariant()} to <strong>{Address(reader)}</strong>. One that is on its way already may still arrive.</p>"
        + $"<form method=\"post\"><button class=\"quiet\" name=\"action\" value=\"{Resubscribe}\">Subscribe again</button></form>");

    private static PublicPage Back(Reader reader) => Page(
        reader, "Welcome back", $"<p>{What(reader)} from {Shop(reader)} go to <strong>{Address(reader)}</strong> again.</p>");

    private static PublicPage NoSuchLink() => new(
        StatusCodes.Status404NotFound,
        "This link does not work",
        "<h1>This link does not work</h1><p>Part of it got lost, or what it belonged to is gone. Use the unsubscribe link of the latest message you got.</p>");

    private static PublicPage Page(Reader reader, string title, string content) =>
        new(StatusCodes.Status200OK, title, $"<p class=\"shop\">{Shop(reader)}</p><h1>{title}</h1>{content}");

    private static string Shop(Reader reader) => WebUtility.HtmlEncode(reader.Shop);

    private static string What(Reader reader) => reader.Channel == Channel.Sms ? "Text messages" : "E-mails";

    private static string Address(Reader reader) => WebUtility.HtmlEncode(reader.Channel == Channel.Sms ? MaskNumber(reader.Address) : Mask(reader.Address));

    private static string MaskNumber(string? phone) => phone is { Length: > 6 } ? $"{phone[..3]}{new string('•', phone.Length - 6)}{phone[^3..]}" : "you";

    // Whoever was forwarded the message learns no address from the page.
    internal static string Mask(string? email)
    {
        var at = email?.LastIndexOf('@') ?? -1;
        return email is null || at < 1 ? "you" : $"{email[0]}{new string('•', Math.Clamp(at - 1, 2, 6))}{email[at..]}";
    }
}
