using System.Net;
using System.Text;

namespace Beckon.Templates.Rendering;

/// <summary>Puts the preheader where mail programs look for it: first in the body, invisible there.</summary>
internal static class Preheader
{
    // Mail programs go on reading after the preheader until their line is full: this keeps it empty instead.
    private static readonly string Filler = string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 60));

    public static string Insert(string html, string preheader)
    {
        if (preheader.Length == 0 || html.Length == 0) return html;
        var at = StartOfBody(html);
        return new StringBuilder(html.Length + preheader.Length + Filler.Length + 200)
            .Append(html, 0, at)
            .Append("<div style=\"display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all\">")
            .Append(WebUtility.HtmlEncode(preheader))
            .Append(Filler)
            .Append("</div>")
            .Append(html, at, html.Length - at)
            .ToString();
    }

    private static int StartOfBody(string html)
    {
        var tags = new HtmlTags(html);
        while (tags.MoveNext())
        {
            if (tags.Is("body")) return tags.Finish();
        }
        return 0;
    }
}
