namespace Beckon.Server.Tests.Integrations;

public sealed class BrowserDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    private const string Site = "https://shop.example";

    protected override int Success => 202;

    protected override int MostBytes => 256 << 10;

    // A secret key is no browser key: nobody should be led to put one into a page.
    protected override int WithoutScope => 401;

    protected override (string, string[]) Faulty => ("""{"sentAt": "yesterday", "events": 5}""", ["sentAt", "events"]);

    protected override async Task<DoorCall> OpenAsync(TestWorkspace workspace)
    {
        var made = await workspace.Owner.PostAnswerAsync("/api/browser-keys", new { name = "Shop", origins = new[] { Site } });
        return new DoorCall("/browser/events", made.Expect(201).GetProperty("key").GetString()!, _ => ("Origin", Site)) { KeyInAddress = true };
    }

    protected override async Task<DoorCall> ReconnectAsync(TestWorkspace workspace)
    {
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "browser" })).Expect(201);
        return await OpenAsync(workspace);
    }

    protected override string Valid(string unique) => $$"""
        {"sentAt": "2026-03-02T12:00:00Z", "events": [
          {"event": "viewed_product", "messageId": "{{unique}}", "at": "2026-03-02T11:59:59Z", "anonymousId": "browser-0001", "properties": {"productId": "p-7"} },
          {"event": "added_to_cart", "messageId": "{{unique}}-2", "at": "2026-03-02T12:00:00Z", "anonymousId": "browser-0001",
           "cart": {"id": "cart-{{unique.Length}}", "items": [{"productId": "p-7", "price": 12}] } } ] }
        """;

    [Fact]
    public async Task Says_how_many_it_has_taken_and_what_it_has_left_out()
    {
        var door = await OpenAsync(Shop);
        var answer = await door.KnockAsync(Shop, """
            {"events": [{"event": "order_completed", "messageId": "left out", "anonymousId": "browser-0001"}, {"event": "guide_read", "messageId": "taken", "anonymousId": "browser-0001"}] }
            """);
        var taken = answer.Expect(202);
        taken.GetProperty("accepted").GetInt32().ShouldBe(1);
        taken.GetProperty("refused")[0].GetProperty("errors").GetProperty("events[0].event").GetString().ShouldNotBeNull().ShouldStartWith("A browser may not tell of this");
    }

    [Fact]
    public async Task Pages_of_the_sites_may_read_the_answer_and_no_others_get_in()
    {
        var door = await OpenAsync(Shop);
        var answer = await door.KnockAsync(Shop, Valid("allowed"));
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Site]);
        answer.Headers.GetValues("Vary").ShouldBe(["Origin"]);
        foreach (var origin in new[] { "https://evil.example", "null", "http://shop.example" })
        {
            var refused = await (door with { Credentials = _ => ("Origin", origin) }).KnockAsync(Shop, Valid("foreign"));
            refused.Expect(403);
            refused.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        }
        (await Shop.Anonymous.PostAnswerAsync($"/browser/events?key={door.Key}", Valid("no origin"))).Expect(403);
    }

    [Theory]
    [InlineData(Site, 204)]
    [InlineData("https://evil.example", 403)]
    public async Task A_page_that_asks_first_is_told_whether_it_may_send(string origin, int status)
    {
        var door = await OpenAsync(Shop);
        var answer = await Shop.Anonymous.AskAsync(
            HttpMethod.Options, $"/browser/events?key={door.Key}", null,
            ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));
        ((int)answer.Status).ShouldBe(status);
        answer.Headers.Contains("Access-Control-Allow-Headers").ShouldBe(status == 204);
    }

    [Fact]
    public async Task A_browser_key_opens_nothing_else()
    {
        var door = await OpenAsync(Shop);
        using var keyed = Shop.Keyed(door.Key);
        foreach (var path in new[] { "/api/contacts", "/api/events", "/api/sources", "/api/browser-keys" }) (await keyed.GetAnswerAsync(path)).Expect(401);
        (await keyed.PostAnswerAsync("/api/events", """{"event": "a", "email": "a@example.com"}""")).Expect(401);
    }

    [Fact]
    public async Task The_keys_of_a_shop_are_made_changed_and_revoked()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        var before = await KeyAsync(workspace);
        before.GetProperty("firstEventAt").GetString().ShouldBeNull();
        (await door.KnockAsync(workspace, Valid("first"))).Expect(202);
        await Eventually.Async(async () => (await KeyAsync(workspace)).GetProperty("firstEventAt").GetString() is not null);

        var id = before.GetProperty("id").GetString();
        var changed = await workspace.Owner.PatchAnswerAsync($"/api/browser-keys/{id}", new { origins = new[] { "https://*.mugs.example/" } });
        changed.Expect().GetProperty("origins")[0].GetString().ShouldBe("https://*.mugs.example");
        (await door.KnockAsync(workspace, Valid("old site"))).Expect(403);
        var there = door with { Credentials = _ => ("Origin", "https://www.mugs.example") };
        (await there.KnockAsync(workspace, Valid("new site"))).Expect(202);

        (await workspace.Owner.DeleteAnswerAsync($"/api/browser-keys/{id}")).Expect(204);
        (await there.KnockAsync(workspace, Valid("revoked"))).Expect(401);
        (await KeyAsync(workspace)).GetProperty("revokedAt").GetString().ShouldNotBeNull();
        (await workspace.Owner.PatchAnswerAsync($"/api/browser-keys/{id}", new { name = "Again" })).Expect(404);
    }

    [Fact]
    public async Task A_key_belongs_to_its_workspace_and_to_named_sites()
    {
        var other = await TestWorkspace.CreateAsync();
        await OpenAsync(other);
        var id = (await KeyAsync(other)).GetProperty("id").GetString();
        (await Shop.Owner.DeleteAnswerAsync($"/api/browser-keys/{id}")).Expect(404);
        (await other.Owner.PostAnswerAsync("/api/browser-keys", new { name = " ", origins = new[] { "https://a.example", "everywhere" } }))
            .Expect(400).GetProperty("errors").EnumerateObject().Select(one => one.Name).ShouldBe(["name", "origins[1]"]);
        (await other.Owner.PostAnswerAsync("/api/browser-keys", new { name = "None", origins = Array.Empty<string>() })).Expect(400);
    }

    private static async Task<System.Text.Json.JsonElement> KeyAsync(TestWorkspace workspace) =>
        (await workspace.Owner.GetAnswerAsync("/api/browser-keys")).Expect().GetProperty("items")[0];
}
