using System.Buffers;
using System.Text;
using Beckon.Delivery.Email.Smtp;

namespace Beckon.Tests.Delivery.Email;

public sealed class DotStuffingTests
{
    [Theory]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".a\r\n", "..a\r\n.\r\n")]
    [InlineData("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r\n..b\r\n.\r\n.\r\n", "a\r\n...b\r\n..\r\n..\r\n.\r\n")]
    [InlineData("a.b\r\n .c\r\n", "a.b\r\n .c\r\n.\r\n")]
    public void Adds_a_dot_to_every_line_that_begins_with_one(string content, string wire)
    {
        var output = new ArrayBufferWriter<byte>();
        DotStuffing.Write(output, Encoding.ASCII.GetBytes(content));
        Encoding.ASCII.GetString(output.WrittenSpan).ShouldBe(wire);
    }
}
