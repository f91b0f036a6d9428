using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Beckon.Tests.Delivery.Email;

/// <summary>A message read by a decoder that shares nothing with the writer: unfolded headers and decoded parts.</summary>
public sealed partial record ParsedMail(IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<ParsedPart> Parts)
{
    public string? Text => Parts.SingleOrDefault(part => part.MediaType == "text/plain")?.Body;

    public string? Html => Parts.SingleOrDefault(part => part.MediaType == "text/html")?.Body;

    public string Header(string name) => DecodeWords(Headers.Single(header => header.Name == name).Value);

    public static ParsedMail Of(ReadOnlySpan<byte> bytes)
    {
        var mail = Encoding.Latin1.GetString(bytes);
        var (headers, body) = Split(mail);
        var type = headers.Single(header => header.Name == "Content-Type").Value;
        if (!type.StartsWith("multipart/", StringComparison.Ordinal)) return new(headers, [Part(headers, body)]);

        var boundary = "--" + BoundaryPattern().Match(type).Groups["text"].Value;
        var inner = ("\r\n" + body).Split("\r\n" + boundary);
        inner[^1].ShouldBe("--\r\n");
        return new(headers, [.. inner[1..^1].Select(part =>
        {
            part.ShouldStartWith("\r\n");
            var (partHeaders, partBody) = Split(part[2..]);
            return Part(partHeaders, partBody);
        })]);
    }

    private static (List<(string Name, string Value)> Headers, string Body) Split(string mail)
    {
        var end = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var unfolded = FoldPattern().Replace(mail[..end], "");
        var headers = unfolded.Split("\r\n").Select(line =>
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            return (line[..colon], line[(colon + 2)..]);
        });
        return ([.. headers], mail[(end + 4)..]);
    }

    private static ParsedPart Part(List<(string Name, string Value)> headers, string body)
    {
        var encoding = headers.Single(header => header.Name == "Content-Transfer-Encoding").Value;
        var bytes = encoding == "base64" ? Convert.FromBase64String(body) : QuotedPrintable(body);
        return new(headers.Single(header => header.Name == "Content-Type").Value.Split(';')[0], encoding, Encoding.UTF8.GetString(bytes));
    }

    private static byte[] QuotedPrintable(string body) =>
        Encoding.Latin1.GetBytes(HexPattern().Replace(body.Replace("=\r\n", "", StringComparison.Ordinal), match => Char(match.Groups["hex"].Value)));

    private static string DecodeWords(string value)
    {
        // Blanks between two encoded words belong to the encoding (RFC 2047 §6.2).
        value = BetweenWordsPattern().Replace(value, "${word}");
        return WordPattern().Replace(value, match => Encoding.UTF8.GetString(match.Groups["kind"].Value == "B"
            ? Convert.FromBase64String(match.Groups["text"].Value)
            : Encoding.Latin1.GetBytes(HexPattern().Replace(match.Groups["text"].Value.Replace('_', ' '), hex => Char(hex.Groups["hex"].Value)))));
    }

    private static string Char(string hex) => ((char)int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    [GeneratedRegex("\r\n(?=[ \t])", RegexOptions.None, 5000)]
    private static partial Regex FoldPattern();

    [GeneratedRegex("boundary=\"(?<text>[^\"]+)\"", RegexOptions.None, 5000)]
    private static partial Regex BoundaryPattern();

    [GeneratedRegex("=(?<hex>[0-9A-F]{2})", RegexOptions.None, 5000)]
    private static partial Regex HexPattern();

    [GeneratedRegex(@"(?<word>=\?utf-8\?[BQ]\?[^?]*\?=)\s+(?==\?utf-8\?)", RegexOptions.None, 5000)]
    private static partial Regex BetweenWordsPattern();

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BQ])\?(?<text>[^?]*)\?=", RegexOptions.None, 5000)]
    private static partial Regex WordPattern();
}

/// <summary>One decoded text part.</summary>
public sealed record ParsedPart(string MediaType, string Encoding, string Body);
