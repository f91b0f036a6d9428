using System.Text.Json;

namespace Beckon.Server.Tests.Analytics;

public sealed class HomeTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Counts_what_came_in_went_out_and_was_recovered()
    {
        var shop = await TestWorkspace.CreateAsync(zone: "America/New_York");
        var ada = await shop.ContactAsync(new(Now) { Email = "ada@example.com" });
        await CountAsync(shop, Now, "cart_abandoned", 5);
        await CountAsync(shop, Now, "message_sent", 100);
        await CountAsync(shop, Now.AddDays(-8), "cart_abandoned", 3);
        var message = await shop.MessageAsync(new(ada, Now.AddMinutes(-1)));
        await shop.MessageAsync(new(ada, Now) { Status = "skipped", Reason = "bought" });
        await OrderAsync(shop, message, ada, Now.AddMinutes(-1), new("1", ada, Now) { Total = 84 });
        await OrderAsync(shop, message, ada, Now.AddMinutes(-1), new("2", ada, Now) { Total = 500, Status = "CANCELLED" });
        await OrderAsync(shop, message, ada, Now.AddMinutes(-1), new("3", ada, Now) { Total = 500, Currency = "EUR" });
        await OrderAsync(shop, message, ada, Now.AddDays(-8), new("4", ada, Now) { Total = 16 });

        var home = await HomeAsync(shop);

        Figure(home, "eventsIn").ShouldBe((5, 3));
        Figure(home, "messagesSent").ShouldBe((1, 0));
        Figure(home, "recoveredRevenue").ShouldBe((84, 16));
        Figure(home, "recoveredOrders").ShouldBe((1, 1));
        home.GetProperty("contacts").GetInt64().ShouldBe(1);
        var days = home.GetProperty("series").EnumerateArray().ToList();
        days.Count.ShouldBe(7);
        days.Sum(day => day.GetProperty("events").GetInt64()).ShouldBe(5);
        days.Sum(day => day.GetProperty("revenue").GetDecimal()).ShouldBe(84);
    }

    [Fact]
    public async Task Leads_from_set_up_to_the_first_message()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await DoneAsync(shop)).ShouldBeEmpty();
        (await AttentionAsync(shop)).ShouldBe(["no_source"]);

        await shop.SourceAsync("jane", "Jane");
        await CountAsync(shop, Now, "cart_abandoned", 1);
        (await DoneAsync(shop)).ShouldBe(["connect_source", "receive_event"]);
        (await AttentionAsync(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_for_attention_where_something_is_lost_or_reaches_nobody()
    {
        var shop = await TestWorkspace.CreateAsync();
        await shop.SourceAsync("jane", "Jane");
        var ada = await shop.ContactAsync(new(Now) { Email = "ada@example.com" });
        await LiveCampaignAsync(shop);
        await shop.MessageAsync(new(ada, Now) { Status = "failed", Reason = "rejected" });
        await shop.MessageAsync(new(ada, Now.AddDays(-8)) { Status = "failed", Reason = "rejected" });
        await shop.RunAsync("insert into dead_letter values ($1, $2, 'broken', '', now()), ($1, $3, 'broken', '', now())", ada, shop.Id);

        (await AttentionAsync(shop)).ShouldBe(["dead_letters", "messages_in_trouble", "nobody_subscribed", "test_inbox_only"]);
        var sentences = (await HomeAsync(shop)).GetProperty("attention").EnumerateArray().Select(item => item.GetProperty("sentence").GetString()).ToList();
        sentences[0].ShouldBe("2 events could not be processed and are set aside. Nothing of them is lost.");
        sentences[1].ShouldBe("1 message of the last 7 days failed, or it is uncertain whether it arrived.");

        await shop.ConsentAsync(ada, "subscribed");
        (await AttentionAsync(shop)).ShouldNotContain("nobody_subscribed");
    }

    [Fact]
    public async Task Takes_no_other_span_than_it_offers()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.GetAnswerAsync("/api/home?days=8")).Faults.ShouldBe(["days"]);
        (await HomeAsync(shop, 90)).GetProperty("series").GetArrayLength().ShouldBe(90);
    }

    private static async Task<JsonElement> HomeAsync(TestWorkspace shop, int days = 7) => (await shop.Owner.GetAnswerAsync($"/api/home?days={days}")).Expect();

    private static (decimal Value, decimal Previous) Figure(JsonElement home, string name)
    {
        var figure = home.GetProperty(name);
        return (figure.GetProperty("value").GetDecimal(), figure.GetProperty("previous").GetDecimal());
    }

    private static async Task<string?[]> AttentionAsync(TestWorkspace shop) =>
        [.. (await HomeAsync(shop)).GetProperty("attention").EnumerateArray().Select(item => item.GetProperty("kind").GetString())];

    private static async Task<string?[]> DoneAsync(TestWorkspace shop) =>
    [
        .. (await HomeAsync(shop)).GetProperty("checklist").EnumerateArray()
            .Where(item => item.GetProperty("done").GetBoolean()).Select(item => item.GetProperty("key").GetString()),
    ];

    private static Task CountAsync(TestWorkspace shop, DateTimeOffset at, string name, long count) =>
        shop.RunAsync(
            "insert into event_count (workspace_id, hour, name, count) values ($1, date_trunc('hour', $2::timestamptz), $3, $4)", at.UtcDateTime, name, count);

    private static async Task OrderAsync(TestWorkspace shop, Guid message, Guid contact, DateTimeOffset creditedAt, SeedOrder order) =>
        await shop.CreditAsync(await shop.OrderAsync(order), message, contact, creditedAt);

    private static async Task LiveCampaignAsync(TestWorkspace shop)
    {
        var id = Guid.CreateVersion7(Now);
        await shop.RunAsync("insert into flow (workspace_id, id, name, status, created_at) values ($1, $2, 'Cart', 'live', now())", id);
        await shop.RunAsync(
            """
            insert into campaign (workspace_id, id, name, type, status, channel, recipients, content, flow_id, created_at, updated_at, live_at)
            values ($1, $2, 'Cart', 'abandoned_cart', 'live', 'email', 'all_subscribed', '{}', $2, now(), now(), now())
            """,
            id);
    }
}
