using Beckon.Accounts;

namespace Beckon.Server.Tests.Accounts;

public sealed class CrossSiteTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Referer", "https://evil.example/page")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("X-Nothing", "said")]
    public async Task A_cookie_changes_nothing_from_elsewhere(string header, string value) =>
        (await EditAsync((header, value))).Expect(403).GetProperty("title").GetString().ShouldBe("This request comes from another site.");

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task A_cookie_changes_things_from_the_dashboard(string header, string value) => (await EditAsync((header, value))).Expect();

    [Fact]
    public async Task Browsers_that_only_tell_their_origin_are_known_by_it()
    {
        var own = shop.Server.Address.GetLeftPart(UriPartial.Authority);
        (await EditAsync(("Origin", own))).Expect();
        (await EditAsync(("Referer", own + "/settings"))).Expect();
        (await EditAsync(("Origin", own), ("Sec-Fetch-Site", "cross-site"))).Expect(403);
    }

    [Fact]
    public async Task Reading_needs_no_origin()
    {
        using var browser = await BrowserAsync();
        (await browser.GetAnswerAsync("/api/workspace")).Expect();
    }

    [Fact]
    public async Task A_key_needs_no_origin() => (await shop.Api.PatchAnswerAsync("/api/workspace", new { name = "By key" })).Expect();

    [Fact]
    public async Task Another_site_cannot_sign_a_browser_in() =>
        (await shop.Anonymous.AskAsync(
            HttpMethod.Post, "/api/session", new { email = shop.OwnerEmail, password = TestWorkspace.Password }, ("Origin", "https://evil.example")))
            .Expect(403);

    private async Task<Answer> EditAsync(params (string, string)[] headers)
    {
        using var browser = await BrowserAsync();
        return await browser.AskAsync(HttpMethod.Patch, "/api/workspace", new { attributionOpenDays = 2 }, headers);
    }

    private async Task<HttpClient> BrowserAsync()
    {
        var token = await shop.Get<SessionStore>().CreateAsync(shop.OwnerId, shop.Id, CancellationToken.None);
        var client = shop.Server.Client();
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={token}");
        return client;
    }
}
