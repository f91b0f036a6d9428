using System.Security.Cryptography;
using System.Text;
using Beckon.Integrations.CustomWebhook;

namespace Beckon.Server.Tests.Integrations;

public sealed class CustomWebhookConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    private static readonly string Mapping = new FieldMapping
    {
        NameAt = "/type",
        Names = new Dictionary<string, string> { ["order.paid"] = "order_completed", ["basket.left"] = "cart_abandoned" },
        Fields = new Dictionary<string, string>
        {
            ["messageId"] = "/delivery",
            ["email"] = "/customer/mail",
            ["firstName"] = "/customer/first",
            ["order.id"] = "/order/number",
            ["order.total"] = "/order/sum",
            ["order.items"] = "/order/lines",
            ["order.items.sku"] = "/article",
            ["order.items.price"] = "/cost",
            ["cart.id"] = "/basket/key",
            ["cart.items"] = "/basket/lines",
            ["cart.items.sku"] = "/article",
        },
    }.ToJson();

    protected override string Kind => "webhook";

    protected override object Connecting => new { kind = Kind, settings = new Dictionary<string, string> { ["mapping"] = Mapping } };

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        new(Body(unique, 1, "order.paid", "\"order\": {\"number\": \"o-" + unique + "\", \"sum\": \"41.80\", \"lines\": [{\"article\": \"k-9\", \"cost\": 41.8}]}")),
        new(Body(unique, 2, "basket.left", "\"basket\": {\"key\": \"b-" + unique + "\", \"lines\": [{\"article\": \"k-9\"}]}")),
        new(Body(unique, 3, "visited", "\"where\": \"main street\"")),
    ];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) => [("Authorization", "Bearer " + key)];

    private static string Body(string unique, int number, string type, string rest) =>
        $$"""{"delivery": "d-{{unique}}-{{number}}", "type": "{{type}}", "customer": {"mail": "ada-{{unique}}@example.com", "first": "Ada"}, {{rest}}}""";

    [Fact]
    public async Task Until_its_fields_are_mapped_nothing_is_lost_and_a_replay_takes_it_in_by_the_mapping()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var made = (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = Kind })).Expect(201);
        var (id, token) = (made.GetProperty("source").GetProperty("id").GetString(), made.GetProperty("token").GetString());
        var body = Calls("later")[0].Body;
        // A sender that cannot set headers has the token in its address.
        (await workspace.Anonymous.AskAsync(HttpMethod.Post, $"/webhooks/{id}?token={token}", Json(body))).Expect();
        var kept = (await workspace.EventsAsync()).ShouldHaveSingleItem();
        kept.Name.ShouldBe("webhook_received");

        var samples = (await workspace.Owner.GetAnswerAsync($"/api/sources/{id}/samples")).Expect();
        samples.GetProperty("items")[0].GetProperty("request").GetProperty("body").GetString().ShouldBe(body);

        var tried = (await workspace.Owner.PostAnswerAsync($"/api/sources/{id}/mapping/preview", $$"""{"mapping": {{Mapping}}, "body": {{body}}}""")).Expect();
        var preview = tried.GetProperty("events").EnumerateArray().ShouldHaveSingleItem();
        preview.GetProperty("problems").EnumerateObject().ShouldBeEmpty();
        preview.GetProperty("event").GetProperty("order").GetProperty("id").GetString().ShouldBe("o-later");

        (await workspace.Owner.PatchAnswerAsync($"/api/sources/{id}", new { settings = new Dictionary<string, string> { ["mapping"] = Mapping } })).Expect();
        (await workspace.ReplayAsync("here")).Refused.ShouldBe(0);
        await Eventually.Async(async () => (await workspace.EventsAsync()).Exists(e => e.Name == "order_completed"));
        var order = (await workspace.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        order.GetProperty("total").GetDecimal().ShouldBe(41.80m);
    }

    [Fact]
    public async Task A_signing_secret_refuses_unsigned_calls_in_whatever_form_the_signature_comes()
    {
        const string secret = "whisper-whisper";
        var made = (await Shop.Owner.PostAnswerAsync("/api/sources", new { kind = Kind, signingSecret = secret })).Expect(201);
        var (id, token) = (made.GetProperty("source").GetProperty("id").GetString(), made.GetProperty("token").GetString());
        const string body = """{"type": "visited"}""";
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body));

        (await CallAsync(id, body, ("Authorization", "Bearer " + token))).Expect(401);
        (await CallAsync(id, body, ("Authorization", "Bearer " + token), ("X-Signature", Convert.ToHexString(hash)))).Expect();
        (await CallAsync(id, body, ("Authorization", "Bearer " + token), ("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(hash)))).Expect();
        (await CallAsync(id, body, ("Authorization", "Bearer " + token), ("X-Webhook-Signature", Convert.ToBase64String(hash)))).Expect();
        (await CallAsync(id, body + " ", ("Authorization", "Bearer " + token), ("X-Signature", Convert.ToHexString(hash)))).Expect(401);
        (await CallAsync(id, body, ("X-Signature", Convert.ToHexString(hash)))).Expect(401);
    }

    [Fact]
    public async Task A_mapping_is_checked_before_it_is_kept()
    {
        var made = (await Shop.Owner.PostAnswerAsync("/api/sources", new { kind = Kind })).Expect(201);
        var id = made.GetProperty("source").GetProperty("id").GetString();
        foreach (var wrong in new[]
        {
            "no json", "[]", """{"names": {}, "fields": {"shoe": "/a"}}""", """{"names": {}, "fields": {"email": "a"}}""",
            """{"name": "message_sent", "names": {}, "fields": {}}""", """{"names": {"a": null}, "fields": {}}""",
        })
        {
            (await Shop.Owner.PatchAnswerAsync($"/api/sources/{id}", new { settings = new Dictionary<string, string> { ["mapping"] = wrong } }))
                .Faults.ShouldBe(["settings.mapping"], wrong);
        }
        (await Shop.Owner.PostAnswerAsync("/api/sources/src_nothing/mapping/preview", """{"mapping": {}, "body": {}}""")).Expect(404);
        (await Shop.Owner.GetAnswerAsync("/api/sources/src_nothing/samples")).Expect(404);
    }

    private Task<Answer> CallAsync(string? id, string body, params (string Name, string Value)[] headers) =>
        Shop.Anonymous.AskAsync(HttpMethod.Post, $"/webhooks/{id}", Json(body), headers);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
