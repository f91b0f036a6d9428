using System.Net;
using System.Text.Json;
using Beckon.Client;
using Beckon.Client.Events;
using Beckon.Client.Sending;

namespace Beckon.Tests.Client;

public sealed class BeckonClientTests
{
    private static readonly Shopper Ada = Shopper.WithEmail("ada@example.com");

    [Fact]
    public async Task Sends_in_order_and_in_batches()
    {
        using var door = new FakeDoor(_ => FakeDoor.Accepted());
        await using var client = Client(door, options => options.MostInRequest = 100);
        for (var i = 0; i < 1_000; i++) await client.EnqueueAsync(Ada, Numbered(i));

        await client.FlushAsync();

        door.Requests.SelectMany(Numbers).ShouldBe(Enumerable.Range(0, 1_000));
        door.Requests.Count.ShouldBeLessThan(100);
        (client.Sent, client.Waiting).ShouldBe((1_000, 0));
    }

    [Fact]
    public async Task Tries_again_with_the_same_ids_until_the_server_has_it()
    {
        var left = 3;
        using var door = new FakeDoor(_ => Interlocked.Decrement(ref left) switch
        {
            2 => new(HttpStatusCode.ServiceUnavailable),
            1 => throw new HttpRequestException("Connection refused"),
            0 => new(HttpStatusCode.TooManyRequests),
            _ => FakeDoor.Accepted(),
        });
        await using var client = Client(door, options => options.LongestPause = TimeSpan.FromMilliseconds(5));
        await client.EnqueueAsync(Ada, Numbered(1));

        await client.FlushAsync();

        door.Requests.Count.ShouldBe(4);
        door.Requests.Select(events => events[0].GetProperty("messageId").GetString()).Distinct().Count().ShouldBe(1);
        client.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_out_what_is_refused_and_sends_the_rest()
    {
        var refused = new List<RefusedEvent>();
        using var door = new FakeDoor(events => Problem(Numbers(events).Select((number, place) => (number, place)).Where(one => one.number % 10 == 3).Select(one => one.place)));
        await using var client = Client(door, options => options.Refused = refused.Add);
        for (var i = 0; i < 50; i++) await client.EnqueueAsync(Ada, Numbered(i));

        await client.FlushAsync();

        Numbers(door.Requests[^1]).ShouldAllBe(number => number % 10 != 3);
        refused.Count.ShouldBe(5);
        refused[0].Faults.ShouldHaveSingleItem().ShouldEndWith("].email: This is not an e-mail address.");
        (client.Sent, client.Waiting).ShouldBe((45, 0));
    }

    [Fact]
    public async Task Sends_smaller_parts_when_the_server_finds_it_too_large()
    {
        using var door = new FakeDoor(events => events.Count > 7 ? new(HttpStatusCode.RequestEntityTooLarge) : FakeDoor.Accepted());
        await using var client = Client(door);
        for (var i = 0; i < 100; i++) await client.EnqueueAsync(Ada, Numbered(i));

        await client.FlushAsync();

        door.Requests.Where(events => events.Length <= 7).SelectMany(Numbers).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Holds_no_more_than_it_may_and_waits_for_a_place()
    {
        using var open = new ManualResetEventSlim();
        using var door = new FakeDoor(_ =>
        {
            open.Wait(TimeSpan.FromSeconds(20));
            return FakeDoor.Accepted();
        });
        await using var client = Client(door, options => options.MostWaiting = 10);
        for (var i = 0; i < 10; i++) client.TryEnqueue(Ada, Numbered(i)).ShouldBeTrue();

        client.TryEnqueue(Ada, Numbered(10)).ShouldBeFalse();
        var waits = client.EnqueueAsync(Ada, Numbered(10)).AsTask();
        waits.IsCompleted.ShouldBeFalse();
        open.Set();
        await waits.WaitAsync(TimeSpan.FromSeconds(20));
        await client.FlushAsync();
        door.Requests.SelectMany(Numbers).ShouldBe(Enumerable.Range(0, 11));
    }

    [Fact]
    public async Task Disposing_sends_what_waits_and_takes_nothing_more()
    {
        using var door = new FakeDoor(_ => FakeDoor.Accepted());
        var client = Client(door, options => options.Linger = TimeSpan.FromMinutes(5));
        for (var i = 0; i < 20; i++) await client.EnqueueAsync(Ada, Numbered(i));

        await client.DisposeAsync();

        door.Requests.SelectMany(Numbers).ShouldBe(Enumerable.Range(0, 20));
        Should.Throw<ObjectDisposedException>(() => client.TryEnqueue(Ada, Numbered(20)));
    }

    [Fact]
    public async Task Disposing_ends_in_time_when_nobody_answers()
    {
        using var door = new FakeDoor(_ => new(HttpStatusCode.ServiceUnavailable));
        var client = Client(door, options => options.DrainTimeout = TimeSpan.FromMilliseconds(50));
        await client.EnqueueAsync(Ada, Numbered(1));

        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        client.Waiting.ShouldBe(1);
    }

    [Fact]
    public async Task Says_at_once_what_cannot_be_sent()
    {
        using var door = new FakeDoor(_ => FakeDoor.Accepted());
        await using var client = Client(door);
        Should.Throw<ArgumentException>(() => client.TryEnqueue(new Shopper { FirstName = "Ada" }, Numbered(1)));
        Should.Throw<ArgumentException>(() => client.TryEnqueue(Ada, new CustomEvent(new string('x', 300_000))));
        client.TryEnqueue(null, new BackInStock { ProductId = "p-7" }).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => new BeckonClient(new() { Url = new("https://beckon.example") }));
        Should.Throw<ArgumentException>(() => new BeckonClient(new() { Key = "key" }));
    }

    [Theory]
    [InlineData(0, null, 0, 0.1)]
    [InlineData(0, null, 1, 0.2)]
    [InlineData(3, null, 1, 1.6)]
    [InlineData(500, null, 1, 30)]
    [InlineData(0, 5, 0, 5)]
    [InlineData(0, 100_000, 0, 600)]
    [InlineData(9, 1, 0, 15)]
    public void Pauses_grow_and_honour_what_the_server_asks(int attempt, int? asked, double chance, double seconds) =>
        Pause.After(attempt, asked is { } wanted ? TimeSpan.FromSeconds(wanted) : null, TimeSpan.FromSeconds(30), chance).TotalSeconds.ShouldBe(seconds, 0.001);

    private static BeckonClient Client(FakeDoor door, Action<BeckonClientOptions>? configure = null)
    {
        var options = new BeckonClientOptions { Url = new("https://beckon.example"), Key = "key", Handler = door, Linger = TimeSpan.FromMilliseconds(5) };
        configure?.Invoke(options);
        return new BeckonClient(options);
    }

    private static CustomEvent Numbered(int number) => new("counted") { Properties = new Dictionary<string, object?> { ["number"] = number } };

    private static IEnumerable<int> Numbers(IReadOnlyList<JsonElement> events) => events.Select(one => one.GetProperty("properties").GetProperty("number").GetInt32());

    private static HttpResponseMessage Problem(IEnumerable<int> places)
    {
        var errors = places.ToDictionary(place => $"[{place}].email", _ => new[] { "This is not an e-mail address." });
        return errors.Count == 0
            ? FakeDoor.Accepted()
            : new(HttpStatusCode.BadRequest) { Content = new StringContent(JsonSerializer.Serialize(new { errors })) };
    }
}
