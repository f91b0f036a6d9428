using Microsoft.AspNetCore.Http;

namespace Beckon.Accounts;

/// <summary>Tells the dashboard's own requests from those that another site makes a signed-in browser send.</summary>
public static class RequestOrigin
{
    /// <summary>Whether the browser says that the request comes from this very site. A request that says nothing does not count.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        // Browsers set this header themselves and no script can; "none" is a person typing the address.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) origin = request.Headers.Referer.ToString();
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the browser says that another site sends this. A program, which says nothing, is not foreign.</summary>
    public static bool IsForeign(HttpRequest request) =>
        !IsOwn(request) && (request.Headers.ContainsKey("Sec-Fetch-Site") || request.Headers.ContainsKey("Origin"));

    public static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
