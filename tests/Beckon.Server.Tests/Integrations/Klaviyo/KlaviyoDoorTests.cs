using System.Text;

namespace Beckon.Server.Tests.Integrations.Klaviyo;

public sealed class KlaviyoDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    protected override int Success => 202;

    protected override int MostBytes => 5 << 20;

    protected override (string, string[]) Faulty => (
        """{"data": {"type": "event", "attributes": {"metric": {"name": "a"}, "profile": {"email": "nobody"}, "time": "soon"}}}""",
        ["/data/attributes/profile/email", "/data/attributes/time", "/data/attributes/properties"]);

    protected override Task<DoorCall> OpenAsync(TestWorkspace workspace) => Task.FromResult(new DoorCall("/klaviyo/api/events", workspace.ApiKey, Key));

    protected override async Task<DoorCall> ReconnectAsync(TestWorkspace workspace)
    {
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "klaviyo" })).Expect(201);
        return await OpenAsync(workspace);
    }

    protected override string Valid(string unique) => $$$"""
        {"data": {"type": "event", "attributes": {"unique_id": "{{{unique}}}", "time": "2026-03-02T10:00:00+00:00", "value": 17, "value_currency": "USD",
         "metric": {"data": {"type": "metric", "attributes": {"name": "Placed Order"} } },
         "profile": {"data": {"type": "profile", "attributes": {"email": "ada@example.com", "first_name": "Ada"} } },
         "properties": {"OrderId": "{{{unique}}}", "Items": [{"ProductID": "9", "ItemPrice": 8.5, "Quantity": 2}]} } } }
        """;

    [Fact]
    public async Task It_answers_as_its_senders_expect()
    {
        var door = await OpenAsync(Shop);
        (await door.KnockAsync(Shop, Valid("answer"))).ShouldSatisfyAllConditions(a => ((int)a.Status).ShouldBe(202), a => a.Text.ShouldBe(""));
        var error = (await door.KnockAsync(Shop, """{"data": 5}""")).Expect(400).GetProperty("errors")[0];
        (error.GetProperty("code").GetString(), error.GetProperty("source").GetProperty("pointer").GetString()).ShouldBe(("invalid", "/data"));
        (await (door with { Key = "x" }).KnockAsync(Shop, "{}")).Expect(401).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("not_authenticated");
    }

    [Fact]
    public async Task At_the_address_of_Beckons_own_events_the_call_tells_whose_it_is()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var shared = await OpenAsync(workspace) with { Path = "/api/events" };
        (await shared.KnockAsync(workspace, Valid("shared"))).Text.ShouldBe("");
        (await workspace.Api.PostAnswerAsync("/api/events", """{"event": "viewed_product", "email": "ada@example.com"}""")).Text.ShouldBe("""{"accepted":1}""");

        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Valid("typed")));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/vnd.api+json");
        (await workspace.Api.AskAsync(HttpMethod.Post, "/api/events", content)).Expect(202);
        (await workspace.Anonymous.AskAsync(HttpMethod.Post, "/api/events", Valid("nobody"), ("Authorization", "Klaviyo-API-Key bk_wrong"))).Expect(401)
            .GetProperty("errors")[0].GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("Klaviyo-API-Key");

        (await workspace.EventsAsync()).ConvertAll(e => e.Name).ShouldBe(["order_completed", "viewed_product", "order_completed"]);
    }

    [Fact]
    public async Task The_first_of_several_with_one_unique_id_is_kept()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        foreach (var value in (int[])[17, 99])
            (await door.KnockAsync(workspace, Valid("once").Replace("\"value\": 17", $"\"value\": {value}", StringComparison.Ordinal))).Expect(202);

        (await workspace.EventsAsync()).ShouldHaveSingleItem().Properties.ShouldContain("\"value\": 17");
    }

    private static (string, string) Key(string key) => ("Authorization", "Klaviyo-API-Key " + key);
}
