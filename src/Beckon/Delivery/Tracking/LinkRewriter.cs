using System.Net;
using System.Text;
using Beckon.Templates;

namespace Beckon.Delivery.Tracking;

/// <summary>
/// Leads the links of a message past Beckon and appends the picture that tells of its opening. Everything else of the HTML stays as it is,
/// byte for byte.
/// </summary>
public static class LinkRewriter
{
    // Servers and mail programs refuse longer addresses, and this one grows threefold where it is encoded.
    private const int LongestUrl = 2_000;

    /// <param name="html">The message.</param>
    /// <param name="links">What tracked addresses look like.</param>
    /// <param name="workspaceId">Whose message it is.</param>
    /// <param name="messageId">Which one.</param>
    public static string Rewrite(string html, TrackingLinks links, Guid workspaceId, Guid messageId)
    {
        var rewritten = new StringBuilder(html.Length + 4_096);
        var copied = 0;
        var tags = new HtmlTags(html);
        while (tags.MoveNext())
        {
            if (!tags.Is("a") && !tags.Is("area")) continue;
            if (!TryFindHref(ref tags, html, out var href) || UrlOf(html[href]) is not { } url || links.IsOwn(url)) continue;
            // Nothing of the tracked address needs escaping in HTML.
            rewritten.Append(html, copied, href.Start.Value - copied).Append(links.Click(workspaceId, messageId, url));
            copied = href.End.Value;
        }
        var end = EndOfBody(html, copied);
        return rewritten
            .Append(html, copied, end - copied)
            .Append("<img src=\"").Append(links.Open(workspaceId, messageId))
            .Append("\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;width:1px;height:1px;border:0\">")
            .Append(html, end, html.Length - end)
            .ToString();
    }

    /// <summary>The addresses behind the links of a message, each once, in order.</summary>
    public static List<string> LinksOf(string html)
    {
        var found = new List<string>();
        var tags = new HtmlTags(html);
        while (tags.MoveNext())
        {
            if (!tags.Is("a") && !tags.Is("area")) continue;
            if (TryFindHref(ref tags, html, out var href) && UrlOf(html[href]) is { } url && !found.Contains(url)) found.Add(url);
        }
        return found;
    }

    // Of several attributes of one name, the first counts. An address without quotes is left alone if it is empty or odd.
    private static bool TryFindHref(ref HtmlTags tags, string html, out Range href)
    {
        while (tags.NextAttribute(out var attribute))
        {
            if (!html.AsSpan(attribute.Name).Equals("href", StringComparison.OrdinalIgnoreCase)) continue;
            href = attribute.Value;
            return true;
        }
        href = default;
        return false;
    }

    private static string? UrlOf(string attribute)
    {
        var url = WebUtility.HtmlDecode(attribute).Trim();
        if (url.Length > LongestUrl || url.AsSpan().ContainsAnyInRange('\0', ' ')) return null;
        return url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? url : null;
    }

    private static int EndOfBody(string html, int from)
    {
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end >= from ? end : html.Length;
    }
}
