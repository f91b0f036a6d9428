using System.Text.Json;
using Beckon.Accounts;
using Beckon.Tests.Delivery.Email;

namespace Beckon.Server.Tests.Delivery;

public sealed class UncertainTests : IAsyncLifetime
{
    private readonly FakeSmtpServer _server = new FakeSmtpServer().Start();
    private CartShop _shop = null!;

    public async Task InitializeAsync()
    {
        _shop = await CartShop.OpenAsync();
        await ConnectAsync(_shop.Workspace.Owner, _server.Port);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Without_an_answer_of_the_server_a_person_lets_it_be_sent_again_or_counts_it_as_sent()
    {
        var (again, enough) = (await UncertainAsync("ada"), await UncertainAsync("bob"));
        var owner = _shop.Workspace.Owner;

        (await owner.PostAnswerAsync($"/api/messages/{again}/resend")).Expect().GetProperty("status").GetString().ShouldBe("queued");
        (await owner.PostAnswerAsync($"/api/messages/{enough}/settle")).Expect().GetProperty("status").GetString().ShouldBe("sent");

        await Eventually.Async(async () => (await MessageAsync(again)).GetProperty("message").GetProperty("status").GetString() == "sent");
        (await MessageAsync(again)).GetProperty("attempts").GetInt32().ShouldBe(2);
        (await MessageAsync(enough)).GetProperty("attempts").GetInt32().ShouldBe(1);
        _server.Received.Count.ShouldBe(1);
        (await owner.PostAnswerAsync($"/api/messages/{again}/resend")).Expect(409);
        (await owner.PostAnswerAsync($"/api/messages/{enough}/settle")).Expect(409);
        await Eventually.Async(async () =>
            (await owner.GetAnswerAsync("/api/events?name=message_sent")).Expect().GetProperty("items").GetArrayLength() == 2);
    }

    [Fact]
    public async Task Only_who_may_edit_campaigns_of_the_workspace_decides()
    {
        var message = await UncertainAsync("eve");
        var stranger = await TestWorkspace.CreateAsync();
        foreach (var decision in new[] { "resend", "settle" })
        {
            var path = $"/api/messages/{message}/{decision}";
            (await stranger.Owner.PostAnswerAsync(path)).Expect(404);
            (await (await _shop.Workspace.SignedInAsync(Role.Staff)).PostAnswerAsync(path)).Expect(403);
            (await _shop.Workspace.Anonymous.PostAnswerAsync(path)).Expect(401);
            (await _shop.Workspace.Owner.PostAnswerAsync($"/api/messages/nonsense/{decision}")).Expect(404);
        }
        (await MessageAsync(message)).GetProperty("message").GetProperty("status").GetString().ShouldBe("uncertain");
    }

    [Fact]
    public async Task A_server_that_is_away_is_shown_and_a_test_that_it_takes_lets_the_messages_go()
    {
        _server.Always("connect", SmtpAnswer.Drop);
        for (var i = 0; i < 5; i++) await _shop.CartAsync($"s{i}@example.com", $"c{i}", TimeProvider.System.GetUtcNow());
        await Eventually.Async(async () => (await HealthAsync()).GetProperty("state").GetString() != "working", seconds: 60);
        // The server may be found away before the last cart has been processed.
        await Eventually.Async(async () => (await HealthAsync()).GetProperty("queued").GetInt32() == 5, seconds: 60);

        var health = await HealthAsync();
        health.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        health.GetProperty("since").GetDateTimeOffset().ShouldBeLessThan(health.GetProperty("nextTryAt").GetDateTimeOffset());

        _server.Always("connect", "220 fake.test ESMTP");
        await Eventually.Async(
            async () => (await _shop.Workspace.Owner.PostAnswerAsync("/api/channels/email/test", new { to = "me@example.com" })).Expect()
                .GetProperty("outcome").GetString() == "accepted",
            seconds: 60);
        (await HealthAsync()).GetProperty("state").GetString().ShouldBe("working");
        await Eventually.Async(() => Task.FromResult(_server.ReceivedCount == 6), seconds: 60);
    }

    // A message that the server takes without a word, so that nobody knows.
    private async Task<string> UncertainAsync(string name)
    {
        _server.Next("end", SmtpAnswer.Drop);
        await _shop.CartAsync($"{name}@example.com", $"cart of {name}", TimeProvider.System.GetUtcNow());
        JsonElement row = default;
        await Eventually.Async(async () =>
        {
            var rows = (await _shop.Workspace.Owner.GetAnswerAsync($"/api/campaigns/{_shop.Campaign}/messages?status=uncertain")).Expect().GetProperty("items").EnumerateArray();
            row = rows.FirstOrDefault(one => one.GetProperty("contact").GetProperty("email").GetString() == $"{name}@example.com");
            return row.ValueKind == JsonValueKind.Object;
        });
        row.GetProperty("reason").GetString().ShouldBe("no_answer");
        return row.GetProperty("id").GetString() ?? "";
    }

    private async Task<JsonElement> MessageAsync(string id) => (await _shop.Workspace.Owner.GetAnswerAsync("/api/messages/" + id)).Expect();

    private async Task<JsonElement> HealthAsync() => (await _shop.Workspace.Owner.GetAnswerAsync("/api/channels/email")).Expect().GetProperty("health");

    private static async Task ConnectAsync(HttpClient owner, int port) => (await owner.PutAnswerAsync(
        "/api/channels/email",
        new { provider = "smtp", fromAddress = "shop@example.com", smtp = new { host = "127.0.0.1", port, security = "none" } })).Expect();
}
