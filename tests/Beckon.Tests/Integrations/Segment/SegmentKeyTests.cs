using System.Text;
using Beckon.Integrations.Segment;
using Microsoft.AspNetCore.Http;

namespace Beckon.Tests.Integrations.Segment;

public sealed class SegmentKeyTests
{
    [Theory]
    [InlineData("Authorization", "Basic YmtfMTo=", "bk_1")]
    [InlineData("Authorization", "basic YmtfMTpzZWNyZXQ=", "bk_1")]
    [InlineData("Authorization", "Basic OmJrXzE=", "bk_1")]
    [InlineData("Authorization", "Basic YmtfMQ==", "bk_1")]
    [InlineData("Authorization", "Basic not base64", null)]
    [InlineData("Authorization", "Basic Og==", null)]
    [InlineData("Authorization", "Bearer bk_1", "bk_1")]
    [InlineData("Authorization", "bk_1", "bk_1")]
    [InlineData("X-Write-Key", "bk_1", "bk_1")]
    [InlineData("X-Write-Key", "keyid:bk_1", "bk_1")]
    [InlineData("X-Other", "bk_1", null)]
    public void Of_headers(string name, string value, string? key)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[name] = value;
        SegmentKey.Of(request).ShouldBe(key);
    }

    [Theory]
    [InlineData("""{"writeKey": "bk_1"}""", "bk_1")]
    [InlineData("""{"batch": [{"writeKey": "bk_2", "properties": {"writeKey": "x"}}, {}], "writeKey": "bk_1"}""", "bk_1")]
    [InlineData("""{"batch": [{"a": [1, {"b": 2}], "writeKey": "bk_2"}, {"writeKey": "bk_3"}], "sentAt": "now"}""", "bk_2")]
    [InlineData("""{"api_key": "bk_1", "batch": []}""", "bk_1")]
    [InlineData("""{"properties": {"writeKey": "x"}, "other": [{"writeKey": "y"}]}""", null)]
    [InlineData("""{"writeKey": 5}""", null)]
    [InlineData("""{"writeKey": """, null)]
    [InlineData("", null)]
    [InlineData("a=b", null)]
    public void Of_a_body(string body, string? key) => SegmentKey.Of(Encoding.UTF8.GetBytes(body)).ShouldBe(key);
}
