using System.Buffers;

namespace Beckon.Delivery.Email.Mime;

/// <summary>Quoted-printable (RFC 2045 §6.7) of text whose lines end in CRLF.</summary>
internal static class QuotedPrintable
{
    // 76 with the "=" of a soft line break.
    private const int MaxLine = 75;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes());

    /// <summary>Close to the encoded size: soft line breaks and the few escapes at line edges are not counted.</summary>
    public static int EstimateLength(ReadOnlySpan<byte> body)
    {
        var escaped = 0;
        var rest = body;
        while (true)
        {
            var next = rest.IndexOfAnyExcept(Plain);
            if (next < 0) return body.Length + (2 * escaped);
            if (rest[next] is not ((byte)'\r' or (byte)'\n')) escaped++;
            rest = rest[(next + 1)..];
        }
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var line = output.GetSpan(MaxLine + 3);
            var (read, written) = EncodeLine(body, line);
            output.Advance(written);
            body = body[read..];
        }
    }

    /// <summary>Fills one line up to its hard or soft break and says how much was read and written.</summary>
    private static (int Read, int Written) EncodeLine(ReadOnlySpan<byte> body, Span<byte> line)
    {
        var read = 0;
        var written = 0;
        while (read < body.Length)
        {
            if (body[read] == '\r')
            {
                "\r\n"u8.CopyTo(line[written..]);
                return (read + 2, written + 2);
            }
            var run = PlainRun(body[read..], written == 0);
            if (run == 0)
            {
                if (written + 3 > MaxLine) return (read, SoftBreak(line, written));
                Escape(body[read++], line[written..]);
                written += 3;
                continue;
            }
            var room = MaxLine - written;
            if (room == 0) return (read, SoftBreak(line, written));
            var take = Math.Min(run, room);
            body.Slice(read, take).CopyTo(line[written..]);
            read += take;
            written += take;
        }
        return (read, written);
    }

    /// <summary>How many bytes can stand as they are: blanks not at a line's end, and no line start that mail servers alter.</summary>
    private static int PlainRun(ReadOnlySpan<byte> rest, bool atLineStart)
    {
        // A lone "." ends DATA, and mbox writers put ">" before "From ": escaped, both survive any relay.
        if (atLineStart && (rest[0] == '.' || rest.StartsWith("From "u8))) return 0;

        var look = rest.Length > MaxLine + 1 ? rest[..(MaxLine + 1)] : rest;
        var run = look.IndexOfAnyExcept(Plain);
        if (run < 0) run = look.Length;
        var endsLine = run == rest.Length || rest[run] == '\r';
        return endsLine && run > 0 && rest[run - 1] is (byte)' ' or (byte)'\t' ? run - 1 : run;
    }

    private static int SoftBreak(Span<byte> line, int written)
    {
        "=\r\n"u8.CopyTo(line[written..]);
        return written + 3;
    }

    private static void Escape(byte value, Span<byte> line)
    {
        line[0] = (byte)'=';
        line[1] = (byte)"0123456789ABCDEF"[value >> 4];
        line[2] = (byte)"0123456789ABCDEF"[value & 15];
    }

    private static byte[] PlainBytes() =>
        [(byte)'\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Where(c => c != '=').Select(c => (byte)c)];
}
