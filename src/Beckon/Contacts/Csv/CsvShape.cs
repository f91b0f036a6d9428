using System.Text;
using System.Text.Unicode;

namespace Beckon.Contacts.Csv;

/// <summary>How a CSV file is written: in which encoding, with which delimiter.</summary>
public sealed record CsvShape(string Encoding, char Delimiter)
{
    public const string Utf8 = "utf-8";
    public const string Utf16Little = "utf-16";
    public const string Utf16Big = "utf-16BE";
    public const string Latin1 = "windows-1252";

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Finds out from the beginning of a file. Whether all of it is UTF-8 is seen only by reading all of it (<see cref="Utf8Check"/>).</summary>
    public static CsvShape Of(ReadOnlySpan<byte> head, bool isUtf8)
    {
        var encoding = EncodingOf(head, isUtf8);
        var text = DecoderOf(encoding).GetString(head).TrimStart('\uFEFF');
        return new CsvShape(encoding, DelimiterOf(text));
    }

    /// <summary>The encoding by its name. A byte order mark is left out by whoever reads with it.</summary>
    public static Encoding DecoderOf(string name) => name switch
    {
        Utf16Little => System.Text.Encoding.Unicode,
        Utf16Big => System.Text.Encoding.BigEndianUnicode,
        // What is called Latin-1 mostly is this superset of it.
        Latin1 => CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? System.Text.Encoding.Latin1,
        _ => System.Text.Encoding.UTF8,
    };

    private static string EncodingOf(ReadOnlySpan<byte> head, bool isUtf8)
    {
        if (head.StartsWith(CsvWriter.ByteOrderMark)) return Utf8;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Utf16Little;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Utf16Big;
        // Without a mark: in UTF-16, every second byte of Latin letters is zero.
        var (even, odd) = (0, 0);
        var some = head[..Math.Min(head.Length, 4096)];
        for (var i = 0; i < some.Length; i++)
        {
            if (some[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }
        if (odd > some.Length / 4) return Utf16Little;
        if (even > some.Length / 4) return Utf16Big;
        return isUtf8 ? Utf8 : Latin1;
    }

    // The delimiter that splits the first lines into the most cells, the same number in each.
    private static char DelimiterOf(string text)
    {
        var lines = Lines(text, 10);
        if (lines.Count == 0) return ',';
        return Delimiters.MaxBy(delimiter =>
        {
            var counts = lines.ConvertAll(line => Count(line, delimiter));
            return counts[0] == 0 ? 0 : counts[0] * 10 + counts.Count(count => count == counts[0]) * 1000;
        });
    }

    private static List<string> Lines(string text, int most)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            if (c is '\n' or '\r' && !quoted)
            {
                if (line.Length > 0) lines.Add(line.ToString());
                if (lines.Count == most) return lines;
                line.Clear();
            }
            else
            {
                line.Append(c);
            }
        }
        // The last line may be cut off where the head ends; alone, it is all there is.
        if (lines.Count == 0 && line.Length > 0) lines.Add(line.ToString());
        return lines;
    }

    private static int Count(string line, char delimiter)
    {
        var (count, quoted) = (0, false);
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == delimiter && !quoted) count++;
        }
        return count;
    }
}

/// <summary>Sees whether bytes that come piece by piece are UTF-8.</summary>
public sealed class Utf8Check
{
    private readonly byte[] _open = new byte[3];
    private int _openCount;

    public bool SoFar { get; private set; } = true;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (!SoFar) return;
        // A character that began in the piece before.
        while (_openCount > 0 && bytes.Length > 0)
        {
            Span<byte> joined = [.. _open.AsSpan(0, _openCount), bytes[0]];
            bytes = bytes[1..];
            if (Utf8.IsValid(joined)) _openCount = 0;
            else if (_openCount < 3) _open[_openCount++] = joined[^1];
            else SoFar = false;
            if (!SoFar) return;
        }
        if (bytes.IsEmpty) return;
        var end = bytes.Length;
        // What may be the beginning of a character at the end is left for the next piece.
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80) break;
            if (b < 0xC0) continue;
            var needs = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
            if (needs > back) end = bytes.Length - back;
            break;
        }
        bytes[end..].CopyTo(_open);
        _openCount = bytes.Length - end;
        SoFar = Utf8.IsValid(bytes[..end]);
    }

    /// <summary>Whether all of it was.</summary>
    public bool End() => SoFar && _openCount == 0;
}
