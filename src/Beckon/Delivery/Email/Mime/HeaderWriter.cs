using System.Buffers;
using System.Text;

namespace Beckon.Delivery.Email.Mime;

/// <summary>
/// Writes header lines: folded at 76 characters where they can be, encoded words where they are not ASCII, and never more
/// than one header from one value, because control characters become spaces.
/// </summary>
internal static class HeaderWriter
{
    private const int MaxLine = 76;
    private const int MaxQuotedName = 60;

    /// <summary>Text for people, such as a subject: what ASCII cannot carry exactly is encoded.</summary>
    public static void WriteText(IBufferWriter<byte> output, string name, string value)
    {
        value = Clean(value);
        var column = WriteName(output, name);
        if (IsExactWhenFolded(value, column)) WriteFolded(output, value, column);
        else EncodedWords.Write(output, value, column);
        output.Write("\r\n"u8);
    }

    /// <summary>Machine-readable words, such as URLs in angle brackets: long words stay whole, only non-ASCII is encoded.</summary>
    public static void WriteWords(IBufferWriter<byte> output, string name, string value)
    {
        value = Clean(value).Trim(' ');
        var column = WriteName(output, name);
        if (Ascii.IsValid(value)) WriteFolded(output, value, column);
        else EncodedWords.Write(output, value, column);
        output.Write("\r\n"u8);
    }

    public static void WriteAddress(IBufferWriter<byte> output, string name, EmailAddress address)
    {
        var column = WriteName(output, name);
        var wire = address.ToWire();
        var display = Clean(address.Name ?? "").Trim(' ');
        if (display.Length == 0)
        {
            Encoding.ASCII.GetBytes(wire, output);
            output.Write("\r\n"u8);
            return;
        }
        column = WriteDisplayName(output, display, column);
        output.Write(column + 3 + wire.Length > MaxLine ? "\r\n <"u8 : " <"u8);
        Encoding.ASCII.GetBytes(wire, output);
        output.Write(">\r\n"u8);
    }

    private static int WriteDisplayName(IBufferWriter<byte> output, string display, int column)
    {
        var quoted = display.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        if (quoted.Length > MaxQuotedName || !Ascii.IsValid(display) || display.Contains("=?", StringComparison.Ordinal))
            return EncodedWords.Write(output, display, column);

        output.Write("\""u8);
        Encoding.ASCII.GetBytes(quoted, output);
        output.Write("\""u8);
        return column + quoted.Length + 2;
    }

    private static int WriteName(IBufferWriter<byte> output, string name)
    {
        Encoding.ASCII.GetBytes(name, output);
        output.Write(": "u8);
        return name.Length + 2;
    }

    private static void WriteFolded(IBufferWriter<byte> output, ReadOnlySpan<char> value, int column)
    {
        var isFirst = true;
        foreach (var range in value.Split(' '))
        {
            var word = value[range];
            if (!isFirst)
            {
                var fold = word.Length > 0 && column + 1 + word.Length > MaxLine;
                output.Write(fold ? "\r\n "u8 : " "u8);
                column = fold ? 1 : column + 1;
            }
            Encoding.ASCII.GetBytes(word, output);
            column += word.Length;
            isFirst = false;
        }
    }

    /// <summary>Whether a reader gets back exactly this text: no blanks that unfolding may lose, nothing that looks encoded, no overlong word.</summary>
    private static bool IsExactWhenFolded(ReadOnlySpan<char> value, int column)
    {
        if (value.Length == 0) return true;
        if (!Ascii.IsValid(value) || value.Contains("=?", StringComparison.Ordinal)) return false;

        foreach (var range in value.Split(' '))
        {
            var length = range.End.Value - range.Start.Value;
            if (length == 0 || column + length > MaxLine) return false;
            column = 1;
        }
        return true;
    }

    private static string Clean(string value) => !value.AsSpan().ContainsAny(Controls)
        ? value
        : string.Create(value.Length, value, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = from[i] is < ' ' or '\x7f' ? ' ' : from[i];
        });

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '\x7f']);
}
