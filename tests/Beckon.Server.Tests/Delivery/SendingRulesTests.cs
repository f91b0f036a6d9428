using Beckon.Accounts;
using Beckon.Server.Tests.Flows;

namespace Beckon.Server.Tests.Delivery;

public sealed class SendingRulesTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private const string Path = "/api/sending-rules";

    [Fact]
    public async Task There_are_none_until_somebody_sets_some_and_two_do_not_overwrite_each_other()
    {
        var other = await TestWorkspace.CreateAsync();
        var none = (await other.Owner.GetAnswerAsync(Path)).Expect();
        none.GetProperty("caps").GetArrayLength().ShouldBe(0);
        none.GetProperty("version").GetInt32().ShouldBe(0);

        var rules = new { quietHours = new { from = "21:00", until = "09:00" }, caps = new[] { new { messages = 2, hours = 24 } }, whenHeld = "drop", mostHours = 24 };
        (await other.Owner.AskAsync(HttpMethod.Put, Path, rules, ("If-Match", "\"0\""))).Expect().GetProperty("version").GetInt32().ShouldBe(1);
        (await other.Owner.AskAsync(HttpMethod.Put, Path, rules, ("If-Match", "\"0\""))).Expect(412);
        var now = (await other.Owner.GetAnswerAsync(Path)).Expect();
        now.GetProperty("quietHours").GetProperty("from").GetString().ShouldBe("21:00:00");
        now.GetProperty("whenHeld").GetString().ShouldBe("drop");
    }

    [Fact]
    public async Task What_cannot_be_is_named_by_its_path()
    {
        var refused = await shop.Owner.PutAnswerAsync(
            Path, new { quietHours = new { from = "21:00", until = "21:00" }, caps = new object?[] { new { messages = 0, hours = 5_000 }, null }, mostHours = 0 });
        refused.Expect(400);
        refused.Faults.Order().ShouldBe(["caps[0].hours", "caps[0].messages", "caps[1]", "mostHours", "quietHours.until"]);
    }

    [Fact]
    public async Task They_are_changed_by_who_may_change_settings()
    {
        using var marketing = await shop.SignedInAsync(Role.Marketing);
        (await marketing.GetAnswerAsync(Path)).Expect();
        (await marketing.PutAnswerAsync(Path, new { mostHours = 24 })).Expect(403);
        (await shop.Anonymous.GetAnswerAsync(Path)).Expect(401);
    }

    [Fact]
    public async Task The_second_message_of_the_day_stands_at_its_step_and_says_until_when()
    {
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.PutAnswerAsync(Path, new { caps = new[] { new { messages = 1, hours = 24 } } })).Expect();
        var template = await FlowCalls.TemplateAsync(other);
        object Flow(string id) => new { trigger = new { type = "event", on = new { @event = "visited" } }, priority = id == "second" ? "low" : "high", steps = new[] { new { type = "send", id, template } } };
        var first = await FlowCalls.LiveAsync(other, Flow("first"));
        var second = await FlowCalls.LiveAsync(other, Flow("second"));
        await FlowCalls.TellAsync(other, "visited", "ada@example.test");

        await FlowCalls.OneRunAsync(other, first, "completed");
        await Eventually.Async(async () => (await FlowCalls.RunsAsync(other, $"flow={second}&status=waiting")).Exists(run => run.GetProperty("dueAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddHours(23)));
        var run = (await FlowCalls.RunsAsync(other, $"flow={second}"))[0].GetProperty("id").GetString();
        var trace = (await other.Owner.GetAnswerAsync($"/api/flow-runs/{run}")).Expect().GetProperty("trace").EnumerateArray().Select(line => line.GetProperty("rule").GetString()).ToList();
        trace.ShouldContain("has not had 1 in 24 hours yet");
        trace[^1].ShouldBe("waits until it may go out");
    }
}
