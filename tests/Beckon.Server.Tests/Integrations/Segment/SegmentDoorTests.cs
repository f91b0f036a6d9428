using System.Text;
using Beckon.Accounts;
using Beckon.Integrations.Segment;

namespace Beckon.Server.Tests.Integrations.Segment;

public sealed class SegmentDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    private const string Ok = """{"success":true}""";

    protected override int Success => 200;

    protected override int MostBytes => SegmentBody.MostBytes;

    // As the API answers that its senders know.
    protected override int TooLarge => 400;

    protected override (string, string[]) Faulty => ("""{"batch": [{"type": "track", "userId": "u"}, 5, []]}""", ["batch[1]", "batch[2]"]);

    protected override Task<DoorCall> OpenAsync(TestWorkspace workspace) => Task.FromResult(new DoorCall("/v1/batch", workspace.ApiKey, Basic));

    protected override async Task<DoorCall> ReconnectAsync(TestWorkspace workspace)
    {
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "segment" })).Expect(201);
        return await OpenAsync(workspace);
    }

    protected override string Valid(string unique) => $$$"""
        {"sentAt": "2026-03-02T10:00:05Z", "context": {"ip": "203.0.113.5"}, "batch": [
          {"type": "identify", "userId": "u-{{{unique}}}", "messageId": "i-{{{unique}}}", "timestamp": "2026-03-02T10:00:00Z", "traits": {"email": "ada@example.com", "name": "Ada Byron"} },
          {"type": "track", "userId": "u-{{{unique}}}", "messageId": "t-{{{unique}}}", "event": "Product Added", "properties": {"product_id": 7, "price": "5.50"} },
          {"type": "track", "userId": "u-{{{unique}}}", "messageId": "o-{{{unique}}}", "event": "Order Completed", "properties": {"order_id": "{{{unique}}}", "total": 11} }]}
        """;

    public static TheoryData<string, string> Addresses()
    {
        var all = new TheoryData<string, string>();
        string[] types = ["identify", "track", "page", "screen", "group", "alias"];
        foreach (var type in types)
        {
            foreach (var path in (string[])[$"/v1/{type}", $"/v1/{type[..1]}", $"/api/s/{type}", $"/api/s/s2s/{type}", $"/api/public/apps/{type}"]) all.Add(path, type);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Libraries_find_every_address_they_call(string path, string type)
    {
        var before = (await Shop.EventsAsync()).Count;
        var answer = await (await OpenAsync(Shop) with { Path = path }).KnockAsync(Shop, $$"""{"userId": "u-1", "event": "Recipe Saved", "messageId": "{{path}}"}""");

        answer.Expect(200);
        answer.Text.ShouldBe(Ok);
        var name = type switch { "identify" => "customer_updated", "track" => "Recipe Saved", "page" => "viewed_page", _ => type };
        (await Shop.EventsAsync())[before..].ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("/v1/batch")]
    [InlineData("/v1/b")]
    [InlineData("/v1/import")]
    [InlineData("/api/public/apps/batch")]
    public async Task Batches_have_their_addresses_too(string path)
    {
        var before = (await Shop.EventsAsync()).Count;
        (await (await OpenAsync(Shop) with { Path = path }).KnockAsync(Shop, Valid(path))).Expect(200);
        (await Shop.EventsAsync()).Count.ShouldBe(before + 3);
    }

    [Fact]
    public async Task An_empty_batch_is_nothing_wrong() => (await (await OpenAsync(Shop)).KnockAsync(Shop, """{"batch": []}""")).Text.ShouldBe(Ok);

    [Theory]
    [InlineData("Authorization", "Basic")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "")]
    [InlineData("X-Write-Key", "")]
    [InlineData("X-Write-Key", "keyid:")]
    [InlineData("", "writeKey")]
    [InlineData("", "batch")]
    public async Task The_key_is_found_wherever_libraries_put_it(string header, string form)
    {
        var key = Shop.ApiKey;
        (string, string)[] headers = (header, form) switch
        {
            ("", _) => [],
            ("Authorization", "Basic") => [Basic(key)],
            ("Authorization", "Bearer") => [(header, "Bearer " + key)],
            _ => [(header, form + key)],
        };
        var body = form switch
        {
            "writeKey" => $$"""{"batch": [{"userId": "u", "event": "a"}], "writeKey": "{{key}}"}""",
            "batch" => $$"""{"batch": [{"userId": "u", "event": "a", "writeKey": "{{key}}"}]}""",
            _ => """{"batch": [{"userId": "u", "event": "a"}]}""",
        };
        (await Shop.Anonymous.AskAsync(HttpMethod.Post, "/v1/batch", body, headers)).Expect(200);
        (await Shop.Anonymous.AskAsync(HttpMethod.Post, "/v1/batch", body.Replace(key, "bk_wrong", StringComparison.Ordinal))).Expect(401)
            .GetProperty("success").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Libraries_in_browsers_ask_before_they_send()
    {
        using var asking = new HttpRequestMessage(HttpMethod.Options, "/v1/t");
        asking.Headers.Add("Origin", "https://shop.example");
        asking.Headers.Add("Access-Control-Request-Headers", "authorization,x-retry-count");
        using var answer = await Shop.Anonymous.SendAsync(asking);

        ((int)answer.StatusCode).ShouldBe(204);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        var allowed = answer.Headers.GetValues("Access-Control-Allow-Headers").ShouldHaveSingleItem();
        foreach (var header in (string[])["Authorization", "X-Retry-Count", "Content-Type"]) allowed.ShouldContain(header);
    }

    [Fact]
    public async Task From_a_page_only_browser_keys_of_its_site_get_in()
    {
        var key = await BrowserKeyAsync();
        const string body = """{"anonymousId": "b-1", "event": "a"}""";
        var page = ("Origin", "https://shop.example");

        var answer = await Shop.Anonymous.AskAsync(HttpMethod.Post, "/v1/t", body, Basic(key), page);
        answer.Expect(200);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        (await Shop.Anonymous.AskAsync(HttpMethod.Post, "/v1/t", body, Basic(key), ("Origin", "https://other.example"))).Expect(403);
        (await Shop.Anonymous.AskAsync(HttpMethod.Post, "/v1/t", body, Basic(key))).Expect(403);
        var refused = await Shop.Anonymous.AskAsync(HttpMethod.Post, "/v1/t", body, Basic(Shop.ApiKey), page);
        refused.Expect(403).GetProperty("title").GetString().ShouldBe("This key does not belong into a web page.");
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Fact]
    public async Task The_library_for_browsers_is_told_where_to_send()
    {
        var key = await BrowserKeyAsync();
        var to = (await Shop.Anonymous.GetAnswerAsync($"/v1/projects/{key}/settings")).Expect(200).GetProperty("integrations").GetProperty("Segment.io");
        (to.GetProperty("apiKey").GetString(), to.GetProperty("apiHost").GetString(), to.GetProperty("protocol").GetString())
            .ShouldBe((key, $"{Shop.Server.Address.Authority}/v1", "http"));
        (await Shop.Anonymous.GetAnswerAsync("/v1/projects/pk_nobody/settings")).Expect(401);
        (await Shop.Anonymous.GetAnswerAsync($"/v1/projects/{Shop.ApiKey}/settings")).Expect(401);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_by_its_place()
    {
        var body = $$"""{"batch": [{"userId": "u"}, {"userId": "u", "note": "{{new string('x', 33_000)}}"}]}""";
        (await (await OpenAsync(Shop)).KnockAsync(Shop, body)).Faults.ShouldBe(["batch[1]"]);
    }

    private async Task<string> BrowserKeyAsync() => (await Shop.Get<BrowserKeyStore>().CreateAsync(
        Caller.Beckon(Shop.Id), "Page", new BrowserOrigins(["https://shop.example"]), CancellationToken.None)).Key;

    private static (string, string) Basic(string key) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")));
}
