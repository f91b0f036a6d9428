using System.Security.Cryptography;
using System.Text;

namespace Beckon.Server.Tests.Integrations;

public sealed class JaneDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    private DoorCall? _door;

    protected override int Success => 200;

    protected override int MostBytes => 1 << 20;

    // At Jane's door a key is a token like any other: one that opens nothing.
    protected override int WithoutScope => 401;

    protected override int Disconnected => 404;

    protected override (string, string[]) Faulty =>
        ("""{"cart": {"status": "lost", "amount": "much", "products": [{}]}}""", ["cart.id", "cart.status", "cart.amount", "cart.products[0].product_id"]);

    protected override async Task<DoorCall> OpenAsync(TestWorkspace workspace) =>
        workspace == Shop ? _door ??= await ConnectAsync(workspace) : await ConnectAsync(workspace);

    protected override string Valid(string unique) =>
        $$$"""{"cart": {"id": "{{{unique}}}", "status": "verification", "amount": 12.5, "customer_email_address": "ada@example.com", "customer_name": "Ada B", "created_at": "2026-03-02 10:00:00"}}""";

    [Fact]
    public async Task The_address_of_abandonments_says_what_happened()
    {
        var before = (await Shop.EventsAsync()).Count;
        var connected = (await Shop.Owner.PostAnswerAsync("/api/sources", new { kind = "jane" })).Expect(201);
        var urls = connected.GetProperty("source").GetProperty("connection").GetProperty("addresses").EnumerateArray()
            .Select(one => new Uri(one.GetProperty("url").GetString() ?? "").PathAndQuery).ToList();
        var token = connected.GetProperty("token").GetString() ?? "";

        foreach (var url in urls) (await Door(url, token).KnockAsync(Shop, Valid("told twice"))).Expect(200);

        (await Shop.EventsAsync())[before..].Select(e => (e.Name, e.Status))
            .ShouldBe([("cart_status_updated", "verification"), ("cart_abandoned", null)]);
    }

    [Fact]
    public async Task With_a_signing_secret_only_signed_calls_get_in()
    {
        var door = await ConnectAsync(Shop, signingSecret: "between us");
        const string at = "1772452800";
        var body = Valid("signed");
        var signature = Sign("between us", at, body);

        (await door.KnockAsync(Shop, body)).Expect(401);
        (await door.KnockAsync(Shop, body, ("X-Jane-Request-Timestamp", at), ("X-Jane-Signature", Sign("guess", at, body)))).Expect(401);
        (await door.KnockAsync(Shop, body, ("X-Jane-Request-Timestamp", "1772452801"), ("X-Jane-Signature", signature))).Expect(401);
        (await door.KnockAsync(Shop, body + " ", ("X-Jane-Request-Timestamp", at), ("X-Jane-Signature", signature))).Expect(401);
        (await (door with { Key = "wrong" }).KnockAsync(Shop, body, ("X-Jane-Request-Timestamp", at), ("X-Jane-Signature", signature))).Expect(401);
        (await door.KnockAsync(Shop, body, ("X-Jane-Request-Timestamp", at), ("X-Jane-Signature", signature))).Expect(200);
        (await Shop.EventsAsync()).ShouldContain(e => e.OccurredAt == DateTimeOffset.FromUnixTimeSeconds(1772452800).UtcDateTime);
    }

    [Fact]
    public async Task An_API_key_of_the_same_workspace_opens_it_and_one_of_another_does_not()
    {
        var door = await OpenAsync(Shop);
        var other = await TestWorkspace.CreateAsync();

        (await (door with { Key = Shop.ApiKey }).KnockAsync(Shop, Valid("by key"))).Expect(200);
        (await (door with { Key = other.ApiKey }).KnockAsync(Shop, Valid("by key"))).Expect(401);
    }

    [Theory]
    [InlineData("src_00000000000000000000000000")]
    [InlineData("nonsense")]
    public async Task An_address_of_nobody_is_not_found(string id) =>
        (await Door("/webhooks/" + id, "x").KnockAsync(Shop, Valid("x"))).Expect(404);

    [Fact]
    public async Task Products_show_that_the_source_is_dynamic()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await ConnectAsync(workspace);
        (await AbandonmentAsync(workspace)).ShouldBe("simple");

        (await (door with { Path = door.Path + "?event=cart_abandoned" }).KnockAsync(workspace, """
            {"cart": {"id": 1, "customer_email_address": "ada@example.com", "products": [{"product_id": 5, "name": "Tea", "checkout_price": "4.00", "count": 2}]}}
            """)).Expect(200);

        await Eventually.Async(async () => await AbandonmentAsync(workspace) == "dynamic");
    }

    private static async Task<string?> AbandonmentAsync(TestWorkspace workspace) =>
        (await workspace.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items")[0].GetProperty("cartAbandonment").GetString();

    private static async Task<DoorCall> ConnectAsync(TestWorkspace workspace, string? signingSecret = null)
    {
        var connected = (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "jane", signingSecret })).Expect(201);
        return Door("/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString(), connected.GetProperty("token").GetString() ?? "");
    }

    private static DoorCall Door(string path, string token) => new(path, token, key => ("Authorization", "Bearer " + key));

    private static string Sign(string secret, string timestamp, string body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}:{body}")));
}
