namespace Beckon.Server.Tests;

/// <summary>The first promise: nothing acknowledged is lost, nothing is sent twice, whenever the program is killed.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 3;
    private const int CartsBetweenKills = 120;
    private const int WaitingCarts = 500;
    private const int MailsBetweenKills = 30;

    private readonly DataFolder _folder = new();
    private readonly CartStream _carts = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_in_the_middle_of_a_stream_it_loses_nothing_and_sends_nothing_twice()
    {
        var campaign = "";
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = CartStream.Start(_folder.Path);
            using var client = CartStream.Client(await program.ListeningAsync());
            if (kill == 0) campaign = await CartStream.GoLiveAsync(client);
            await StreamUntilKilledAsync(program, client);
        }

        await using var last = CartStream.Start(_folder.Path);
        using var survivor = CartStream.Client(await last.ListeningAsync());
        await _carts.RepeatAsync(survivor);

        var expected = _carts.Addresses.ToList();
        await Eventually.Async(async () => (await CartStream.AllAsync(survivor, "/api/test-inbox")).Count >= expected.Count, seconds: 60);
        (await CartStream.AllAsync(survivor, "/api/test-inbox")).Select(mail => mail.GetProperty("to").GetString()!).Order(StringComparer.Ordinal).ShouldBe(expected);
        var messages = await CartStream.AllAsync(survivor, $"/api/campaigns/{campaign}/messages");
        messages.Select(message => message.GetProperty("contact").GetProperty("email").GetString()!).Order(StringComparer.Ordinal).ShouldBe(expected);
        var events = await CartStream.AllAsync(survivor, "/api/events?name=cart_abandoned");
        events.Count.ShouldBe(expected.Count);
        (await last.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Killed_while_waits_end_it_lets_every_run_go_on_once()
    {
        var seen = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = CartStream.Start(_folder.Path);
            using var client = CartStream.Client(await program.ListeningAsync());
            if (kill == 0) await AbandonAnHourAgoAsync(client);
            await Eventually.Async(async () => (await CartStream.AllAsync(client, "/api/test-inbox")).Count >= seen + MailsBetweenKills, seconds: 60);
            await program.KillAsync();
            seen += MailsBetweenKills;
        }

        await using var last = CartStream.Start(_folder.Path);
        using var survivor = CartStream.Client(await last.ListeningAsync());
        await Eventually.Async(async () => (await CartStream.AllAsync(survivor, "/api/test-inbox")).Count >= WaitingCarts, seconds: 90);
        (await CartStream.AllAsync(survivor, "/api/test-inbox")).Select(mail => mail.GetProperty("to").GetString()!).Order(StringComparer.Ordinal)
            .ShouldBe(_carts.Addresses.Take(WaitingCarts));
        (await last.StopAsync()).ShouldBe(0);
    }

    // Their waits of an hour end one after the other, over the seconds in which the kills come.
    private async Task AbandonAnHourAgoAsync(HttpClient client)
    {
        await CartStream.GoLiveAsync(client, delayMinutes: 60);
        var first = TimeProvider.System.GetUtcNow().AddHours(-1).AddSeconds(3);
        await _carts.SendAsync(client, WaitingCarts, cart => first.AddMilliseconds(cart * 50));
    }

    // The kill comes while the senders are at it.
    private async Task StreamUntilKilledAsync(BeckonProcess program, HttpClient client)
    {
        var half = _carts.Sent + CartsBetweenKills / 2;
        var sending = _carts.SendAsync(client, CartsBetweenKills);
        await Eventually.Async(() => Task.FromResult(_carts.Sent > half), seconds: 60);
        await program.KillAsync();
        await sending;
    }
}
