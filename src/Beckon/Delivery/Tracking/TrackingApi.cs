using Beckon.Delivery.Sms;
using Beckon.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Delivery.Tracking;

/// <summary>The addresses behind links and the open pixel. Anybody may call them; the signature says what they are about.</summary>
public static class TrackingApi
{
    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void MapTrackingRoutes(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/c/{token}", Reading, ClickAsync).ExcludeFromDescription();
        routes.MapMethods("/s/{code}", Reading, ShortAsync).ExcludeFromDescription();
        routes.MapMethods("/o/{token}.gif", Reading, OpenAsync).ExcludeFromDescription();
    }

    // An address that Beckon did not sign is never followed: this would be an open redirect.
    private static async Task<IResult> ClickAsync(string token, string? u, HttpContext http, TrackingToken tokens, FeedbackLog feedback)
    {
        if (u is null || !tokens.TryReadClick(token, u, out var message)) return BrokenLink();
        if (IsPerson(http.Request)) await feedback.TellAsync(EventNames.MessageClicked, message, u, http);
        return GoTo(u, http.Response);
    }

    // A short address is known or not: where it leads was written down when the message was made.
    private static async Task<IResult> ShortAsync(string code, HttpContext http, NpgsqlDataSource source, TrackingLinks links, FeedbackLog feedback, CancellationToken ct)
    {
        if (code.Length != ShortLinks.CodeLength) return BrokenLink();
        await using var connection = await source.OpenConnectionAsync(ct);
        if (await ShortLinkStore.FindAsync(connection, code, ct) is not { } found) return BrokenLink();
        // To unsubscribe is told of when it is done.
        if (IsPerson(http.Request) && !links.IsOwn(found.Url))
            await feedback.TellAsync(EventNames.MessageClicked, new TrackedMessage(found.WorkspaceId, found.MessageId), found.Url, http);
        return GoTo(found.Url, http.Response);
    }

    private static RedirectHttpResult GoTo(string url, HttpResponse response)
    {
        Forget(response);
        return TypedResults.Redirect(url.All(char.IsAscii) ? url : new Uri(url).AbsoluteUri);
    }

    // Mail programs show a broken picture for an error, so there is always a picture.
    private static async Task<IResult> OpenAsync(string token, HttpContext http, TrackingToken tokens, FeedbackLog feedback)
    {
        if (IsPerson(http.Request) && tokens.TryReadOpen(token, out var message)) await feedback.TellAsync(EventNames.MessageOpened, message, url: null, http);
        Forget(http.Response);
        return TypedResults.Bytes(Pixel, "image/gif");
    }

    private static bool IsPerson(HttpRequest request) => HttpMethods.IsGet(request.Method) && !IsPrefetch(request) && !IsPreviewer(request);

    // Programs that draw a small picture of a page beside its link; a phone's own calls itself two of them.
    private static bool IsPreviewer(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        foreach (var name in (ReadOnlySpan<string>)["facebookexternalhit", "Twitterbot", "WhatsApp", "TelegramBot", "Slackbot", "Discordbot", "SkypeUriPreview"])
        {
            if (agent.Contains(name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    // What a browser or mail program fetches in case it is wanted later was not wanted yet.
    private static bool IsPrefetch(HttpRequest request)
    {
        foreach (var header in (ReadOnlySpan<string>)["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"])
        {
            var purpose = request.Headers[header].ToString();
            if (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static void Forget(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        // The address in the browser's bar names a message; the shop need not learn it.
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static PublicPage BrokenLink() => new(
        StatusCodes.Status400BadRequest,
        "This link is not complete",
        "<h1>This link is not complete</h1><p>Part of it got lost, perhaps when it was copied or broken into two lines. Open it from the message again, or go to the shop's site.</p>");
}
