using Beckon.Accounts;

namespace Beckon.Tests.Accounts;

public sealed class BrowserOriginsTests
{
    [Theory]
    [InlineData("https://shop.example", "https://shop.example")]
    [InlineData(" HTTPS://Shop.Example/ ", "https://shop.example")]
    [InlineData("https://shop.example:443", "https://shop.example")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("https://*.shop.example", "https://*.shop.example")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("shop.example", null)]
    [InlineData("https://shop.example/cart", null)]
    [InlineData("https://*.example.*", null)]
    [InlineData("https://*.com", null)]
    [InlineData("https://*", null)]
    [InlineData("*", null)]
    [InlineData("ftp://shop.example", null)]
    [InlineData("https://me@shop.example", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    public void A_site_is_named_as_browsers_do(string text, string? origin) => BrowserOrigins.Normalize(text).ShouldBe(origin);

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://a.mugs.example", true)]
    [InlineData("https://b.a.mugs.example", true)]
    [InlineData("https://mugs.example", false)]
    [InlineData("https://evilmugs.example", false)]
    [InlineData("http://a.mugs.example", false)]
    [InlineData("https://shop.example:8443", false)]
    [InlineData("https://www.shop.example", false)]
    [InlineData("https://shop.example.evil.example", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_pages_of_the_sites_may_send(string? origin, bool allowed) =>
        new BrowserOrigins(["https://shop.example", "https://*.mugs.example"]).Allow(origin).ShouldBe(allowed);
}
