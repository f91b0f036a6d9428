using System.Text.Json;

namespace Beckon.Server.Demo;

/// <summary>
/// Keeps a gentle stream of shoppers coming: they look, fill carts, leave some, read what they are sent, and sometimes come back and buy. Each of them
/// goes the way that a person in the demonstration shop goes: the browser's door, the orders call, the links in the message.
/// </summary>
public sealed partial class DemoShoppers(DemoOpening opening, TimeProvider time, ILogger<DemoShoppers> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private int _visits;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await opening.OpenAsync(stoppingToken) is not { } shop) return;
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
        var visitor = new Visitor(
            shop, DemoPerson.Everybody[random.Next(DemoPerson.Everybody.Count)],
            DemoCart.Fill(random, $"c-{time.GetUtcNow().ToUnixTimeSeconds()}-{Interlocked.Increment(ref _visits)}"),
            $"demo-{Guid.CreateVersion7(time.GetUtcNow()):n}");
        var (backend, who) = (shop.Backend, visitor.Person.ToCustomer());

        await backend.BrowseAsync(visitor.Browser, "customer_updated", new { }, ct, who: who);
        foreach (var (product, _) in visitor.Cart.Lines)
        {
            await backend.BrowseAsync(visitor.Browser, "viewed_product", Describe(product), ct);
            await WaitAsync(2, 6, ct);
        }
        if (random.NextDouble() < 0.35) return;
        await backend.BrowseAsync(visitor.Browser, "added_to_cart", Describe(visitor.Cart.Lines[0].Product), ct, visitor.Cart.ToBrowser(shop.PublicUrl));
        await WaitAsync(4, 10, ct);
        if (random.NextDouble() < 0.5 || await IsWonBackAsync(visitor, ct))
            await backend.DeliverAsync(who, visitor.Cart, TimeSpan.FromSeconds(8 + 12 * random.NextDouble()), ct);
    }

    // The cart is left alone until Beckon takes it for abandoned, and what comes of that is read or not.
    private async Task<bool> IsWonBackAsync(Visitor visitor, CancellationToken ct)
    {
        var (random, left) = (Random.Shared, time.GetUtcNow());
        DemoMail? mail = null;
        while (mail is null && time.GetUtcNow() - left < Patience)
        {
            await WaitAsync(10, 20, ct);
            mail = await visitor.Shop.Backend.MailAsync(visitor.Person.Email, left, ct);
        }
        if (random.NextDouble() > 0.55 || mail?.Pixel is not { } pixel) return false;
        await visitor.Shop.Backend.FollowAsync(pixel, ct);
        await WaitAsync(3, 12, ct);
        if (random.NextDouble() > 0.5 || mail.Link is not { } link) return false;
        await visitor.Shop.Backend.FollowAsync(link, ct);
        await WaitAsync(5, 20, ct);
        return random.NextDouble() < 0.6;
    }

    private static object Describe(DemoProduct product) => new { productId = product.Id, product.Name, product.Brand, product.Category, product.Price };

    private Task WaitAsync(int least, int most, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromSeconds(least + (most - least) * Random.Shared.NextDouble()), time, ct);

    // One shopper who stumbles does not empty the shop.
    private async Task WatchAsync(Task visit)
    {
        try
        {
            await visit;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TimeoutException or OperationCanceledException)
        {
            LogStumble(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Demo: a shopper left early ({Why}).")]
    private partial void LogStumble(string why);

    private sealed record Visitor(DemoShop Shop, DemoPerson Person, DemoCart Cart, string Browser);
}
