using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Beckon.Delivery.Tracking;

/// <summary>A small page for shoppers: no scripts, no cookies, nothing from elsewhere. <c>content</c> is HTML that is safe already.</summary>
internal sealed class PublicPage(int status, string title, string content) : IResult
{
    private const string Style =
        """
        :root { color-scheme: light dark; --page: #f3f2ef; --card: #fff; --ink: #16181a; --soft: #5c6367; --line: #e6e4df; --fill: #16181a; --on-fill: #fff }
        @media (prefers-color-scheme: dark) { :root { --page: #101213; --card: #1b1e20; --ink: #f4f5f5; --soft: #a9b0b4; --line: #2f3437; --fill: #f4f5f5; --on-fill: #16181a } }
        * { box-sizing: border-box }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--page); color: var(--ink); font: 16px/1.55 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif }
        main { width: 100%; max-width: 480px; padding: 40px; background: var(--card); border: 1px solid var(--line); border-radius: 16px }
        h1 { margin: 0 0 12px; font-size: 26px; line-height: 1.2; letter-spacing: -.02em; text-wrap: balance }
        p { margin: 0 0 12px; color: var(--soft); overflow-wrap: anywhere }
        strong { color: var(--ink); font-weight: 600 }
        .shop { margin-bottom: 28px; color: var(--ink); font-weight: 700 }
        form { margin: 24px 0 0 }
        button { width: 100%; min-height: 48px; padding: 12px 24px; border: 1px solid var(--fill); border-radius: 12px; background: var(--fill); color: var(--on-fill); font: inherit; font-weight: 600; cursor: pointer }
        button.quiet { background: transparent; border-color: var(--line); color: var(--ink) }
        button:focus-visible { outline: 3px solid #4c8dff; outline-offset: 3px }
        @media (max-width: 480px) { main { padding: 32px 24px } }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex";
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.WriteAsync(Html(), httpContext.RequestAborted);
    }

    private string Html() =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {content}
        </main>
        </body>
        </html>
        """;
}
