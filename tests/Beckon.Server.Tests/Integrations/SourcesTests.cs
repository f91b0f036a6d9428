using Beckon.Accounts;
using Beckon.Integrations;
using Beckon.Tests;

namespace Beckon.Server.Tests.Integrations;

public sealed class SourcesTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task The_catalogue_says_what_can_be_connected_and_what_is()
    {
        var workspace = await TestWorkspace.CreateAsync();
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "cart_api" })).Expect(201);

        var all = (await workspace.Owner.GetAnswerAsync("/api/integrations")).Expect().EnumerateArray()
            .Select(one => (one.GetProperty("kind").GetString(), one.GetProperty("cartAbandonment").GetString(), one.GetProperty("connected").GetBoolean()));

        all.ShouldBe(
        [
            ("jane", "simple", false), ("shopify", "dynamic", false), ("woocommerce", "dynamic", false), ("bigcommerce", "dynamic", false), ("treez", "none", false),
            ("weedmaps", "dynamic", false), ("cart_api", "dynamic", true), ("orders_api", "dynamic", false), ("aiq_api", "none", false), ("segment", "dynamic", false),
            ("klaviyo", "dynamic", false), ("webhook", "dynamic", false), ("events_api", "dynamic", false), ("browser", "dynamic", false),
        ]);
    }

    [Fact]
    public void Each_integration_has_a_guide() =>
        KnownIntegrations.All.Select(one => one.Kind).Where(kind => !File.Exists(Path.Combine(Repository.Root, "docs", "integrations", kind + ".md"))).ShouldBeEmpty();

    [Fact]
    public async Task Secrets_are_shown_once()
    {
        var connected = await shop.Owner.PostAnswerAsync("/api/sources", new { kind = "jane", name = " Jane, Seattle ", signingSecret = "whisper-whisper" });

        var body = connected.Expect(201);
        var token = body.GetProperty("token").GetString().ShouldNotBeNull();
        token.Length.ShouldBeGreaterThan(40);
        connected.Text.ShouldNotContain("whisper-whisper");
        var source = body.GetProperty("source");
        (source.GetProperty("name").GetString(), source.GetProperty("hasSigningSecret").GetBoolean()).ShouldBe(("Jane, Seattle", true));
        var list = await shop.Owner.GetAnswerAsync("/api/sources");
        list.Expect();
        list.Text.ShouldNotContain(token);
        list.Text.ShouldNotContain("whisper-whisper");
    }

    [Fact]
    public async Task A_new_token_replaces_the_old_one_at_once()
    {
        const string own = "a-token-of-our-own-choosing";
        var connected = (await shop.Owner.PostAnswerAsync("/api/sources", new { kind = "jane", token = own })).Expect(201);
        connected.GetProperty("token").GetString().ShouldBe(own);
        var id = connected.GetProperty("source").GetProperty("id").GetString();
        (await KnockAsync(id, own)).ShouldBe(200);

        var fresh = (await shop.Owner.PostAnswerAsync($"/api/sources/{id}/token")).Expect().GetProperty("token").GetString() ?? "";

        fresh.ShouldNotBe(own);
        ((await KnockAsync(id, own)), (await KnockAsync(id, fresh))).ShouldBe((401, 200));
    }

    [Fact]
    public async Task Name_settings_and_signing_secret_change_each_by_itself()
    {
        var connected = (await shop.Owner.PostAnswerAsync("/api/sources", new { kind = "jane", signingSecret = "s" })).Expect(201);
        var path = $"/api/sources/{connected.GetProperty("source").GetProperty("id").GetString()}";

        var renamed = (await shop.Owner.PatchAnswerAsync(path, new { name = "Jane, Tacoma" })).Expect();
        var settled = (await shop.Owner.PatchAnswerAsync(path, new { settings = new { timeZone = "America/Los_Angeles", shopUrl = "https://shop.example" } })).Expect();
        var unsigned = (await shop.Owner.PatchAnswerAsync(path, new { signingSecret = "" })).Expect();

        renamed.GetProperty("name").GetString().ShouldBe("Jane, Tacoma");
        settled.GetProperty("hasSigningSecret").GetBoolean().ShouldBeTrue();
        (unsigned.GetProperty("name").GetString(), unsigned.GetProperty("hasSigningSecret").GetBoolean()).ShouldBe(("Jane, Tacoma", false));
        unsigned.GetProperty("settings").GetProperty("timeZone").GetString().ShouldBe("America/Los_Angeles");
    }

    [Fact]
    public async Task Faults_are_named_by_their_paths()
    {
        (await shop.Owner.PostAnswerAsync("/api/sources", new { kind = "fax" })).Faults.ShouldBe(["kind"]);
        var wrong = new { kind = "jane", name = " ", token = "short", settings = new { timeZone = "Mars/Olympus", shopUrl = "javascript:alert(1)" } };
        (await shop.Owner.PostAnswerAsync("/api/sources", wrong)).Faults.ShouldBe(["name", "settings.timeZone", "settings.shopUrl", "token"], ignoreOrder: true);
        (await shop.Owner.PostAnswerAsync("/api/sources", new { kind = "cart_api", token = "a-token-of-our-own-choosing" })).Faults.ShouldBe(["token"]);
    }

    [Fact]
    public async Task A_source_of_another_workspace_is_not_there()
    {
        var other = await TestWorkspace.CreateAsync();
        var id = (await other.Owner.PostAnswerAsync("/api/sources", new { kind = "jane" })).Expect(201).GetProperty("source").GetProperty("id").GetString();

        (await shop.Owner.PatchAnswerAsync($"/api/sources/{id}", new { name = "Mine" })).Expect(404);
        (await shop.Owner.PostAnswerAsync($"/api/sources/{id}/token")).Expect(404);
        (await shop.Owner.DeleteAnswerAsync($"/api/sources/{id}")).Expect(404);
    }

    [Fact]
    public async Task Marketers_see_sources_and_only_operators_change_them()
    {
        using var marketer = await shop.SignedInAsync(Role.Marketing);
        using var operating = await shop.SignedInAsync(Role.Operator);

        (await marketer.GetAnswerAsync("/api/sources")).Expect();
        (await marketer.PostAnswerAsync("/api/sources", new { kind = "jane" })).Expect(403);
        (await operating.PostAnswerAsync("/api/sources", new { kind = "jane" })).Expect(201);
    }

    [Fact]
    public async Task The_first_call_of_a_door_makes_its_source_and_notes_the_time()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var calls = Enumerable.Range(0, 8).Select(i => workspace.Anonymous.AskAsync(
            HttpMethod.Post, "/v2/cart", $$"""{"email": "a{{i}}@example.com"}""", ("X-APIKEY", workspace.ApiKey)));

        foreach (var answer in await Task.WhenAll(calls)) answer.Expect();

        await Eventually.Async(async () =>
        {
            var source = (await workspace.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            source.GetProperty("kind").GetString().ShouldBe("cart_api");
            return source.GetProperty("lastEventAt").ValueKind != System.Text.Json.JsonValueKind.Null;
        });
    }

    private async Task<int> KnockAsync(string? id, string token) => (int)(await shop.Anonymous.AskAsync(
        HttpMethod.Post, $"/webhooks/{id}", """{"cart": {"id": 1, "status": "pending"}}""", ("Authorization", "Bearer " + token))).Status;
}
