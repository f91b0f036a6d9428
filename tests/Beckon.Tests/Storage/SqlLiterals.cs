using System.Text;

namespace Beckon.Tests.Storage;

/// <summary>Finds the strings of a C# file: ordinary, verbatim, raw, and interpolated ones, these with their holes as they are written.</summary>
public static class SqlLiterals
{
    /// <summary>Each string with the line it begins on.</summary>
    public static IEnumerable<(int Line, string Text)> Of(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] != '"')
            {
                i = SkipFrom(code, i);
                continue;
            }
            var line = code.AsSpan(0, i).Count('\n') + 1;
            var (text, end) = ReadAt(code, i);
            yield return (line, text);
            i = end;
        }
    }

    // Comments and characters, which may hold a quote.
    private static int SkipFrom(string code, int at)
    {
        if (StartsAt(code, at, "//")) return End(code, "\n", at);
        if (StartsAt(code, at, "/*")) return End(code, "*/", at);
        return code[at] == '\'' ? EndOfCharacter(code, at) : at;
    }

    private static (string Text, int End) ReadAt(string code, int quote)
    {
        var quotes = 0;
        while (quote + quotes < code.Length && code[quote + quotes] == '"') quotes++;
        if (quotes >= 3)
        {
            var begin = quote + quotes;
            var end = code.IndexOf(new string('"', quotes), begin, StringComparison.Ordinal);
            return (code[begin..end], end + quotes - 1);
        }
        return Prefix(code, quote).Contains('@', StringComparison.Ordinal) ? Verbatim(code, quote) : Ordinary(code, quote);
    }

    private static string Prefix(string code, int quote)
    {
        var begin = quote;
        while (begin > 0 && code[begin - 1] is '$' or '@') begin--;
        return code[begin..quote];
    }

    private static (string Text, int End) Verbatim(string code, int quote)
    {
        var end = quote + 1;
        while (code[end] != '"' || StartsAt(code, end, "\"\"")) end += code[end] == '"' ? 2 : 1;
        return (code[(quote + 1)..end], end);
    }

    // Strings within a hole are part of the text around it.
    private static (string Text, int End) Ordinary(string code, int quote)
    {
        var holes = Prefix(code, quote).Contains('$', StringComparison.Ordinal);
        var text = new StringBuilder();
        var depth = 0;
        for (var i = quote + 1; ; i++)
        {
            if (code[i] == '\\') text.Append(code[i++]);
            else if (holes && StartsAt(code, i, "{{")) text.Append(code[i++]);
            else if (holes && code[i] == '{') depth++;
            else if (holes && code[i] == '}' && depth > 0) depth--;
            else if (code[i] == '"' && depth == 0) return (text.ToString(), i);
            text.Append(code[i]);
        }
    }

    private static int EndOfCharacter(string code, int quote)
    {
        var i = quote + 1;
        while (code[i] != '\'') i += code[i] == '\\' ? 2 : 1;
        return i;
    }

    private static int End(string code, string mark, int from)
    {
        var at = code.IndexOf(mark, from, StringComparison.Ordinal);
        return at < 0 ? code.Length : at + mark.Length - 1;
    }

    private static bool StartsAt(string code, int at, string mark) => string.CompareOrdinal(code, at, mark, 0, mark.Length) == 0;
}
