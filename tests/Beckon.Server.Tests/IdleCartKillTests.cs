using System.Net.Http.Json;
using Beckon.Kernel;

namespace Beckon.Server.Tests;

/// <summary>The program dies while it tells of carts that were left alone: each is told of exactly once all the same.</summary>
public sealed class IdleCartKillTests : IDisposable
{
    private const int Carts = 40;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KillPoint.IdleCartsTold)]
    [InlineData(KillPoint.IdleCartsCommitted)]
    public async Task Each_cart_is_told_of_once(string at)
    {
        await using (var program = CartStream.Start(_folder.Path, (KillPoint.Variable, at)))
        {
            using var client = CartStream.Client(await program.ListeningAsync());
            await CartStream.GoLiveAsync(client);
            using var connected = await client.PostAsJsonAsync("/api/sources", new { kind = "cart_api", settings = new { abandonAfterMinutes = "1" } });
            connected.EnsureSuccessStatusCode();
            // Their minute ends in three seconds, all at once.
            var changed = TimeProvider.System.GetUtcNow().AddMinutes(-1).AddSeconds(3);
            for (var cart = 0; cart < Carts; cart++) await LeaveAsync(client, cart, changed);
            await program.EndedAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }

        await using var last = CartStream.Start(_folder.Path);
        using var survivor = CartStream.Client(await last.ListeningAsync());
        await Eventually.Async(async () => (await CartStream.AllAsync(survivor, "/api/test-inbox")).Count >= Carts, seconds: 60);
        var mails = await CartStream.AllAsync(survivor, "/api/test-inbox");
        mails.Select(mail => mail.GetProperty("to").GetString() ?? "").Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Carts).Select(Address).Order(StringComparer.Ordinal));
        (await CartStream.AllAsync(survivor, "/api/events?name=cart_abandoned")).Count.ShouldBe(Carts);
        (await last.StopAsync()).ShouldBe(0);
    }

    private static async Task LeaveAsync(HttpClient client, int cart, DateTimeOffset changed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/cart");
        request.Headers.Add("X-APIKEY", CartStream.Key);
        request.Content = JsonContent.Create(new
        {
            email = Address(cart),
            @event = "updated",
            cart = new { id = $"c-{cart}", updatedAt = changed, items = new[] { new { productId = "p", name = "Kettle", price = 12 } } },
        });
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static string Address(int cart) => $"shopper{cart:D4}@example.com";
}
