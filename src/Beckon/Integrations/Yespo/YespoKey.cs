using System.Text;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Yespo;

/// <summary>The manner of authentication of Yespo's calls: Basic, with any user name, and the API key as password.</summary>
public static class YespoKey
{
    public const string Hint = "Send Basic authentication: any user name, and as password a valid API key.";

    /// <summary>The password; null when there is none.</summary>
    public static string? Of(HttpRequest request)
    {
        const string scheme = "Basic ";
        const int longest = 2_000;
        var header = request.Headers.Authorization.ToString();
        if (header.Length > longest || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = header.AsSpan(scheme.Length).Trim();
        Span<byte> bytes = stackalloc byte[longest];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length)) return null;
        var credentials = bytes[..length];
        var colon = credentials.IndexOf((byte)':');
        return colon < 0 ? null : Encoding.UTF8.GetString(credentials[(colon + 1)..]);
    }

    public static IResult Refuse(HttpContext context, ProblemDetails problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Beckon\", charset=\"UTF-8\"";
        return DoorAnswers.Refuse(context, problem);
    }
}
