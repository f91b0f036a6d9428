using Beckon.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Delivery.Tracking;

/// <summary>The addresses behind links and the open pixel. Anybody may call them; the signature says what they are about.</summary>
public static class TrackingApi
{
    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void MapTrackingRoutes(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/c/{token}", Reading, ClickAsync).ExcludeFromDescription();
        routes.MapMethods("/o/{token}.gif", Reading, OpenAsync).ExcludeFromDescription();
    }

    // An address that Beckon did not sign is never followed: this would be an open redirect.
    private static async Task<IResult> ClickAsync(string token, string? u, HttpContext http, TrackingToken tokens, FeedbackLog feedback)
    {
        if (u is null || !tokens.TryReadClick(token, u, out var message)) return BrokenLink();
        if (IsPerson(http.Request)) await feedback.TellAsync(EventNames.MessageClicked, message, u, http);
        Forget(http.Response);
        return TypedResults.Redirect(u.All(char.IsAscii) ? u : new Uri(u).AbsoluteUri);
    }

    // Mail programs show a broken picture for an error, so there is always a picture.
    private static async Task<IResult> OpenAsync(string token, HttpContext http, TrackingToken tokens, FeedbackLog feedback)
    {
        if (IsPerson(http.Request) && tokens.TryReadOpen(token, out var message)) await feedback.TellAsync(EventNames.MessageOpened, message, url: null, http);
        Forget(http.Response);
        return TypedResults.Bytes(Pixel, "image/gif");
    }

    private static bool IsPerson(HttpRequest request) => HttpMethods.IsGet(request.Method) && !IsPrefetch(request);

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
        "<h1>This link is not complete</h1><p>Part of it got lost, perhaps when it was copied or broken into two lines. Open it from the e-mail again, or go to the shop's site.</p>");
}
