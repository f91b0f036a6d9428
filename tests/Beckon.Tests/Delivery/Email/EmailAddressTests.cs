using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.org", "ann@example.org")]
    [InlineData("ann+cart@grün.example", "ann+cart@xn--grn-ioa.example")]
    [InlineData("a..b@docomo.example", "\"a..b\"@docomo.example")]
    [InlineData("\"odd @ but quoted\"@example.org", "\"odd @ but quoted\"@example.org")]
    [InlineData("root@localhost", "root@localhost")]
    public void Travels_as_ascii(string address, string wire) => new EmailAddress(address).ToWire().ShouldBe(wire);

    [Theory]
    [InlineData("grün@example.org", "letters before the @ that mail servers without SMTPUTF8 cannot take")]
    [InlineData("ann", "is not an e-mail address")]
    [InlineData("@example.org", "is not an e-mail address")]
    [InlineData("ann@", "is not an e-mail address")]
    [InlineData("ann@exa mple.org", "domain that cannot exist")]
    [InlineData("ann@example..org", "domain that cannot exist")]
    [InlineData("ann@example.org>\r\nRCPT TO:<eve@example.org", "control character")]
    [InlineData("ann\r\n@example.org", "control character")]
    [InlineData("\"ann\r\nRSET\"@example.org", "control character")]
    [InlineData("Ann <ann@example.org", "before the @")]
    [InlineData("ann @example.org", "before the @")]
    public void Says_what_is_wrong_with_an_address(string address, string why)
    {
        new EmailAddress(address).TryToWire(out var wire, out var fault).ShouldBeFalse();
        wire.ShouldBeNull();
        fault!.ShouldContain(why);
        fault.ShouldNotContain("\r");
    }

    [Fact]
    public void Refuses_an_address_that_no_server_stores()
    {
        new EmailAddress(new string('a', 65) + "@example.org").TryToWire(out _, out _).ShouldBeFalse();
        new EmailAddress($"ann@{string.Join('.', Enumerable.Repeat(new string('d', 60), 5))}").TryToWire(out _, out _).ShouldBeFalse();
    }
}
