using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Events;

public sealed class EventHistoryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestWorkspace _shop = new();
    private Guid _ada;
    private Guid _web;
    private Guid _first;
    private Guid _second;
    private Guid _third;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        _web = await _shop.SourceAsync("cart_api", "Web shop");
        _ada = await _shop.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada" });
        _first = await _shop.EventAsync(new("cart_abandoned", Noon) { Contact = _ada, Source = _web, Properties = """{"cart":{"id":"c1"},"email":"told@example.com"}""" });
        _second = await _shop.EventAsync(new("price_drop", Noon.AddMinutes(1)));
        _third = await _shop.EventAsync(new("orderDELIVERED", Noon.AddDays(-300)) { Contact = _ada, ReceivedAt = Noon.AddMinutes(2), Properties = """{"externalOrderId":"100500"}""" });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lists_by_arrival_latest_first_and_pages()
    {
        var first = await ListAsync($"after={Out(_first)}&limit=1");
        Names(first).ShouldBe(["orderDELIVERED"]);

        var second = await ListAsync($"after={Out(_first)}&limit=1&cursor={first.GetProperty("nextCursor").GetString()}");
        Names(second).ShouldBe(["price_drop"]);
        second.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("items")[0].GetProperty("contact").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Filters_by_name_contact_source_e_mail_and_time()
    {
        var contact = PublicId.Format(Ids.Contact, _ada);
        Names(await ListAsync($"contactId={contact}&name=cart_abandoned")).ShouldBe(["cart_abandoned"]);
        Names(await ListAsync($"sourceId={PublicId.Format(Ids.Source, _web)}")).ShouldBe(["cart_abandoned"]);
        Names(await ListAsync($"contactId={contact}&from={Time(Noon.AddMinutes(1))}")).ShouldBe(["orderDELIVERED"]);
        Names(await ListAsync($"contactId={contact}&to={Time(Noon.AddMinutes(1))}")).ShouldBe(["cart_abandoned"]);
        Names(await ListAsync("q=ADA@")).ShouldBe(["orderDELIVERED", "cart_abandoned"]);
        Names(await ListAsync("q=ad_")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_one_event_with_its_raw_json_and_its_parameters()
    {
        var order = (await _shop.Owner.GetAnswerAsync($"/api/events/{Out(_third)}")).Expect();
        order.GetProperty("properties").GetProperty("externalOrderId").GetString().ShouldBe("100500");
        var parameters = order.GetProperty("parameters");
        parameters.GetProperty("eventKey").GetString().ShouldBe("100500");
        parameters.GetProperty("orderId").GetString().ShouldBe(Out(_third));
        parameters.GetProperty("contactId").GetString().ShouldBe(PublicId.Format(Ids.Contact, _ada));
        parameters.GetProperty("SMS").ValueKind.ShouldBe(JsonValueKind.Null);
        order.GetProperty("source").GetProperty("kind").GetString().ShouldBe("beckon");

        var cart = (await _shop.Owner.GetAnswerAsync($"/api/events/{Out(_first)}")).Expect();
        cart.GetProperty("parameters").GetProperty("EmailAddress").GetString().ShouldBe("told@example.com");
    }

    [Fact]
    public async Task Knows_no_event_of_another_workspace()
    {
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.GetAnswerAsync($"/api/events/{Out(_first)}")).Expect(404);
        Names(await ListAsync("", other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_what_is_wrong_with_a_question()
    {
        var refused = await _shop.Owner.GetAnswerAsync("/api/events?contactId=ord_1&after=x&limit=1000");
        refused.Expect(400);
        refused.Faults.ShouldBe(["contactId", "after", "limit"], ignoreOrder: true);
    }

    [Fact]
    public async Task Counts_names_from_the_hourly_counters()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.RunAsync(
            """
            insert into event_count (workspace_id, hour, name, count)
            values ($1, '2026-03-01', 'cart_abandoned', 3), ($1, '2026-03-02', 'cart_abandoned', 4), ($1, '2026-03-02', 'active_on_site', 9)
            """);

        var names = (await fresh.Owner.GetAnswerAsync("/api/events/names")).Expect().EnumerateArray();

        names.Select(name => $"{name.GetProperty("name")} {name.GetProperty("count")}").ShouldBe(["active_on_site 9", "cart_abandoned 7"]);
    }

    [Fact]
    public async Task Tells_a_live_list_that_there_is_something_new()
    {
        using var answer = await _shop.Owner.GetAsync("/api/events/stream", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe(": listening");

        _shop.Get<EventFeed>().Publish(_shop.Id, _third);

        (await reader.ReadLineAsync()).ShouldBe("");
        (await reader.ReadLineAsync()).ShouldBe($$"""data: {"latest":"{{Out(_third)}}"}""");
    }

    private async Task<JsonElement> ListAsync(string query, TestWorkspace? workspace = null) =>
        (await (workspace ?? _shop).Owner.GetAnswerAsync("/api/events?" + query)).Expect();

    private static string?[] Names(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("name").GetString())];

    private static string Out(Guid id) => PublicId.Format(Ids.Event, id);

    private static string Time(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O"));
}
