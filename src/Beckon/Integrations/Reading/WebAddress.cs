namespace Beckon.Integrations.Reading;

/// <summary>Links and pictures as shops send them. Only http and https come through: they end up in messages and on the dashboard.</summary>
public static class WebAddress
{
    /// <summary>The address in full, or null when it is none. One without scheme (<c>//cdn.example.com/a.png</c>) becomes https.</summary>
    public static string? Normalize(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (text.StartsWith("//", StringComparison.Ordinal)) text = "https:" + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? text
            : null;
    }
}
