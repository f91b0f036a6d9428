using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>The first promise: nothing acknowledged is lost, nothing is sent twice, whenever the program is killed.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private const string Key = "kill-test-key-0123456789";
    private const int Kills = 3;
    private const int CartsBetweenKills = 120;
    private const int WaitingCarts = 500;
    private const int MailsBetweenKills = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("beckon-kill-").FullName;
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private int _next;

    public Task InitializeAsync()
    {
        // The embedded database runs under another user and must be able to enter.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("755", 8));
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_stream_it_loses_nothing_and_sends_nothing_twice()
    {
        var campaign = "";
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = Start();
            using var client = Client(await program.ListeningAsync());
            if (kill == 0) campaign = await GoLiveAsync(client);
            await StreamUntilKilledAsync(program, client);
        }

        await using var last = Start();
        using var survivor = Client(await last.ListeningAsync());
        // What was never acknowledged is sent again, as a platform would, under the same key: it may or may not have been taken.
        foreach (var cart in Enumerable.Range(0, _next).Where(cart => !_acknowledged.ContainsKey(cart))) (await SendAsync(survivor, cart)).ShouldBeTrue();

        var expected = Enumerable.Range(0, _next).Select(Address).Order(StringComparer.Ordinal).ToList();
        await Eventually.Async(async () => (await AllAsync(survivor, "/api/test-inbox")).Count >= expected.Count, seconds: 60);
        (await AllAsync(survivor, "/api/test-inbox")).Select(mail => mail.GetProperty("to").GetString()!).Order(StringComparer.Ordinal).ShouldBe(expected);
        var messages = await AllAsync(survivor, $"/api/campaigns/{campaign}/messages");
        messages.Select(message => message.GetProperty("contact").GetProperty("email").GetString()!).Order(StringComparer.Ordinal).ShouldBe(expected);
        var events = await AllAsync(survivor, "/api/events?name=cart_abandoned");
        events.Count.ShouldBe(expected.Count);
        (await last.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Killed_while_waits_end_it_lets_every_run_go_on_once()
    {
        var seen = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = Start();
            using var client = Client(await program.ListeningAsync());
            if (kill == 0) await AbandonAnHourAgoAsync(client);
            await Eventually.Async(async () => (await AllAsync(client, "/api/test-inbox")).Count >= seen + MailsBetweenKills, seconds: 60);
            await program.KillAsync();
            seen += MailsBetweenKills;
        }

        await using var last = Start();
        using var survivor = Client(await last.ListeningAsync());
        await Eventually.Async(async () => (await AllAsync(survivor, "/api/test-inbox")).Count >= WaitingCarts, seconds: 90);
        (await AllAsync(survivor, "/api/test-inbox")).Select(mail => mail.GetProperty("to").GetString()!).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, WaitingCarts).Select(Address).Order(StringComparer.Ordinal));
        (await last.StopAsync()).ShouldBe(0);
    }

    // Their waits of an hour end one after the other, over the seconds in which the kills come.
    private async Task AbandonAnHourAgoAsync(HttpClient client)
    {
        await GoLiveAsync(client, delayMinutes: 60);
        var first = TimeProvider.System.GetUtcNow().AddHours(-1).AddSeconds(3);
        for (var cart = 0; cart < WaitingCarts; cart++) (await SendAsync(client, cart, first.AddMilliseconds(cart * 50))).ShouldBeTrue();
    }

    private BeckonProcess Start() => BeckonProcess.Start(
        _folder,
        ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"), ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", Key));

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return client;
    }

    // Four senders at once; the kill comes while they are at it.
    private async Task StreamUntilKilledAsync(BeckonProcess program, HttpClient client)
    {
        var until = _next + CartsBetweenKills;
        var senders = Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var cart = Interlocked.Increment(ref _next) - 1; cart < until; cart = Interlocked.Increment(ref _next) - 1)
            {
                if (!await SendAsync(client, cart)) return;
            }
        }).ToList();
        await Eventually.Async(() => Task.FromResult(Volatile.Read(ref _next) > until - CartsBetweenKills / 2), seconds: 60);
        await program.KillAsync();
        await Task.WhenAll(senders);
    }

    private async Task<bool> SendAsync(HttpClient client, int cart, DateTimeOffset? at = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/cart");
        request.Headers.Add("X-APIKEY", Key);
        request.Headers.Add("Idempotency-Key", $"cart-{cart}");
        request.Content = JsonContent.Create(new
        {
            email = Address(cart),
            cart = new { id = $"c-{cart}", updatedAt = at, items = new[] { new { productId = "p", name = "Kettle", price = 12 } } },
        });
        try
        {
            using var response = await client.SendAsync(request);
            if (!response.IsSuccessStatusCode) return false;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        return _acknowledged.TryAdd(cart, true);
    }

    private static string Address(int cart) => $"shopper{cart:D4}@example.com";

    private static async Task<string> GoLiveAsync(HttpClient client, int delayMinutes = 0)
    {
        var template = (await AllAsync(client, "/api/templates?category=abandon_cart"))[0].GetProperty("id").GetString();
        using var made = await client.PostAsJsonAsync("/api/campaigns", new { name = "Reminder", templateId = template });
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var edited = await client.PatchAsJsonAsync($"/api/campaigns/{id}", new { settings = new { delayMinutes } });
        edited.EnsureSuccessStatusCode();
        using var live = await client.PostAsync($"/api/campaigns/{id}/live", null);
        live.EnsureSuccessStatusCode();
        return id;
    }

    private static async Task<List<JsonElement>> AllAsync(HttpClient client, string path)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=200{(cursor is null ? "" : $"&cursor={cursor}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        return all;
    }
}
