using Beckon.Delivery.Tracking;
using Beckon.Events;
using Npgsql;

namespace Beckon.Server.Demo;

/// <summary>Keeps a gentle stream of shoppers coming: they look, fill carts, leave some, read what they are sent, and sometimes come back and buy.</summary>
public sealed partial class DemoShoppers(
    DemoSeed seed, PublicUrl publicUrl, Inbox inbox, NpgsqlDataSource database, TimeProvider time, ILogger<DemoShoppers> log) : BackgroundService
{
    private static readonly OrderStatus[] Statuses = [OrderStatus.Initialized, OrderStatus.InProgress, OrderStatus.Delivered];

    private int _visits;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await seed.RunAsync(publicUrl.Value, stoppingToken) is not { } shop)
        {
            LogNotFresh();
            return;
        }
        LogReady(publicUrl.Value, DemoSeed.Email, DemoSeed.Password);
        while (!stoppingToken.IsCancellationRequested)
        {
            _ = WatchAsync(VisitAsync(shop, stoppingToken));
            await WaitAsync(3, 9, stoppingToken);
        }
    }

    // A shopper's afternoon, in fast motion.
    private async Task VisitAsync(DemoShop shop, CancellationToken ct)
    {
        var random = Random.Shared;
        var person = DemoPerson.Everybody[random.Next(DemoPerson.Everybody.Count)];
        var cart = DemoCart.Fill(random, $"c-{time.GetUtcNow().ToUnixTimeSeconds()}-{Interlocked.Increment(ref _visits)}");
        var events = new DemoEvents(shop.SourceId, shop.PublicUrl, backfill: false, time);

        foreach (var (product, _) in cart.Lines)
        {
            await SendAsync(shop, events.Viewed(person, product, time.GetUtcNow()), ct);
            await WaitAsync(2, 6, ct);
        }
        if (random.NextDouble() < 0.35) return;
        await SendAsync(shop, events.Added(person, cart.Lines[0].Product, time.GetUtcNow()), ct);
        await WaitAsync(4, 10, ct);
        if (random.NextDouble() < 0.5 || await IsWonBackAsync(shop, events, person, cart, ct)) await BuyAsync(shop, events, person, cart, ct);
    }

    private async Task<bool> IsWonBackAsync(DemoShop shop, DemoEvents events, DemoPerson person, DemoCart cart, CancellationToken ct)
    {
        var random = Random.Shared;
        await SendAsync(shop, events.Abandoned(person, cart, time.GetUtcNow()), ct);
        await WaitAsync(5, 40, ct);
        if (random.NextDouble() > 0.55 || await MessageAsync(shop, cart, ct) is not { } message) return false;
        await SendAsync(shop, events.Feedback(EventNames.MessageOpened, message, time.GetUtcNow()), ct);
        await WaitAsync(3, 12, ct);
        if (random.NextDouble() > 0.5) return false;
        await SendAsync(shop, events.Feedback(EventNames.MessageClicked, message, time.GetUtcNow()), ct);
        await WaitAsync(5, 20, ct);
        return random.NextDouble() < 0.6;
    }

    private async Task BuyAsync(DemoShop shop, DemoEvents events, DemoPerson person, DemoCart cart, CancellationToken ct)
    {
        var placedAt = time.GetUtcNow();
        foreach (var status in Statuses)
        {
            await SendAsync(shop, events.Ordered(person, cart, status, placedAt, time.GetUtcNow()), ct);
            await WaitAsync(8, 20, ct);
        }
    }

    private Task SendAsync(DemoShop shop, CanonicalEvent e, CancellationToken ct) => inbox.AppendAsync(shop.WorkspaceId, [e], ct);

    private async Task<Guid?> MessageAsync(DemoShop shop, DemoCart cart, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await DemoMessages.SentAsync(connection, shop.WorkspaceId, cart.Id, ct);
    }

    private Task WaitAsync(int least, int most, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromSeconds(least + (most - least) * Random.Shared.NextDouble()), time, ct);

    // One shopper who stumbles does not empty the shop.
    private async Task WatchAsync(Task visit)
    {
        try
        {
            await visit;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            LogStumble(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: ready at {Url}. Sign in as {Email} with the password {Password}.")]
    private partial void LogReady(string url, string email, string password);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Demo: this installation is set up already, so it is left alone. Give --demo a fresh folder with --data.")]
    private partial void LogNotFresh();

    [LoggerMessage(Level = LogLevel.Debug, Message = "Demo: a shopper left early ({Why}).")]
    private partial void LogStumble(string why);
}
