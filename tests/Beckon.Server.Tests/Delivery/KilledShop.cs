using System.Net.Http.Json;
using System.Text.Json;
using Beckon.Kernel;
using Beckon.Tests.Delivery.Email;

namespace Beckon.Server.Tests.Delivery;

/// <summary>
/// A shop whose program dies at a labelled point while carts stream in, and is started again: what its shoppers were sent, and what it says
/// about it itself.
/// </summary>
public sealed class KilledShop : IAsyncDisposable
{
    // Enough to be in the middle of things at any point, few enough to be quick.
    private const int Carts = 400;

    private readonly DataFolder _folder = new();
    private readonly CartStream _carts = new();
    private readonly FakeSmtpServer _server = new FakeSmtpServer { KeepsMessages = true }.Start();
    private string _campaign = "";

    /// <summary>The statuses of all messages, each with the reason if there is one, and how many have it.</summary>
    public SortedDictionary<string, int> Statuses { get; private set; } = [];

    /// <summary>How often each Message-ID was taken by the mail server or is in the test inbox.</summary>
    public Dictionary<string, int> Taken { get; private set; } = [];

    /// <summary>The Message-IDs of those that the program counts as sent.</summary>
    public List<string> CountedAsSent { get; private set; } = [];

    public int Sent => _carts.Sent;

    /// <param name="at">The label to die at, with how often it is reached.</param>
    /// <param name="channel">What the shop sends over: <c>test_inbox</c>, or what to do after an interruption over SMTP.</param>
    public static async Task<KilledShop> DieAsync(string at, string channel)
    {
        var shop = new KilledShop();
        await shop.LiveAndDieAsync(at, channel);
        await shop.RecoverAsync(channel);
        return shop;
    }

    private async Task LiveAndDieAsync(string at, string channel)
    {
        await using var program = CartStream.Start(_folder.Path, (KillPoint.Variable, at));
        using var client = CartStream.Client(await program.ListeningAsync());
        if (channel != "test_inbox") await ConnectAsync(client, channel);
        _campaign = await CartStream.GoLiveAsync(client);
        var ended = program.EndedAsync();
        await _carts.SendAsync(client, Carts);
        // A busy machine may take what waits in fewer bites than the point is to be reached: then a few more come.
        for (var more = 0; more < 20 && await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System)) != ended; more++)
            await _carts.SendAsync(client, 10);
        // As by kill -9, and by nothing else.
        (await ended.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(128 + 9, program.Output);
    }

    private async Task RecoverAsync(string channel)
    {
        await using var program = CartStream.Start(_folder.Path);
        using var client = CartStream.Client(await program.ListeningAsync());
        await _carts.RepeatAsync(client);
        await Eventually.Async(() => SettledAsync(client, _carts.Sent), seconds: 60);
        // When one that comes later is sent, the outbox has looked at everything before it, interrupted hand-overs too.
        await _carts.SendAsync(client, 1);
        await _carts.RepeatAsync(client);
        await Eventually.Async(() => SettledAsync(client, _carts.Sent), seconds: 60);

        (await CartStream.AllAsync(client, "/api/events?name=cart_abandoned")).Count.ShouldBe(_carts.Sent);
        if (channel == "test_inbox") await ReadInboxAsync(client);
        else Taken = _server.Received.CountBy(mail => mail.Parse().Header("Message-ID")).ToDictionary();
        (await program.StopAsync()).ShouldBe(0);
    }

    private async Task ConnectAsync(HttpClient client, string whenInterrupted)
    {
        var settings = new
        {
            provider = "smtp",
            fromAddress = "shop@example.com",
            whenInterrupted,
            smtp = new { host = "127.0.0.1", port = _server.Port, security = "none" },
        };
        using var saved = await client.PutAsJsonAsync("/api/channels/email", settings);
        saved.EnsureSuccessStatusCode();
    }

    private async Task<bool> SettledAsync(HttpClient client, int count)
    {
        var messages = await CartStream.AllAsync(client, $"/api/campaigns/{_campaign}/messages");
        messages.Select(one => one.GetProperty("contact").GetProperty("email").GetString()).ShouldBeUnique();
        messages.Count.ShouldBeLessThanOrEqualTo(count);
        Statuses = new(messages.CountBy(Status).ToDictionary(), StringComparer.Ordinal);
        CountedAsSent = [.. messages.Where(one => Status(one) == "sent").Select(MessageId)];
        return messages.Count == count && !Statuses.Keys.Any(status => status.StartsWith("queued", StringComparison.Ordinal) || status.StartsWith("sending", StringComparison.Ordinal));
    }

    private async Task ReadInboxAsync(HttpClient client)
    {
        var mails = await CartStream.AllAsync(client, "/api/test-inbox");
        mails.Select(mail => mail.GetProperty("to").GetString()!).Order(StringComparer.Ordinal).ShouldBe(_carts.Addresses);
        Taken = mails.CountBy(MessageId).ToDictionary();
    }

    private static string Status(JsonElement message) =>
        message.GetProperty("reason").GetString() is { } reason ? $"{message.GetProperty("status").GetString()} {reason}" : message.GetProperty("status").GetString()!;

    private static string MessageId(JsonElement message) =>
        PublicId.TryParse(Ids.Message, message.GetProperty("id").GetString(), out var id) ? $"<{id:N}@example.com>" : "";

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
