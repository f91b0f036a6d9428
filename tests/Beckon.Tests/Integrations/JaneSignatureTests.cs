using System.Text;
using Beckon.Integrations.Jane;

namespace Beckon.Tests.Integrations;

public sealed class JaneSignatureTests
{
    // printf '1772452800:{"cart":{"id":1}}' | openssl dgst -sha256 -hmac whisper
    private const string Signature = "cf176465541c86c54b882ec5cc34775b2672679194c11cd302235616a5572bb9";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"cart":{"id":1}}""");

    [Fact]
    public void The_signature_over_timestamp_and_body_is_valid_in_either_case_of_its_digits()
    {
        JaneSignature.IsValid("whisper", "1772452800", Body, Signature).ShouldBeTrue();
        JaneSignature.IsValid("whisper", "1772452800", Body, Signature.ToUpperInvariant()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("shout", "1772452800", Signature)]
    [InlineData("whisper", "1772452801", Signature)]
    [InlineData("whisper", "", Signature)]
    [InlineData("whisper", "1772452800", "")]
    [InlineData("whisper", "1772452800", "zz")]
    public void Anything_else_is_not(string secret, string timestamp, string signature) =>
        JaneSignature.IsValid(secret, timestamp, Body, signature).ShouldBeFalse();

    [Fact]
    public void A_changed_body_is_not() =>
        JaneSignature.IsValid("whisper", "1772452800", Encoding.UTF8.GetBytes("""{"cart":{"id":2}}"""), Signature).ShouldBeFalse();
}
