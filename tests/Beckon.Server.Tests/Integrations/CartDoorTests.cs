namespace Beckon.Server.Tests.Integrations;

public sealed class CartDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    protected override int Success => 200;

    protected override int MostBytes => 1 << 20;

    protected override (string, string[]) Faulty =>
        ("""{"event": "gone", "cart": {"items": [{"productId": "a"}, {"price": "x"}]}}""",
            ["event", "cart.items[1].productId", "cart.items[1].price"]);

    protected override Task<DoorCall> OpenAsync(TestWorkspace workspace) =>
        Task.FromResult(new DoorCall("/v2/cart", workspace.ApiKey, key => ("X-APIKEY", key)));

    protected override async Task<DoorCall> ReconnectAsync(TestWorkspace workspace)
    {
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "cart_api" })).Expect(201);
        return await OpenAsync(workspace);
    }

    protected override string Valid(string unique) =>
        $$$"""{"email": "ada@example.com", "cart": {"id": "{{{unique}}}", "updatedAt": "2026-03-02T10:00:00Z", "total": "5.50", "items": [{"productId": 7, "price": 5.5}]}}""";

    [Theory]
    [InlineData("/v2/cart")]
    [InlineData("/api/v2/cart")]
    public async Task Answers_in_the_envelope_that_its_senders_know(string path)
    {
        var door = await OpenAsync(Shop) with { Path = path };

        (await door.KnockAsync(Shop, Valid(path))).Text.ShouldBe("""{"data":{"accepted":1},"success":true,"errors":[],"code":200}""");
        var refused = (await door.KnockAsync(Shop, "{}")).Expect(400);
        (refused.GetProperty("success").GetBoolean(), refused.GetProperty("code").GetInt32()).ShouldBe((false, 400));
        refused.GetProperty("errors").GetProperty("$")[0].GetString().ShouldNotBeNull().ShouldStartWith("Say whose cart it is");
        var unknown = (await (door with { Key = "x" }).KnockAsync(Shop, "{}")).Expect(401);
        (unknown.GetProperty("success").GetBoolean(), unknown.GetProperty("code").GetInt32()).ShouldBe((false, 401));
    }

    [Fact]
    public async Task An_identifier_alone_is_enough()
    {
        var before = (await Shop.EventsAsync()).Count;
        var door = await OpenAsync(Shop);

        (await door.KnockAsync(Shop, """{"phone": "206-555-0123"}""")).Expect(200);

        var e = (await Shop.EventsAsync())[before..].ShouldHaveSingleItem();
        e.Name.ShouldBe("cart_abandoned");
    }

    [Fact]
    public async Task A_key_of_its_own_makes_a_call_repeatable()
    {
        var before = (await Shop.EventsAsync()).Count;
        var door = await OpenAsync(Shop);

        foreach (var email in (string[])["a@example.com", "b@example.com"])
            (await door.KnockAsync(Shop, $$"""{"email": "{{email}}"}""", ("Idempotency-Key", "once-7"))).Expect(200);

        (await Shop.EventsAsync()).Count.ShouldBe(before + 1);
        (await door.KnockAsync(Shop, Valid("k"), ("Idempotency-Key", new string('k', 256)))).Faults.ShouldBe(["Idempotency-Key"]);
    }
}
