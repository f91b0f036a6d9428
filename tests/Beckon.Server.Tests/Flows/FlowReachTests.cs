using System.Text.Json;
using static Beckon.Server.Tests.Flows.FlowCalls;

namespace Beckon.Server.Tests.Flows;

/// <summary>What flows reach: their goals, the days they begin on, and what they tell and set.</summary>
public sealed class FlowReachTests
{
    [Fact]
    public async Task Who_reaches_the_goal_in_time_is_counted()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var template = await TemplateAsync(fresh);
        object goal = new { on = new { @event = "completed_product_review" }, within = new { amount = 2, unit = "days" } };
        object Definition(object[] steps, int holdout) => new { trigger = new { type = "event", on = new { @event = "customer_checked_in" } }, goal, holdoutPercent = holdout, steps };
        var id = await LiveAsync(fresh, Definition([new { type = "send", id = "thanks", template }], 0));
        var leftOut = await LiveAsync(fresh, Definition([new { type = "send", id = "thanks", template }], 99));
        foreach (var who in new[] { "ada@example.com", "bo@example.com" }) await TellAsync(fresh, "customer_checked_in", who);
        await Eventually.Async(async () => (await RunsAsync(fresh, $"flow={leftOut}")).Count == 2);
        await Eventually.Async(async () => (await RunsAsync(fresh, $"flow={id}&status=completed")).Count == 2);
        await TellAsync(fresh, "completed_product_review", "ada@example.com");
        // Nobody in any flow of it.
        await TellAsync(fresh, "completed_product_review", "cy@example.com");

