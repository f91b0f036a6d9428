using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Analytics;

public sealed class TimelineTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Tells_events_and_messages_together_latest_first()
    {
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        await shop.EventAsync(new("cart_abandoned", Noon)
        {
            Contact = ada,
            Properties = """{"cart":{"id":"c1","currency":"USD","total":84,"items":[{},{},{}]}}""",
        });
        var message = await shop.MessageAsync(new(ada, Noon.AddSeconds(1)));
        await shop.EventAsync(new("message_sent", Noon.AddSeconds(1)) { Contact = ada });
        await shop.EventAsync(new("message_clicked", Noon.AddMinutes(5))
        {
            Contact = ada,
            Properties = $$"""{"messageId":"{{PublicId.Format(Ids.Message, message)}}","subject":"You left something"}""",
        });
        // Loaded a year late, and belongs to its own time all the same.
        await shop.EventAsync(new("orderDELIVERED", Noon.AddYears(-1)) { Contact = ada, ReceivedAt = Noon.AddHours(1), Properties = """{"externalOrderId":"7","totalCost":20,"currency":"EUR"}""" });

        var first = await TimelineAsync(ada, "limit=2");
        Sentences(first).ShouldBe(["Clicked in a message: “You left something”", "Was sent “You left something”"]);
        first.GetProperty("items")[0].GetProperty("messageId").GetString().ShouldBe(PublicId.Format(Ids.Message, message));

        var second = await TimelineAsync(ada, $"limit=2&cursor={first.GetProperty("nextCursor").GetString()}");
        Sentences(second).ShouldBe(["Left a cart with 3 items, $84.00", "Received order 7 with €20.00"]);
        second.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Says_why_a_message_was_not_sent()
    {
        var bo = await shop.ContactAsync(new(Noon));
        await shop.MessageAsync(new(bo, Noon) { Status = "skipped", Reason = "bought" });

        var item = (await TimelineAsync(bo, "")).GetProperty("items")[0];

        item.GetProperty("sentence").GetString().ShouldBe("Was not sent “You left something”: bought in the meantime");
        item.GetProperty("status").GetString().ShouldBe("skipped");
        item.GetProperty("reason").GetString().ShouldBe("bought");
    }

    [Fact]
    public async Task Knows_nothing_of_another_workspace()
    {
        var other = await TestWorkspace.CreateAsync();
        var stranger = await other.ContactAsync(new(Noon));

        (await shop.Owner.GetAnswerAsync($"/api/contacts/{PublicId.Format(Ids.Contact, stranger)}/timeline")).Expect(404);
    }

    private async Task<JsonElement> TimelineAsync(Guid contact, string query) =>
        (await shop.Owner.GetAnswerAsync($"/api/contacts/{PublicId.Format(Ids.Contact, contact)}/timeline?{query}")).Expect();

    private static string?[] Sentences(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sentence").GetString())];
}
