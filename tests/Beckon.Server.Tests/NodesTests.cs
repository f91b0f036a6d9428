using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Beckon.Storage;
using Beckon.Tests.Storage;

namespace Beckon.Server.Tests;

/// <summary>The seventh promise: the same program started more than once shares the work, and whoever freezes, dies or joins, nothing is lost or done twice.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    private const string Key = "nodes-test-key-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("beckon-nodes-").FullName;
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private TestDatabase _database = null!;
    private int _next;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nodes_that_freeze_wake_up_die_and_join_lose_nothing_and_send_nothing_twice()
    {
        await using var first = Start("first");
        using var atFirst = Client(await first.ListeningAsync());
        await GoLiveAsync(atFirst);
        await using var second = Start("second");
        using var atSecond = Client(await second.ListeningAsync());
        await SharesAsync(32, 32);
        await SendAsync(40, atFirst, atSecond);

        // Frozen in the middle of its work: the other does all of it, and what is acknowledged meanwhile is done before the frozen one wakes up.
        var sending = SendAsync(60, atSecond);
        await SignalAsync(first, "STOP");
        await sending;
        await SharesAsync(64);
        await DoneAsync();

        // Awake again, it finds that it has lost everything, commits nothing of what it held, and is given its share anew.
        await SignalAsync(first, "CONT");
        await SharesAsync(32, 32);
        await SendAsync(40, atFirst, atSecond);

        await second.KillAsync();
        await SendAsync(40, atFirst);
        await using var third = Start("third");
        using var atThird = Client(await third.ListeningAsync());
        await SendAsync(40, atFirst, atThird);
        await SharesAsync(32, 32);
        await DoneAsync();

        (await first.StopAsync()).ShouldBe(0);
        await SharesAsync(64);
        await SendAsync(20, atThird);
        await DoneAsync();
    }

    private BeckonProcess Start(string name)
    {
        var folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        return BeckonProcess.Start(
            folder,
            ("BECKON_DATABASE", _database.ConnectionString), ("BECKON_MASTER_KEY", Convert.ToBase64String(new byte[32])),
            ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"), ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", Key));
    }

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return client;
    }

    private static Task SignalAsync(BeckonProcess process, string signal) => Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();

    // Sent again until it is acknowledged, as a platform does.
    private async Task SendAsync(int carts, params HttpClient[] clients)
    {
        for (var i = 0; i < carts; i++)
        {
            var cart = _next++;
            while (!await SendAsync(clients[cart % clients.Length], cart)) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            _acknowledged[cart] = true;
        }
    }

    private static async Task<bool> SendAsync(HttpClient client, int cart)
    {
        var body = new { @event = "cart_abandoned", messageId = $"m-{cart}", email = $"shopper{cart}@example.com", cart = new { id = $"c-{cart}" } };
        try
        {
            using var response = await client.PostAsJsonAsync("/api/events", body);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task GoLiveAsync(HttpClient client)
    {
        var templates = await client.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/templates?category=abandon_cart");
        using var made = await client.PostAsJsonAsync("/api/campaigns", new { name = "Reminder", templateId = templates.GetProperty("items")[0].GetProperty("id").GetString() });
        var id = (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString();
        using var live = await client.PostAsync($"/api/campaigns/{id}/live", null);
        live.EnsureSuccessStatusCode();
    }

    private Task SharesAsync(params int[] shares) => Eventually.Async(
        async () => (await CountsAsync("select count(*) from slot where node_id is not null group by node_id order by 1")).SequenceEqual(shares.Select(share => (long)share)),
        seconds: 60);

    // Everything acknowledged is in the history once, has one message, and one mail.
    private async Task DoneAsync()
    {
        await Eventually.Async(async () => (await CountsAsync("select count(*) from message where status = 'sent'"))[0] >= _acknowledged.Count, seconds: 60);
        await Eventually.Async(async () => (await CountsAsync("select count(*) from inbox"))[0] == 0, seconds: 60);
        (await CountsAsync("select count(*) from event where name = 'cart_abandoned'")).ShouldBe([_acknowledged.Count]);
        (await CountsAsync("select count(*) from message where status = 'sent'")).ShouldBe([_acknowledged.Count]);
        (await CountsAsync("select count(*) from test_inbox")).ShouldBe([_acknowledged.Count]);
        (await CountsAsync("select count(*) from event where name = 'message_sent'")).ShouldBe([_acknowledged.Count]);
    }

    private async Task<List<long>> CountsAsync(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        return await connection.Command(sql).ReadAsync(row => row.GetInt64(0), CancellationToken.None);
    }
}