        await Eventually.Async(async () => (await GoalAsync(fresh, id)).GetProperty("reached").GetInt64() == 1);
        (await GoalAsync(fresh, id)).GetRawText().ShouldBe("""{"people":2,"reached":1,"leftOut":0,"leftOutReached":0}""");
        var held = (await RunsAsync(fresh, $"flow={leftOut}")).Count(run => run.GetProperty("reason").GetString() == "holdout");
        (await GoalAsync(fresh, leftOut)).GetProperty("leftOut").GetInt64().ShouldBe(held);
        var runs = await RunsAsync(fresh, $"flow={id}");
        runs.Count(run => run.GetProperty("goalAt").ValueKind == JsonValueKind.String).ShouldBe(1);
    }

    private static async Task<JsonElement> GoalAsync(TestWorkspace of, string? flow) => (await of.Owner.GetAnswerAsync($"/api/flows/{flow}/counts")).Expect().GetProperty("goal");

    [Fact]
    public async Task A_flow_that_begins_with_a_date_names_it_and_is_tried_out_on_whose_it_was()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var template = await TemplateAsync(fresh);
        object Dated(object trigger) => new { name = "Dated", definition = new { trigger, steps = new[] { new { type = "send", id = "note", template } } } };
        var unknown = (await fresh.Owner.PostAnswerAsync("/api/flows", Dated(new { type = "date", of = "field", field = "birthday", at = "09:00:00" }))).Expect(201);
        unknown.GetProperty("faults")[0].GetProperty("path").GetString().ShouldBe("trigger.field");
        (await fresh.Owner.PostAnswerAsync("/api/contact-fields", new { key = "birthday", label = "Birthday", kind = "date" })).Expect(201);
        var before = (await fresh.Owner.PostAnswerAsync("/api/flows", Dated(new { type = "date", of = "field", field = "birthday", days = -7, yearly = true, at = "09:00:00" }))).Expect(201);
        before.GetProperty("faults").GetArrayLength().ShouldBe(0);
        before.GetProperty("trigger").GetString().ShouldBe("is 7 days before their “Birthday”, each year, at 09:00");

        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/contacts?q=ada")).Expect().GetProperty("items").GetArrayLength() == 1);
        var ada = (await fresh.Owner.GetAnswerAsync("/api/contacts?q=ada")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        var born = TimeProvider.System.GetUtcNow().AddDays(4).AddYears(-30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await fresh.Owner.AskAsync(HttpMethod.Patch, $"/api/contacts/{ada}", new { fields = new { birthday = born } })).Expect();
        var runs = (await fresh.Owner.PostAnswerAsync($"/api/flows/{before.GetProperty("id").GetString()}/simulations/contact", new { contact = ada, days = 7 })).Expect().GetProperty("items");
        runs.EnumerateArray().ShouldHaveSingleItem("three days ago it was seven days before").GetProperty("messages").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_a_flow_tells_begins_another_and_a_field_that_it_sets_is_known()
    {
        var fresh = await TestWorkspace.CreateAsync();
        (await fresh.Owner.PostAnswerAsync("/api/contact-fields", new { key = "tier", label = "Tier", kind = "text" })).Expect(201);
        object set = new { type = "change", id = "set", setFields = new[] { new { field = "tier", value = "Gold" } } };
        object tell = new { type = "emit", id = "tell", @event = "tier_reached", properties = new[] { new { name = "tier", value = "Gold" } } };
        var first = await LiveAsync(fresh, new { trigger = new { type = "event", on = new { @event = "customer_checked_in" } }, steps = new[] { set, tell } });
        object who = new { type = "field", field = "tier", @is = new { op = "is", text = "Gold" } };
        object[] where = [new { property = "tier", @is = new { op = "is", text = "Gold" } }];
        var second = await LiveAsync(fresh, new { trigger = new { type = "event", on = new { @event = "tier_reached", where }, who }, steps = new[] { new { type = "change", id = "tag", addTags = new[] { "gold" } } } });

        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await OneRunAsync(fresh, first, "completed");
        await OneRunAsync(fresh, second, "completed");
        (await fresh.Owner.GetAnswerAsync("/api/contacts?tag=gold")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Two_flows_that_undo_each_others_work_come_to_an_end()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var audience = (await fresh.Owner.PostAnswerAsync("/api/audiences", new { name = "Tagged", filter = new { type = "tag", tag = "ball" } })).Expect(201).GetProperty("id").GetString();
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync($"/api/audiences/{audience}")).Expect().GetProperty("building").ValueKind == JsonValueKind.Null);
        object On(string change, object step) => new { trigger = new { type = "audience", audience, change }, steps = new[] { step } };
        var ping = await LiveAsync(fresh, On("entered", new { type = "change", id = "take", removeTags = new[] { "ball" } }));
        var pong = await LiveAsync(fresh, On("exited", new { type = "change", id = "give", addTags = new[] { "ball" } }));
        await LiveAsync(fresh, new { trigger = new { type = "event", on = new { @event = "served" } }, steps = new[] { new { type = "change", id = "serve", addTags = new[] { "ball" } } } });
        await TellAsync(fresh, "served", "ada@example.com");

        await Eventually.Async(async () => (await PassedAsync(fresh, ping)).Concat(await PassedAsync(fresh, pong)).Any(line => line.Contains("too_deep")));
        ((await RunsAsync(fresh, $"flow={ping}")).Count + (await RunsAsync(fresh, $"flow={pong}")).Count).ShouldBe(5);
    }

    [Fact]
    public async Task Flows_that_lead_to_each_other_end()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var loop = await LiveAsync(fresh, new { trigger = new { type = "event", on = new { @event = "echo" } }, steps = new object[] { new { type = "emit", id = "again", @event = "echo" } } });
        await TellAsync(fresh, "echo", "ada@example.com");
        await Eventually.Async(async () => (await PassedAsync(fresh, loop)).Contains("again too_deep 1"));
        (await PassedAsync(fresh, loop)).ShouldBe(["again  5", "again too_deep 1"]);
    }

    [Theory]
    [InlineData("""{"type":"change","id":"a","addTags":null,"removeTags":null,"addLists":null,"removeLists":null,"setFields":null}""")]
    [InlineData("""{"type":"emit","id":"a","event":"x","properties":null}""")]
    [InlineData("""{"type":"wait_for","id":"a","on":{"event":"x"},"within":{"amount":1,"unit":"days"},"then":null,"otherwise":null}""")]
    [InlineData("""{"type":"split","id":"a","ways":[],"otherwise":null}""")]
    public async Task A_list_that_is_sent_as_null_is_empty(string step)
    {
        var fresh = await TestWorkspace.CreateAsync();
        var definition = JsonElement.Parse($$"""{"trigger":{"type":"called"},"steps":[{{step}}]}""");
        (await fresh.Owner.PostAnswerAsync("/api/flows/check", definition)).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/flows", new { name = "Nulls", definition })).Expect(201);
    }
}
