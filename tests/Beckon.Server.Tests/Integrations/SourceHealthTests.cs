using System.Text.Json;
using Beckon.Integrations.Doors;

namespace Beckon.Server.Tests.Integrations;

public sealed class SourceHealthTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task A_source_tells_what_it_asked_within_a_day_and_what_was_refused()
    {
        var connected = (await shop.Owner.PostAnswerAsync("/api/sources", new { kind = "jane" })).Expect(201);
        var token = connected.GetProperty("token").GetString();
        var id = connected.GetProperty("source").GetProperty("id").GetString();
        Figures(connected.GetProperty("source")).ShouldBe("0 requests, 0 events, 0 refused");
        var before = await HealthAsync("cart_api");

        await CartAsync(new { email = "ada@example.com", cart = new { id = "c-1" } }, 200);
        await CartAsync(new { email = "ada@example.com", cart = new { id = "c-2", total = "ada’s purse" } }, 400);
        (await shop.Anonymous.AskAsync(HttpMethod.Post, $"/webhooks/{id}", new { }, ("Authorization", $"Bearer {token}x"))).Expect(401);

        before.ShouldBe("0 requests, 0 events, 0 refused");
        (await HealthAsync("cart_api")).ShouldBe("2 requests, 1 events, 1 refused");
        (await HealthAsync("jane")).ShouldBe("1 requests, 0 events, 1 refused");
        var said = (await SourceAsync("cart_api")).GetProperty("health").GetProperty("lastRefusal").GetString().ShouldNotBeNull();
        said.ShouldStartWith("cart.total: ");
        said.ShouldNotContain("purse");
    }

    private async Task CartAsync(object body, int status) =>
        (await shop.Anonymous.AskAsync(HttpMethod.Post, "/v2/cart", body, ("X-APIKEY", shop.ApiKey))).Expect(status);

    private async Task<string> HealthAsync(string kind)
    {
        await shop.Get<SourceHealth>().WriteAsync(CancellationToken.None);
        var source = await SourceAsync(kind);
        return source.ValueKind == JsonValueKind.Undefined ? "0 requests, 0 events, 0 refused" : Figures(source);
    }

    private async Task<JsonElement> SourceAsync(string kind) =>
        (await shop.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items").EnumerateArray()
            .FirstOrDefault(one => one.GetProperty("kind").GetString() == kind);

    private static string Figures(JsonElement source)
    {
        var health = source.GetProperty("health");
        return $"{health.GetProperty("requests")} requests, {health.GetProperty("events")} events, {health.GetProperty("refused")} refused";
    }
}
