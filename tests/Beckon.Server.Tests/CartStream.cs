using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>
/// Abandoned carts, each of its own shopper, sent to a program that may die at any moment; it remembers which were acknowledged, as a shop's
/// platform would.
/// </summary>
public sealed class CartStream
{
    public const string Key = "kill-test-key-0123456789";

    private const int Senders = 4;

    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private int _next;

    /// <summary>How many carts were sent, acknowledged or not.</summary>
    public int Sent => Volatile.Read(ref _next);

    public IEnumerable<string> Addresses => Enumerable.Range(0, _next).Select(Address).Order(StringComparer.Ordinal);

    /// <summary>The program on a data folder, with an owner and a key that are made at its first start.</summary>
    public static BeckonProcess Start(string folder, params (string Name, string Value)[] environment) => BeckonProcess.Start(
        folder,
        [
            ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"), ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", Key),
            .. environment,
        ]);

    public static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return client;
    }

    /// <summary>An Abandoned Cart campaign of the built-in template, set live; its id.</summary>
    public static async Task<string> GoLiveAsync(HttpClient client, int delayMinutes = 0)
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

    /// <summary>Four senders at once, until so many more carts are sent or the program no longer answers.</summary>
    public Task SendAsync(HttpClient client, int carts) => SendAsync(client, carts, _ => null);

    /// <param name="client">To the program.</param>
    /// <param name="carts">How many.</param>
    /// <param name="abandonedAt">When each was abandoned; null: now.</param>
    public async Task SendAsync(HttpClient client, int carts, Func<int, DateTimeOffset?> abandonedAt)
    {
        var until = _next + carts;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var cart = Interlocked.Increment(ref _next) - 1; cart < until; cart = Interlocked.Increment(ref _next) - 1)
            {
                if (!await SendOneAsync(client, cart, abandonedAt(cart))) return;
            }
        }));
    }

    /// <summary>What was never acknowledged is sent again under the same key: it may or may not have been taken the first time.</summary>
    public async Task RepeatAsync(HttpClient client)
    {
        foreach (var cart in Enumerable.Range(0, _next).Where(cart => !_acknowledged.ContainsKey(cart))) (await SendOneAsync(client, cart, null)).ShouldBeTrue();
    }

    public static async Task<List<JsonElement>> AllAsync(HttpClient client, string path)
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

    private async Task<bool> SendOneAsync(HttpClient client, int cart, DateTimeOffset? at)
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
            return response.IsSuccessStatusCode && _acknowledged.TryAdd(cart, true);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Address(int cart) => $"shopper{cart:D4}@example.com";
}
