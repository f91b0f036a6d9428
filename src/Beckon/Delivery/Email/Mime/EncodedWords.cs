using System.Buffers;
using System.Buffers.Text;

namespace Beckon.Delivery.Email.Mime;

/// <summary>RFC 2047 encoded words in UTF-8: each at most 75 characters, none ends inside a code point.</summary>
internal static class EncodedWords
{
    private const int MaxLine = 76;
    private const int Frame = 12; // "=?utf-8?B?" and "?="
    private const int MinPayload = 24;
    private const int MaxPayload = 75 - Frame;

    // What may stand bare in a name, the strictest place (RFC 2047 §5): the same words then serve everywhere.
    private static readonly SearchValues<byte> Bare =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"u8);

    /// <summary>Writes the text from the given column on and returns the column after it.</summary>
    public static int Write(IBufferWriter<byte> output, string text, int column)
    {
        var base64 = IsBase64Shorter(text);
        Span<byte> word = stackalloc byte[MaxPayload + 4];
        var length = 0;
        var cost = 0;
        var limit = Limit(column);
        foreach (var rune in text.EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(word[length..]);
            var more = base64 ? size : QLength(word.Slice(length, size));
            if ((base64 ? Base64.GetMaxEncodedToUtf8Length(length + size) : cost + more) > limit)
            {
                WriteWord(output, word[..length], base64);
                output.Write("\r\n "u8);
                length = 0;
                cost = 0;
                column = 1;
                limit = Limit(column);
                rune.EncodeToUtf8(word);
            }
            length += size;
            cost += more;
        }
        return column + WriteWord(output, word[..length], base64);
    }

    private static int Limit(int column) => Math.Clamp(MaxLine - column - Frame, MinPayload, MaxPayload);

    private static int WriteWord(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, bool base64)
    {
        output.Write(base64 ? "=?utf-8?B?"u8 : "=?utf-8?Q?"u8);
        var span = output.GetSpan(MaxPayload + 4);
        var length = base64 ? EncodeBase64(bytes, span) : EncodeQ(bytes, span);
        output.Advance(length);
        output.Write("?="u8);
        return length + Frame;
    }

    private static int EncodeBase64(ReadOnlySpan<byte> bytes, Span<byte> span)
    {
        Base64.EncodeToUtf8(bytes, span, out _, out var written);
        return written;
    }

    private static int EncodeQ(ReadOnlySpan<byte> bytes, Span<byte> span)
    {
        var length = 0;
        foreach (var b in bytes)
        {
            if (b == ' ' || Bare.Contains(b))
            {
                span[length++] = b == ' ' ? (byte)'_' : b;
            }
            else
            {
                span[length++] = (byte)'=';
                span[length++] = (byte)"0123456789ABCDEF"[b >> 4];
                span[length++] = (byte)"0123456789ABCDEF"[b & 15];
            }
        }
        return length;
    }

    private static int QLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        foreach (var b in bytes) length += b == ' ' || Bare.Contains(b) ? 1 : 3;
        return length;
    }

    private static bool IsBase64Shorter(string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var q = 0;
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(utf8);
            bytes += size;
            q += QLength(utf8[..size]);
        }
        return Base64.GetMaxEncodedToUtf8Length(bytes) < q;
    }
}
