using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Beckon.Templates.Rendering;

/// <summary>Makes the plain-text part of a message from its HTML.</summary>
internal static class PlainText
{
    // A private-use character that no message holds marks where a tag of the template stood inside an HTML tag.
    private const char Mark = '\uE000';
    private const string CommentMark = "hb:";

    /// <summary>The text of finished HTML.</summary>
    public static string Of(string html) => Tidy(Write(html, []));

    /// <summary>
    /// The template of the text, from the template of the HTML: converted once, so that no message has to be parsed. Tags of the template
    /// travel through the parser as comments, which HTML allows everywhere, between the rows of a table too.
    /// </summary>
    public static string TemplateOf(string html)
    {
        var tags = TemplateTags.Find(html);
        return tags.Count == 0 ? Of(html) : Write(Hide(html, tags), tags.ConvertAll(tag => html[tag.Start..tag.End]));
    }

    /// <summary>No line ends in spaces, no more than one line is empty at a time, none at the ends.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd();
            empty = line.IsEmpty ? empty + 1 : 0;
            if (empty > 1 || (line.IsEmpty && tidy.Length == 0)) continue;
            tidy.Append(line).Append('\n');
        }
        return tidy.ToString().TrimEnd();
    }

    private static string Hide(string html, List<TemplateTag> tags)
    {
        var hidden = new StringBuilder(html.Length + tags.Count * 12);
        var place = new HtmlPlace();
        var at = 0;
        for (var i = 0; i < tags.Count; i++)
        {
            var between = html.AsSpan(at, tags[i].Start - at);
            hidden.Append(between);
            place.Read(between);
            if (place.IsInTag) hidden.Append(Mark).Append(i).Append(Mark);
            else hidden.Append("<!--").Append(CommentMark).Append(i).Append("-->");
            at = tags[i].End;
        }
        return hidden.Append(html.AsSpan(at)).ToString();
    }

    private static string Write(string html, List<string> tags)
    {
        var writer = new PlainTextWriter();
        using var document = new HtmlParser().ParseDocument(html);
        if (document.Body is { } body) WriteChildren(body, writer, tags);
        return writer.ToString();
    }

    private static void WriteChildren(INode node, PlainTextWriter writer, List<string> tags)
    {
        foreach (var child in node.ChildNodes) WriteNode(child, writer, tags);
    }

    private static void WriteNode(INode node, PlainTextWriter writer, List<string> tags)
    {
        switch (node)
        {
            case IText text:
                writer.Words(text.Data);
                break;
            case IComment comment when comment.Data.StartsWith(CommentMark, StringComparison.Ordinal) && TagOf(comment.Data.AsSpan(CommentMark.Length), tags) is { } tag:
                writer.Verbatim(tag);
                break;
            case IElement element when !IsHidden(element):
                WriteElement(element, writer, tags);
                break;
        }
    }

    private static void WriteElement(IElement element, PlainTextWriter writer, List<string> tags)
    {
        switch (element.LocalName)
        {
            case "br":
                writer.Line();
                break;
            case "hr":
                writer.Paragraph();
                break;
            case "a":
                WriteLink(element, writer, tags);
                break;
            case "td" or "th":
                WriteBetween(writer.Space);
                break;
            case "li":
                writer.Line();
                writer.Words("- ");
                WriteBetween(writer.Line);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "table" or "ul" or "ol" or "blockquote":
            // Cells that hold blocks make no line but a paragraph of lines.
            case "tr" when element.QuerySelector("div, p, table, ul, ol, h1, h2, h3") is not null:
                WriteBetween(writer.Paragraph);
                break;
            case "div" or "tr" or "section" or "article" or "header" or "footer" or "center" or "address" or "pre":
                WriteBetween(writer.Line);
                break;
            default:
                WriteChildren(element, writer, tags);
                break;
        }

        void WriteBetween(Action gap)
        {
            gap();
            WriteChildren(element, writer, tags);
            gap();
        }
    }

    private static void WriteLink(IElement link, PlainTextWriter writer, List<string> tags)
    {
        var before = writer.Shown;
        WriteChildren(link, writer, tags);
        if (writer.Shown == before && link.QuerySelector("img[alt]")?.GetAttribute("alt") is { Length: > 0 } alt) writer.Words(Restore(alt, tags));
        // A picture without a word is repeated by the text beside it.
        if (writer.Shown == before) return;
        var url = Restore(link.GetAttribute("href") ?? "", tags).Trim();
        if (url.Length > 1 && !url.StartsWith('#') && !writer.EndsWith(url)) writer.Words($" ( {url} )");
    }

    private static string Restore(string value, List<string> tags)
    {
        if (!value.Contains(Mark, StringComparison.Ordinal)) return value;
        var parts = value.Split(Mark);
        for (var i = 1; i < parts.Length; i += 2) parts[i] = TagOf(parts[i], tags) ?? "";
        return string.Concat(parts);
    }

    private static string? TagOf(ReadOnlySpan<char> number, List<string> tags) =>
        int.TryParse(number, out var index) && index >= 0 && index < tags.Count ? tags[index] : null;

    private static bool IsHidden(IElement element) =>
        element.LocalName is "script" or "style" or "title" or "head" or "template" or "noscript" or "img"
        || element.HasAttribute("hidden")
        || element.GetAttribute("style") is { } style
            && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
}
