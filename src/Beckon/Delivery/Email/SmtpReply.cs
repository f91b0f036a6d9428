using System.Buffers.Text;
using System.Text;

namespace Beckon.Delivery.Email;

/// <summary>A server's answer: its code, the enhanced status code (RFC 3463) if it gave one, and its text without them.</summary>
public sealed record SmtpReply(int Code, string? EnhancedCode, string Text)
{
    private const int MaxLength = 16 * 1024;

    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsTransient => Code is >= 400 and < 500;

    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>421: the server is about to close the connection, whatever was asked.</summary>
    public bool IsClosing => Code == 421;

    public override string ToString() => EnhancedCode is null ? $"{Code} {Text}" : $"{Code} {EnhancedCode} {Text}";

    /// <summary>Reads one answer of one or more lines from the start of what has arrived.</summary>
    /// <returns>The answer and its length in bytes, or null while it is incomplete.</returns>
    /// <exception cref="IOException">What arrived is not SMTP.</exception>
    internal static SmtpReply? TryParse(ReadOnlySpan<byte> received, out int consumed)
    {
        consumed = 0;
        while (true)
        {
            var end = received[consumed..].IndexOf((byte)'\n');
            if (end < 0)
            {
                if (received.Length > MaxLength) throw new IOException("The server's answer is too long to be SMTP.");
                return null;
            }
            var line = received.Slice(consumed, end).TrimEnd((byte)'\r');
            consumed += end + 1;
            var isLast = line.Length == 3 || (line.Length > 3 && line[3] == ' ');
            if (CodeOf(line) is not { } code || !(isLast || line[3] == '-')) throw new IOException("The server's answer is not SMTP.");
            if (isLast) return Build(code, received[..consumed]);
        }
    }

    private static int? CodeOf(ReadOnlySpan<byte> line) =>
        line.Length >= 3 && Utf8Parser.TryParse(line[..3], out int code, out var used) && used == 3 && code is >= 200 and < 600 ? code : null;

    private static SmtpReply Build(int code, ReadOnlySpan<byte> lines)
    {
        var text = new StringBuilder();
        string? enhanced = null;
        foreach (var range in lines.TrimEnd("\r\n"u8).Split((byte)'\n'))
        {
            var line = lines[range].TrimEnd((byte)'\r');
            var rest = line.Length > 4 ? line[4..] : default;
            var status = EnhancedLength(code, rest);
            if (status > 0)
            {
                enhanced ??= Encoding.ASCII.GetString(rest[..status]);
                rest = rest[status..].TrimStart((byte)' ');
            }
            if (text.Length > 0) text.Append('\n');
            text.Append(Encoding.UTF8.GetString(rest));
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] != '\n') text[i] = ' ';
        }
        return new(code, enhanced, text.ToString());
    }

    /// <summary>The length of a leading "5.1.1" that agrees with the code's class, or 0.</summary>
    private static int EnhancedLength(int code, ReadOnlySpan<byte> text)
    {
        if (text.Length < 5 || text[0] != '0' + (code / 100) || text[1] != '.') return 0;

        var end = text.IndexOf((byte)' ');
        if (end < 0) end = text.Length;
        var detail = text[2..end];
        var dot = detail.IndexOf((byte)'.');
        return dot is >= 1 and <= 3 && detail.Length - dot - 1 is >= 1 and <= 3
            && !detail[..dot].ContainsAnyExceptInRange((byte)'0', (byte)'9') && !detail[(dot + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? end
            : 0;
    }
}
