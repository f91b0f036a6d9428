using System.Buffers;

namespace Beckon.Delivery.Email.Smtp;

/// <summary>The form of a message after DATA: a dot more before each line that starts with one, and a lone dot at the end (RFC 5321 §4.5.2).</summary>
internal static class DotStuffing
{
    /// <param name="output">Where the stuffed message goes.</param>
    /// <param name="content">A message whose last line ends in CRLF.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("."u8)) output.Write("."u8);
        while (content.IndexOf("\r\n."u8) is >= 0 and var end)
        {
            output.Write(content[..(end + 2)]);
            output.Write("."u8);
            content = content[(end + 2)..];
        }
        output.Write(content);
        output.Write(".\r\n"u8);
    }
}
