using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Beckon.Delivery.Email.Mime;

/// <summary>Writes one text part with its headers, as quoted-printable or base64, whichever is smaller.</summary>
internal static class BodyWriter
{
    private const int Base64LineBytes = 57;
    private const int Base64LineChars = 76;

    public static void Write(IBufferWriter<byte> output, string mediaType, string text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var body = rented.AsSpan(0, EncodeLines(text, rented));
            var readable = QuotedPrintable.EstimateLength(body) <= Base64.GetMaxEncodedToUtf8Length(body.Length);

            output.Write("Content-Type: "u8);
            Encoding.ASCII.GetBytes(mediaType, output);
            output.Write("; charset=utf-8\r\nContent-Transfer-Encoding: "u8);
            output.Write(readable ? "quoted-printable\r\n\r\n"u8 : "base64\r\n\r\n"u8);
            if (readable) QuotedPrintable.Write(output, body);
            else WriteBase64(output, body);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>UTF-8 with every line end as CRLF, the canonical form that both encodings start from.</summary>
    private static int EncodeLines(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var length = 0;
        while (true)
        {
            var end = text.IndexOfAny('\r', '\n');
            if (end < 0) return length + Encoding.UTF8.GetBytes(text, bytes[length..]);

            length += Encoding.UTF8.GetBytes(text[..end], bytes[length..]);
            bytes[length++] = (byte)'\r';
            bytes[length++] = (byte)'\n';
            var isPair = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n';
            text = text[(end + (isPair ? 2 : 1))..];
        }
    }

    private static void WriteBase64(IBufferWriter<byte> output, ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var take = Math.Min(Base64LineBytes, body.Length);
            var line = output.GetSpan(Base64LineChars + 2);
            Base64.EncodeToUtf8(body[..take], line, out _, out var written);
            body = body[take..];
            if (body.Length > 0)
            {
                line[written++] = (byte)'\r';
                line[written++] = (byte)'\n';
            }
            output.Advance(written);
        }
    }
}
