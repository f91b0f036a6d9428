namespace Beckon.Server.Tests.Integrations;

public sealed class EventsDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    protected override int Success => 202;

    protected override int MostBytes => 16 << 20;

    protected override (string, string[]) Faulty =>
        ("""[{"event": "a", "email": "a@example.com"}, {"event": 5, "email": "nobody"}]""", ["[1].event", "[1].email"]);

    protected override Task<DoorCall> OpenAsync(TestWorkspace workspace) =>
        Task.FromResult(new DoorCall("/api/events", workspace.ApiKey, key => ("Authorization", "Bearer " + key)));

    protected override async Task<DoorCall> ReconnectAsync(TestWorkspace workspace)
    {
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "events_api" })).Expect(201);
        return await OpenAsync(workspace);
    }

    protected override string Valid(string unique) => $$"""
        [{"event": "viewed_product", "messageId": "{{unique}}", "email": "ada@example.com", "properties": {"productId": "p-7"} },
         {"event": "added_to_cart", "messageId": "{{unique}}-2", "email": "ada@example.com", "cart": {"id": "{{unique}}", "items": [{"productId": "p-7"}] } }]
        """;

    [Fact]
    public async Task Says_how_many_events_it_has_taken() =>
        (await (await OpenAsync(Shop)).KnockAsync(Shop, Valid("counted"))).Text.ShouldBe("""{"accepted":2}""");

    [Fact]
    public async Task One_event_need_not_be_a_list()
    {
        var before = (await Shop.EventsAsync()).Count;

        var answer = await (await OpenAsync(Shop)).KnockAsync(Shop, """{"name": "loyalty card scanned", "customerId": 12, "till": 3}""");

        answer.Expect(202);
        var e = (await Shop.EventsAsync())[before..].ShouldHaveSingleItem();
        (e.Name, System.Text.Json.JsonElement.Parse(e.Properties).GetProperty("till").GetInt32()).ShouldBe(("loyalty card scanned", 3));
    }

    // A shop that is connected under full load: the first requests make the source, all at once.
    [Fact]
    public async Task Many_first_requests_at_once_are_all_taken()
    {
        for (var round = 0; round < 8; round++)
        {
            var workspace = await TestWorkspace.CreateAsync();
            var door = await OpenAsync(workspace);
            var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => door.KnockAsync(workspace, Valid($"first-{n}"))));
            foreach (var answer in answers) answer.Expect(202);
        }
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_may_not_send_events() =>
        (await Shop.Owner.PostAnswerAsync("/api/events", """{"event": "a", "email": "a@example.com"}""")).Expect(403);
}
