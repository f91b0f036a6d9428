using Microsoft.AspNetCore.Http;

namespace Beckon.Accounts;

/// <summary>The cookie of a signed-in browser: not readable by scripts, not sent along by other sites' forms.</summary>
public static class SessionCookie
{
    public const string Name = "beckon_session";

    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public static string? Read(HttpRequest request) =>
        request.Cookies.TryGetValue(Name, out var token) && token.Length is > 0 and <= KeyHash.LongestKey ? token : null;

    public static void Write(HttpContext context, string token, DateTimeOffset expires) =>
        context.Response.Cookies.Append(Name, token, Options(context, expires));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
