using System.Buffers;
using System.Text;
using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class MimeWriterTests
{
    [Fact]
    public void Writes_a_text_and_html_message_byte_for_byte()
    {
        var message = Mails.Plain() with
        {
            ReplyTo = new("help@greenleaf.example"),
            Html = "<p class=\"a\">Your cart is waiting.</p>",
            Headers = [new("List-Unsubscribe", "<https://greenleaf.example/u/abc>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")],
        };
        Write(message).ShouldBe("""
            Date: Mon, 02 Mar 2026 09:30:00 +0000
            From: "Green Leaf" <shop@greenleaf.example>
            Reply-To: help@greenleaf.example
            To: ann@example.org
            Subject: You left something behind
            Message-ID: <m1@greenleaf.example>
            List-Unsubscribe: <https://greenleaf.example/u/abc>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="=_2f5d"

            --=_2f5d
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Your cart is waiting.

            --=_2f5d
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p class=3D"a">Your cart is waiting.</p>
            --=_2f5d--

            """.ReplaceLineEndings("\r\n").Replace("=_2f5d", BoundaryOf(message), StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_the_same_bytes_for_the_same_message()
    {
        var message = Mails.Plain() with { Html = "<p>Hi</p>" };
        Write(message).ShouldBe(Write(message with { }));
        BoundaryOf(message).ShouldNotBe(BoundaryOf(message with { MessageId = "<m2@greenleaf.example>" }));
    }

    [Fact]
    public void Writes_text_alone_and_html_alone_as_a_single_part()
    {
        ParsedMail.Of(Bytes(Mails.Plain())).Parts.ShouldBe([new("text/plain", "quoted-printable", "Your cart is waiting.\r\n\r\n")]);
        ParsedMail.Of(Bytes(Mails.Plain() with { Text = null, Html = "<b>Hi</b>" })).Parts.ShouldBe([new("text/html", "quoted-printable", "<b>Hi</b>\r\n")]);
    }

    [Fact]
    public void Uses_base64_where_quoted_printable_would_be_larger()
    {
        var part = ParsedMail.Of(Bytes(Mails.Plain() with { Text = "Ваша корзина ждёт вас" })).Parts.Single();
        part.Encoding.ShouldBe("base64");
        part.Body.ShouldBe("Ваша корзина ждёт вас");
    }

    [Fact]
    public void Splits_a_long_emoji_subject_between_code_points()
    {
        var subject = string.Concat(Enumerable.Repeat("🛒🧡👩‍🌾", 12));
        var mail = Bytes(Mails.Plain(subject));

        var lines = Lines(mail).SkipWhile(line => !line.StartsWith("Subject:", StringComparison.Ordinal)).TakeWhile((line, i) => i == 0 || line[0] == ' ').ToList();
        lines.Count.ShouldBeGreaterThan(3);
        foreach (var line in lines)
        {
            line.Length.ShouldBeLessThanOrEqualTo(76);
            var word = line[(line.IndexOf("?B?", StringComparison.Ordinal) + 3)..^2];
            Encoding.UTF8.GetString(Convert.FromBase64String(word)).ShouldNotContain("\uFFFD");
        }
        ParsedMail.Of(mail).Header("Subject").ShouldBe(subject);
    }

    [Fact]
    public void Folds_a_long_plain_subject_without_changing_it()
    {
        var subject = string.Join(' ', Enumerable.Repeat("seventeen letters", 12));
        var mail = Bytes(Mails.Plain(subject));
        Encoding.ASCII.GetString(mail).ShouldNotContain("=?");
        ParsedMail.Of(mail).Header("Subject").ShouldBe(subject);
    }

    [Theory]
    [InlineData("Sale\r\nBcc: all@example.org")]
    [InlineData("Sale\nBcc: all@example.org")]
    [InlineData("Sale\rBcc: all@example.org")]
    [InlineData("Grün\r\n\r\n<script>")]
    public void Lets_no_value_begin_a_header_or_the_body(string value)
    {
        var message = Mails.Plain(value) with
        {
            From = new("shop@greenleaf.example", value),
            Headers = [new("X-Note", value)],
        };
        var parsed = ParsedMail.Of(Bytes(message));

        parsed.Headers.Select(header => header.Name).ShouldBe(
            ["Date", "From", "To", "Subject", "Message-ID", "X-Note", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]);
        parsed.Header("Subject").ShouldBe(value.Replace('\r', ' ').Replace('\n', ' '));
    }

    [Theory]
    [InlineData("Ann \"the cat\" O'Neil, Jr.", "\"Ann \\\"the cat\\\" O'Neil, Jr.\" <shop@greenleaf.example>")]
    [InlineData("back\\slash", "\"back\\\\slash\" <shop@greenleaf.example>")]
    [InlineData("Grüner Laden", "=?utf-8?Q?Gr=C3=BCner_Laden?= <shop@greenleaf.example>")]
    [InlineData("=?utf-8?Q?trick?=", "=?utf-8?B?PT91dGYtOD9RP3RyaWNrPz0=?= <shop@greenleaf.example>")]
    [InlineData("  ", "shop@greenleaf.example")]
    public void Quotes_or_encodes_a_display_name(string name, string header) =>
        ParsedMail.Of(Bytes(Mails.Plain() with { From = new("shop@greenleaf.example", name) })).Headers.Single(h => h.Name == "From").Value.ShouldBe(header);

    [Fact]
    public void Keeps_a_long_unsubscribe_link_in_one_piece()
    {
        var link = $"<https://greenleaf.example/u/{new string('x', 300)}>";
        var value = $"{link}, <mailto:unsubscribe@greenleaf.example>";
        var mail = Bytes(Mails.Plain() with { Headers = [new("List-Unsubscribe", value)] });
        Encoding.ASCII.GetString(mail).ShouldContain(link);
        ParsedMail.Of(mail).Header("List-Unsubscribe").ShouldBe(value);
    }

    [Fact]
    public void Refuses_what_would_break_the_message()
    {
        var plain = Mails.Plain();
        plain.FindFault().ShouldBeNull();
        (plain with { Text = null }).FindFault().ShouldBe("The message has neither HTML nor text: give it at least one of them.");
        (plain with { MessageId = "<a@b>\r\nBcc: x@y" }).FindFault().ShouldNotBeNull();
        (plain with { MessageId = "a@b.example" }).FindFault().ShouldNotBeNull();
        (plain with { Headers = [new("X-A\r\nBcc", "v")] }).FindFault().ShouldNotBeNull();
        (plain with { Headers = [new("subject", "twice")] }).FindFault().ShouldBe("The header subject is written by Beckon itself: remove it from the extra headers.");
        (plain with { To = new("a\r\nb@example.org") }).FindFault().ShouldNotBeNull();
        Should.Throw<FormatException>(() => Write(plain with { Text = null }));
    }

    private static string BoundaryOf(EmailMessage message) => Write(message).Split("boundary=\"")[1].Split('"')[0];

    private static string Write(EmailMessage message) => Encoding.ASCII.GetString(Bytes(message));

    private static string[] Lines(byte[] mail) => Encoding.ASCII.GetString(mail).Split("\r\n");

    private static byte[] Bytes(EmailMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        MimeWriter.Write(message, output);
        return output.WrittenSpan.ToArray();
    }
}
