using System.Text;

namespace Beckon.Contacts.Csv;

/// <summary>
/// Writes rows of CSV (RFC 4180) as UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe in front, which the spreadsheet does not
/// show; numbers and phone numbers, which begin with the same signs, are left alone.
/// </summary>
public static class CsvWriter
{
    private static readonly System.Buffers.SearchValues<char> ToBeQuoted = System.Buffers.SearchValues.Create(",\"\r\n;\t");

    /// <summary>Tells spreadsheets that the file is UTF-8.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static void Append(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) text.Append(',');
            AppendCell(text, Defuse(cells[i] ?? ""));
        }
        text.Append("\r\n");
    }

    /// <summary>The text such that no spreadsheet takes it for a formula.</summary>
    public static string Defuse(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(text) ? "'" + text : text;

    /// <summary>Takes away the apostrophe that <see cref="Defuse"/> put in front.</summary>
    public static string Restore(string text) => text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' or '\t' or '\r' ? text[1..] : text;

    private static bool IsNumber(string text)
    {
        var digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i])) digits++;
            else if (!(i == 0 && text[i] is '+' or '-') && text[i] is not ('.' or ',' or ' ')) return false;
        }
        return digits > 0;
    }

    private static void AppendCell(StringBuilder text, string cell)
    {
        if (!cell.AsSpan().ContainsAny(ToBeQuoted))
        {
            text.Append(cell);
            return;
        }
        text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
