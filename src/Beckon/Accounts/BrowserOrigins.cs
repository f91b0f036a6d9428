namespace Beckon.Accounts;

/// <summary>The sites that a public key is given for, such as <c>https://shop.example</c> or, for all subdomains, <c>https://*.shop.example</c>.</summary>
public sealed record BrowserOrigins(IReadOnlyList<string> All)
{
    public const int Most = 50;

    private const string AnySubdomain = "*.";

    /// <summary>The origin as browsers write it; null when the text is none.</summary>
    public static string? Normalize(string? text)
    {
        text = text?.Trim().TrimEnd('/');
        if (string.IsNullOrEmpty(text)) return null;
        var wild = text.IndexOf("://*.", StringComparison.Ordinal);
        var plain = wild < 0 ? text : text.Remove(wild + 3, AnySubdomain.Length);
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0 || plain.Contains('*', StringComparison.Ordinal)) return null;
        // Of a whole top-level domain nobody is the owner.
        if (wild >= 0 && !uri.IdnHost.Contains('.', StringComparison.Ordinal)) return null;
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return $"{uri.Scheme}://{(wild < 0 ? "" : AnySubdomain)}{uri.IdnHost}{port}".ToLowerInvariant();
    }

    /// <summary>Whether a page of this origin may send with the key.</summary>
    public bool Allow(string? origin)
    {
        if (string.IsNullOrEmpty(origin)) return false;
        foreach (var allowed in All)
        {
            var star = allowed.IndexOf(AnySubdomain, StringComparison.Ordinal);
            if (star < 0 ? origin == allowed : IsBelow(origin, allowed.AsSpan(0, star), allowed.AsSpan(star + 1))) return true;
        }
        return false;
    }

    /// <summary>Whether an address belongs to one of the sites or below it: only such may stand behind a link in a message.</summary>
    public bool Own(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0) return false;
        var host = uri.IdnHost;
        foreach (var allowed in All)
        {
            if (!Uri.TryCreate(allowed.Replace(AnySubdomain, "", StringComparison.Ordinal), UriKind.Absolute, out var site)) continue;
            if (uri.Port != site.Port || uri.Scheme != site.Scheme) continue;
            if (host == site.IdnHost || host.EndsWith("." + site.IdnHost, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private static bool IsBelow(ReadOnlySpan<char> origin, ReadOnlySpan<char> scheme, ReadOnlySpan<char> domain) =>
        origin.StartsWith(scheme, StringComparison.Ordinal) && origin.EndsWith(domain, StringComparison.Ordinal)
        && origin.Length > scheme.Length + domain.Length;
}
