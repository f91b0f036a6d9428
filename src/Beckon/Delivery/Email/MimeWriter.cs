using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beckon.Delivery.Email.Mime;

namespace Beckon.Delivery.Email;

/// <summary>
/// Writes a message as RFC 5322 and MIME: 7-bit, CRLF line ends, bodies in lines of at most 76 characters.
/// The same message always gives the same bytes.
/// </summary>
public static class MimeWriter
{
    private const string DateFormat = "ddd, dd MMM yyyy HH:mm:ss '+0000'";

    /// <exception cref="FormatException">The message cannot be written; ask <see cref="EmailMessage.FindFault"/> first.</exception>
    public static void Write(EmailMessage message, IBufferWriter<byte> output)
    {
        if (message.FindFault() is { } fault) throw new FormatException(fault);

        WriteChecked(message, output);
    }

    internal static void WriteChecked(EmailMessage message, IBufferWriter<byte> output)
    {
        WriteHeaders(message, output);
        if (message is { Text: { } text, Html: { } html })
            WriteAlternatives(output, text, html, Boundary(message.MessageId));
        else
            BodyWriter.Write(output, message.Html is null ? "text/plain" : "text/html", message.Html ?? message.Text ?? "");
        output.Write("\r\n"u8);
    }

    private static void WriteHeaders(EmailMessage message, IBufferWriter<byte> output)
    {
        HeaderWriter.WriteWords(output, "Date", message.Date.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture));
        HeaderWriter.WriteAddress(output, "From", message.From);
        if (message.ReplyTo is { } replyTo) HeaderWriter.WriteAddress(output, "Reply-To", replyTo);
        HeaderWriter.WriteAddress(output, "To", message.To);
        HeaderWriter.WriteText(output, "Subject", message.Subject);
        HeaderWriter.WriteWords(output, "Message-ID", message.MessageId);
        foreach (var header in message.Headers) HeaderWriter.WriteWords(output, header.Name, header.Value);
        output.Write("MIME-Version: 1.0\r\n"u8);
    }

    private static void WriteAlternatives(IBufferWriter<byte> output, string text, string html, string boundary)
    {
        // Least faithful first, as RFC 2046 §5.1.4 wants: readers show the last part they can.
        output.Write("Content-Type: multipart/alternative;\r\n boundary=\""u8);
        Encoding.ASCII.GetBytes(boundary, output);
        output.Write("\"\r\n\r\n--"u8);
        Encoding.ASCII.GetBytes(boundary, output);
        output.Write("\r\n"u8);
        BodyWriter.Write(output, "text/plain", text);
        output.Write("\r\n--"u8);
        Encoding.ASCII.GetBytes(boundary, output);
        output.Write("\r\n"u8);
        BodyWriter.Write(output, "text/html", html);
        output.Write("\r\n--"u8);
        Encoding.ASCII.GetBytes(boundary, output);
        output.Write("--"u8);
    }

    /// <summary>"=_" occurs neither in quoted-printable nor in base64, so no body can contain the boundary.</summary>
    private static string Boundary(string messageId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(messageId), hash);
        return "=_" + Convert.ToHexStringLower(hash[..16]);
    }
}
