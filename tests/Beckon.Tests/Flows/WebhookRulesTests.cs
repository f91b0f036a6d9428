using Beckon.Flows.Webhooks;
using Beckon.Kernel;

namespace Beckon.Tests.Flows;

public sealed class WebhookRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("https://crm.example.com/hook?a=b", true)]
    [InlineData("http://crm.example.com", true)]
    [InlineData("crm.example.com/hook", false)]
    [InlineData("ftp://crm.example.com", false)]
    [InlineData("https://user:word@crm.example.com", false)]
    [InlineData("", false)]
    public void An_address_is_whole_and_names_nobody(string url, bool good) => (WebhookRules.Fault(url) is null).ShouldBe(good);

    [Theory]
    [InlineData(200, "delivered")]
    [InlineData(204, "delivered")]
    [InlineData(302, "failed")]
    [InlineData(400, "failed")]
    [InlineData(410, "failed")]
    [InlineData(408, "waiting")]
    [InlineData(429, "waiting")]
    [InlineData(500, "waiting")]
    [InlineData(null, "waiting")]
    public void What_may_go_well_another_time_is_tried_again(int? code, string status) => After(Call(1), code, Now).Status.ShouldBe(status);

    [Fact]
    public void It_is_tried_again_ever_later_for_a_day()
    {
        Enumerable.Range(1, 13).Select(attempt => (After(Call(attempt), 500, Now).NextAt!.Value - Now).TotalSeconds)
            .ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600]);
        After(Call(20), 500, Now.AddHours(24)).Status.ShouldBe("failed");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:192.168.1.1]")]
    public async Task What_is_not_in_the_internet_is_not_called(string host)
    {
        using var http = new HttpClient(PublicNetwork.Handler());
        var refused = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri($"http://{host}:9/")));
        refused.ToString().ShouldContain("is not an address in the internet");
    }

    private static WebhookOutcome After(WebhookCall call, int? code, DateTimeOffset now) => WebhookRules.After(call, new WebhookAnswer(code, null), now, 0.5);

    private static WebhookCall Call(int attempts) => new()
    {
        WorkspaceId = Guid.Empty,
        Id = Guid.Empty,
        Url = "https://crm.example.com",
        Attempts = attempts,
        CreatedAt = Now,
        Body = new WebhookBody("", Now, new WebhookFlow("", ""), "", "", Now, new WebhookContact("", null, null, null, null, RawJson.EmptyObject), null, RawJson.EmptyObject),
    };
}
