using System.Text;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Tests.Integrations;

public sealed class BodyJsonTests
{
    [Theory]
    [InlineData("", "The body is empty; send JSON.")]
    [InlineData(" \n", "The body is empty; send JSON.")]
    [InlineData("{\"a\":", "This is not valid JSON: see line 1, byte 6.")]
    [InlineData("{\n\"a\": tru}", "This is not valid JSON: see line 2, byte 9.")]
    [InlineData("{\"a\":1,}", "This is not valid JSON: see line 1, byte 8.")]
    [InlineData("{} {}", "This is not valid JSON: see line 1, byte 4.")]
    [InlineData("cart=1", "This is not valid JSON: see line 1, byte 1.")]
    public void What_is_not_json_is_refused_with_the_place(string body, string sentence) =>
        Errors(Encoding.UTF8.GetBytes(body))["$"].ShouldBe([sentence]);

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() => Errors([(byte)'"', 0xFF, (byte)'"'])["$"].ShouldBe(["The body is not valid UTF-8."]);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Errors([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}']).ShouldBeEmpty();

    [Fact]
    public void Thirty_two_levels_are_taken_and_one_more_is_not()
    {
        Errors(Nested(32)).ShouldBeEmpty();
        Errors(Nested(33))["$"].ShouldBe(["The JSON is nested more than 32 levels deep."]);
        Errors(Nested(100_000))["$"].ShouldBe(["The JSON is nested more than 32 levels deep."]);
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,"x\u0000"]}}""", "a.b[1]")]
    [InlineData("""["\ud83d"]""", "[0]")]
    [InlineData("""["\ud83dx"]""", "[0]")]
    [InlineData("""["\ude00"]""", "[0]")]
    [InlineData("""["\ude00\ud83d"]""", "[0]")]
    [InlineData("""{"c":{"\u0000":1}}""", "c")]
    [InlineData("""{"n":1e999999}""", "n")]
    [InlineData("""{"n":[0,-1E-99999999999]}""", "n[1]")]
    public void What_the_database_cannot_keep_is_refused_by_its_path(string body, string path) =>
        Errors(Encoding.UTF8.GetBytes(body)).Keys.ShouldBe([path]);

    [Theory]
    [InlineData("""["\\u0000"]""")]
    [InlineData("""["\ud83d\ude00", "😀", "\u00e9\n\"\/"]""")]
    [InlineData("[1e308, 12345678901234567890123456789, -0.0000000001]")]
    public void What_only_looks_bad_is_taken(string body) => Errors(Encoding.UTF8.GetBytes(body)).ShouldBeEmpty();

    [Fact]
    public void A_number_without_end_is_refused() => Errors(Encoding.UTF8.GetBytes(new string('9', 5_000))).Keys.ShouldBe(["$"]);

    private static byte[] Nested(int levels) => Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels));

    private static IDictionary<string, string[]> Errors(byte[] body)
    {
        var faults = new Faults();
        using var document = BodyJson.Parse(body, faults);
        (document is null).ShouldBe(faults.Any);
        return faults.ToErrors();
    }
}
