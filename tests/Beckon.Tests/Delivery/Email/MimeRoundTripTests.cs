using System.Buffers;
using System.Text;
using Beckon.Delivery.Email;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Delivery.Email;

public sealed class MimeRoundTripTests
{
    /// <summary>Pieces that each once broke somebody's MIME writer.</summary>
    private static readonly string[] Hard =
    [
        "\r\n", "\n", "\r", "\r\n.\r\n", ".", "..", "\nFrom ", " ", "  ", " \n", "\t\n", "=", "=?utf-8?Q?x?=", "?=", "é", "😀", "👩‍🌾", "漢字", "\uD800", "\uDC00",
        "\u2028", "\u0085", "\0", "\x7f", "<", "\"", "\\", "_", "%", "--=_", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];

    private static readonly Arbitrary<string> Texts = Arb.From(
        Gen.OneOf(
            Gen.Elements(Hard),
            Gen.Choose(32, 126).Select(c => ((char)c).ToString()),
            Gen.Choose(97, 122).Select(c => new string((char)c, (c % 9) + 1)),
            Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()))
        .ListOf().Select(string.Concat));

    [Fact]
    public void Any_subject_and_any_bodies_come_back_as_they_were() =>
        Prop.ForAll(Texts, Texts, Texts, (subject, text, html) =>
        {
            var bytes = Write(Mails.Plain(subject) with { Text = text, Html = html });
            var mail = ParsedMail.Of(bytes);
            mail.Header("Subject").ShouldBe(Visible(subject));
            mail.Text.ShouldBe(Canonical(text));
            mail.Html.ShouldBe(Canonical(html));
            CheckLines(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));

    [Fact]
    public void Any_single_body_comes_back_but_for_its_last_line_end() =>
        Prop.ForAll(Texts, text =>
        {
            var bytes = Write(Mails.Plain() with { Text = text });
            var part = ParsedMail.Of(bytes).Parts.Single();
            part.Body.ShouldBe(Canonical(text) + (part.Encoding == "base64" ? "" : "\r\n"));
            CheckLines(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));

    [Fact]
    public void Any_name_comes_back_as_it_was() =>
        Prop.ForAll(Texts, name =>
        {
            var mail = ParsedMail.Of(Write(Mails.Plain() with { From = new("shop@greenleaf.example", name) }));
            var (shown, address) = ReadMailbox(mail.Header("From"));
            shown.ShouldBe(Visible(name).Trim(' '));
            address.ShouldBe("shop@greenleaf.example");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static (string Name, string Address) ReadMailbox(string header)
    {
        if (!header.EndsWith('>')) return ("", header);
        var open = header.LastIndexOf(" <", StringComparison.Ordinal);
        var name = header[..open];
        // Only names in plain ASCII are quoted; an encoded one may itself begin with a quotation mark.
        var quoted = name.Length > 1 && name[0] == '"' && name[^1] == '"' && name.All(char.IsAscii) && !name.Contains("=?", StringComparison.Ordinal);
        return (quoted ? Unquote(name[1..^1]) : name, header[(open + 2)..^1]);
    }

    private static string Unquote(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++) plain.Append(text[i] == '\\' ? text[++i] : text[i]);
        return plain.ToString();
    }

    private static void CheckLines(byte[] mail)
    {
        mail.All(b => b is (>= 32 and < 127) or (byte)'\r' or (byte)'\n' or (byte)'\t').ShouldBeTrue();
        var text = Encoding.ASCII.GetString(mail);
        text.ShouldEndWith("\r\n");
        var lines = text.Split("\r\n");
        lines.ShouldAllBe(line => line.Length <= 76 && !line.Contains('\r') && !line.Contains('\n') && !line.StartsWith('.'));
        lines.ShouldAllBe(line => !line.StartsWith("From ", StringComparison.Ordinal));
        // Relays strip blanks from line ends.
        lines.SkipWhile(line => line.Length > 0).ShouldAllBe(line => !line.EndsWith(' ') && !line.EndsWith('\t'));
    }

    /// <summary>What a header can carry: control characters are blanks, half surrogate pairs the replacement character.</summary>
    private static string Visible(string text) => WellFormed(string.Concat(text.Select(c => c is < ' ' or '\x7f' ? ' ' : c)));

    private static string Canonical(string text) => WellFormed(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static byte[] Write(EmailMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        MimeWriter.Write(message, output);
        return output.WrittenSpan.ToArray();
    }
}
