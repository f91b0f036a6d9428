using System.Text;
using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class SmtpReplyTests
{
    [Fact]
    public void Reads_a_single_line_with_its_enhanced_code()
    {
        Parse("550 5.1.1 No such user\r\n250 OK\r\n", out var used).ShouldBe(new(550, "5.1.1", "No such user"));
        used.ShouldBe(24);
    }

    [Fact]
    public void Reads_several_lines_as_one_answer() =>
        Parse("550-5.7.1 Not today.\r\n550 5.7.1 See https://example.org\r\n", out _).ShouldBe(new(550, "5.7.1", "Not today.\nSee https://example.org"));

    [Theory]
    [InlineData("250\r\n", 250, null, "")]
    [InlineData("250 \n", 250, null, "")]
    [InlineData("250 4.2.0 another class\r\n", 250, null, "4.2.0 another class")]
    [InlineData("250 2.0 done\r\n", 250, null, "2.0 done")]
    [InlineData("250 2.0.0\r\n", 250, "2.0.0", "")]
    [InlineData("250 a\0b\tc\r\n", 250, null, "a b c")]
    public void Takes_what_servers_really_send(string line, int code, string? enhanced, string text) =>
        Parse(line, out _).ShouldBe(new(code, enhanced, text));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("250 OK\r")]
    [InlineData("250-one\r\n250")]
    [InlineData("250-one\r\n250-two\r\n")]
    public void Waits_for_the_rest(string received) => Parse(received, out _).ShouldBeNull();

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("2x0 OK\r\n")]
    [InlineData("\r\n")]
    [InlineData("250_OK\r\n")]
    [InlineData("999 OK\r\n")]
    public void Refuses_what_is_not_smtp(string received) => Should.Throw<IOException>(() => Parse(received, out _));

    [Fact]
    public void Refuses_an_answer_without_end() => Should.Throw<IOException>(() => Parse("250 " + new string('x', 20_000), out _));

    private static SmtpReply? Parse(string received, out int consumed) => SmtpReply.TryParse(Encoding.Latin1.GetBytes(received), out consumed);
}
