namespace Beckon.Templates.Rendering;

/// <summary>Finds the tags of a template where Handlebars would find them.</summary>
internal static class TemplateTags
{
    public static List<TemplateTag> Find(string source)
    {
        var tags = new List<TemplateTag>();
        var line = 1;
        var counted = 0;
        var at = 0;
        while ((at = source.IndexOf("{{", at, StringComparison.Ordinal)) >= 0)
        {
            if (IsEscaped(source, at))
            {
                at += 2;
                continue;
            }
            line += source.AsSpan(counted, at - counted).Count('\n');
            counted = at;
            var tag = Read(source, at, line);
            tags.Add(tag);
            at = tag.End;
        }
        return tags;
    }

    // \{{ shows braces; \\{{ shows a backslash and then the value.
    private static bool IsEscaped(string source, int at) =>
        at > 0 && source[at - 1] == '\\' && !(at > 1 && source[at - 2] == '\\');

    private static TemplateTag Read(string source, int at, int line)
    {
        var braces = at;
        while (braces < source.Length && braces - at < 4 && source[braces] == '{') braces++;
        if (braces - at == 4) return new(at, braces, line, TagKind.RawBlock, "");
        var start = braces < source.Length && source[braces] == '~' ? braces + 1 : braces;
        var isLongComment = source.AsSpan(start).StartsWith("!--", StringComparison.Ordinal);
        var end = isLongComment ? source.IndexOf("--", start + 3, StringComparison.Ordinal) : EndOf(source, start);
        var close = end < 0 ? -1 : source.IndexOf("}}", end, StringComparison.Ordinal);
        if (close < 0) return new(at, source.Length, line, TagKind.Unclosed, "");
        var text = source[start..close].TrimEnd('~').Trim();
        close += 2;
        if (braces - at == 3 && close < source.Length && source[close] == '}') close++;
        return Of(at, close, line, text);
    }

    // Braces in quotes belong to the text in quotes.
    private static int EndOf(string source, int start)
    {
        if (start < source.Length && source[start] == '!') return start;
        for (var i = start; i < source.Length - 1; i++)
        {
            if (source[i] == '}' && source[i + 1] == '}') return i;
            if (source[i] is not ('"' or '\'')) continue;
            var quote = source.IndexOf(source[i], i + 1);
            if (quote < 0) return i;
            i = quote;
        }
        return -1;
    }

    private static TemplateTag Of(int start, int end, int line, string text)
    {
        var kind = text.Length == 0 ? TagKind.Value : text[0] switch
        {
            '!' => TagKind.Comment,
            '>' or '*' => TagKind.Partial,
            '#' or '^' when text.Length > 1 && text[1] is '>' or '*' => TagKind.Partial,
            '^' when text.Length == 1 => TagKind.Else,
            '#' or '^' => TagKind.Open,
            '/' => TagKind.Close,
            _ when text == "else" || text.StartsWith("else ", StringComparison.Ordinal) => TagKind.Else,
            _ => TagKind.Value,
        };
        var sign = kind switch
        {
            TagKind.Open or TagKind.Close => 1,
            TagKind.Else when text.Length > 4 => 4,
            TagKind.Value when text.StartsWith('&') => 1,
            _ => 0,
        };
        return new(start, end, line, kind, text[sign..].Trim());
    }
}
