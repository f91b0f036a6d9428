using System.Text;

namespace Beckon.Server.Tests.Integrations;

public sealed class OrdersDoorTests(TestWorkspace shop) : DoorTests(shop), IClassFixture<TestWorkspace>
{
    protected override int Success => 200;

    protected override int MostBytes => 16 << 20;

    protected override (string, string[]) Faulty =>
        ("""{"orders": [{"externalOrderId": "1", "externalCustomerId": "c", "totalCost": 1, "status": "DELIVERED", "date": "2026-03-01"}, {"externalOrderId": "2", "externalCustomerId": "c", "totalCost": {}, "status": "PAID", "date": "2026-03-01"}]}""",
            ["orders[1].totalCost", "orders[1].status"]);

    protected override Task<DoorCall> OpenAsync(TestWorkspace workspace) => Task.FromResult(Basic(workspace.ApiKey, "shop"));

    protected override async Task<DoorCall> ReconnectAsync(TestWorkspace workspace)
    {
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "orders_api" })).Expect(201);
        return await OpenAsync(workspace);
    }

    protected override string Valid(string unique) => $$"""{"orders": [{{One(unique, "ABANDONED_SHOPPING_CART")}}, {{One(unique + "-2", "DELIVERED")}}]}""";

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("päul")]
    public async Task Any_user_name_will_do(string user) => (await Basic(Shop.ApiKey, user).KnockAsync(Shop, Valid("user " + user))).Expect(200);

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ?")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer KEY")]
    public async Task Another_manner_of_authentication_will_not(string header)
    {
        var answer = await Shop.Anonymous.AskAsync(
            HttpMethod.Post, "/api/v1/orders", Valid("x"), ("Authorization", header.Replace("KEY", Shop.ApiKey, StringComparison.Ordinal)));

        answer.Expect(401);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("""Basic realm="Beckon", charset="UTF-8" """.Trim());
    }

    [Fact]
    public async Task A_thousand_orders_come_in_one_call()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = Basic(workspace.ApiKey, "");
        var orders = string.Join(',', Enumerable.Range(0, 1000).Select(i => One($"n{i}", "DELIVERED")));

        var answer = (await door.KnockAsync(workspace, $$"""{"orders": [{{orders}}]}""")).Expect(200);

        answer.GetProperty("failedOrders").GetArrayLength().ShouldBe(0);
        (await workspace.EventsAsync()).Count(e => e.Name == "orderDELIVERED").ShouldBe(1000);
        (await door.KnockAsync(workspace, $$"""{"orders": [{{orders}}, {{One("more", "DELIVERED")}}]}""")).Faults.ShouldBe(["orders"]);
    }

    [Fact]
    public async Task Every_status_becomes_an_event_that_carries_the_order_and_its_key()
    {
        var workspace = await TestWorkspace.CreateAsync();
        string[] statuses = ["INITIALIZED", "IN_PROGRESS", "DELIVERED", "CANCELLED", "ABANDONED_SHOPPING_CART"];

        foreach (var status in statuses)
            (await Basic(workspace.ApiKey, "").KnockAsync(workspace, $$"""{"orders": [{{One(status, status)}}]}""")).Expect(200);

        var events = await workspace.EventsAsync();
        events.Select(e => e.Name).ShouldBe([.. statuses.Select(status => "order" + status), "cart_abandoned"]);
        foreach (var (e, status) in events.Zip(statuses))
        {
            var properties = System.Text.Json.JsonElement.Parse(e.Properties);
            properties.GetProperty("eventKey").GetString().ShouldBe(status);
            properties.GetProperty("deliveryMethod").GetString().ShouldBe("courier");
        }
    }

    private static string One(string id, string status) =>
        $$"""{"externalOrderId": "{{id}}", "externalCustomerId": "c-{{id}}", "totalCost": "12.00", "status": "{{status}}", "date": "2026-03-01T10:00:00+02:00", "email": "c@example.com", "deliveryMethod": "courier", "items": [{"externalItemId": 5, "quantity": 1, "cost": 12}]}""";

    private static DoorCall Basic(string key, string user) => new(
        "/api/v1/orders", key, password => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));
}
