using Beckon.Client;
using Beckon.Client.Events;
using Beckon.Server.Tests.Integrations;

namespace Beckon.Server.Tests.Client;

/// <summary>The .NET SDK against the running program.</summary>
public sealed class ClientTests(TestWorkspace shop) : IClassFixture<TestWorkspace>, IDisposable
{
    private const int Events = 3_000;
    private const int Kills = 2;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_enqueued_arrives_as_it_was_meant()
    {
        await using var client = new BeckonClient(new() { Url = shop.Server.Address, Key = shop.ApiKey });
        var ada = new Shopper { Email = "ada@example.com", CustomerId = "77", FirstName = "Ada" };
        await client.EnqueueAsync(ada, new ViewedProduct { ProductId = "p-7", ProductName = "Ceramic mug", Price = 17.00m });
        await client.EnqueueAsync(ada, new OrderCompleted(new() { Id = "5001", Total = 34.00m, Currency = "USD", Items = [new() { ProductId = "p-7", Quantity = 2 }] }));
        await client.EnqueueAsync(new PriceDrop { ProductId = "p-7", Price = 15.00m, PreviousPrice = 17.00m });
        await client.EnqueueAsync(ada, new CustomEvent("coffee_tasted") { Properties = new Dictionary<string, object?> { ["roast"] = "dark" } });
        await client.FlushAsync();

        (await shop.EventsAsync()).Select(e => e.Name).ShouldBe(["viewed_product", "order_completed", "price_drop", "coffee_tasted"]);
        (await shop.Owner.GetAnswerAsync("/api/events?warnings=true")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        var order = (await shop.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items")[0];
        (order.GetProperty("externalId").GetString(), order.GetProperty("status").GetString(), order.GetProperty("total").GetDecimal()).ShouldBe(("5001", "DELIVERED", 34.00m));
    }

    [Fact]
    public async Task An_event_that_the_server_refuses_does_not_hold_up_the_others()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var refused = new List<RefusedEvent>();
        await using var client = new BeckonClient(new() { Url = fresh.Server.Address, Key = fresh.ApiKey, Refused = refused.Add });
        await client.EnqueueAsync(Shopper.WithEmail("ada@example.com"), new CustomEvent("first"));
        await client.EnqueueAsync(Shopper.WithEmail("ada@example.com"), new CustomEvent("message_opened") { MessageId = "mine" });
        await client.EnqueueAsync(Shopper.WithEmail("ada@example.com"), new CustomEvent("last"));
        await client.FlushAsync();

        (await fresh.EventsAsync()).Select(e => e.Name).ShouldBe(["first", "last"]);
        refused.ShouldHaveSingleItem().MessageId.ShouldBe("mine");
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_costs_nothing_and_doubles_nothing()
    {
        using var way = new Detour();
        await using var client = new BeckonClient(new()
        {
            Url = new("http://beckon.invalid"),
            Key = CartStream.Key,
            Handler = way,
            MostInRequest = 50,
            Linger = TimeSpan.FromMilliseconds(1),
            LongestPause = TimeSpan.FromMilliseconds(200),
        });
        var enqueued = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = CartStream.Start(_folder.Path);
            way.To = await program.ListeningAsync();
            var before = client.Sent;
            for (var i = 0; i < Events / Kills; i++) await EnqueueAsync(client, enqueued++);
            // Some are on disk, some on their way, some have not been sent.
            await Eventually.Async(() => Task.FromResult(client.Sent >= before + 100), seconds: 30);
            await program.KillAsync();
        }
        client.Waiting.ShouldBeGreaterThan(0);

        await using var last = CartStream.Start(_folder.Path);
        way.To = await last.ListeningAsync();
        await client.FlushAsync().WaitAsync(TimeSpan.FromSeconds(60));

        using var reader = CartStream.Client(way.To);
        await Eventually.Async(async () => (await CartStream.AllAsync(reader, "/api/events?name=counted")).Count >= Events, seconds: 60);
        var seen = await CartStream.AllAsync(reader, "/api/events?name=counted");
        seen.Select(e => e.GetProperty("contact").GetProperty("email").GetString()).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Events).Select(Address).Order(StringComparer.Ordinal));
    }

    private static ValueTask EnqueueAsync(BeckonClient client, int number) =>
        client.EnqueueAsync(Shopper.WithEmail(Address(number)), new CustomEvent("counted"));

    private static string Address(int number) => $"s{number:00000}@example.com";

    /// <summary>Leads to wherever the program listens now.</summary>
    private sealed class Detour() : DelegatingHandler(new SocketsHttpHandler())
    {
        public Uri To { get; set; } = new("http://127.0.0.1:1");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(To, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
