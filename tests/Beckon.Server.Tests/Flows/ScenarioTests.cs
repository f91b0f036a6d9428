using System.Text.Json;

namespace Beckon.Server.Tests.Flows;

/// <summary>Scenarios that are made up and kept as tests of a flow.</summary>
public sealed class ScenarioTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task The_recipe_of_carts_does_what_its_scenarios_say()
    {
        var id = (await shop.Owner.PostAnswerAsync("/api/flows", new { recipe = "cart_recovery" })).Expect(201).GetProperty("id").GetString();
        var abandoned = new { @event = "cart_abandoned", after = Minutes(0), cart = "c" };
        object bought = new { @event = "orderIN_PROGRESS", after = Minutes(20), order = new { name = "o", status = "IN_PROGRESS", total = 40 } };
        object[] scenarios =
        [
            new { name = "Nobody buys", happens = new object[] { abandoned }, expects = new object[] { Sent("reminder", 30), Sent("second", 30 + 1_440) } },
            new { name = "Who buys at once gets nothing", happens = new[] { abandoned, bought } },
            new { name = "Who did not agree gets nothing", who = new { subscribed = false }, happens = new object[] { abandoned } },
            new { name = "Abandoned again, the wait begins anew", happens = new object[] { abandoned, new { @event = "cart_abandoned", after = Minutes(10), cart = "c" } }, expects = new object[] { Sent("reminder", 40), new { step = "second" } } },
            new { name = "Expects too much and too little", happens = new object[] { abandoned }, expects = new object[] { Sent("reminder", 31) } },
        ];
        var outcomes = await PlayAsync(id, scenarios);

        outcomes.Select(one => one.GetProperty("holds").GetBoolean()).ShouldBe([true, true, true, true, false]);
        outcomes[1].GetProperty("runs")[0].GetProperty("reason").GetString().ShouldBe("bought");
        outcomes[2].GetProperty("sent")[0].GetProperty("skipped").GetString().ShouldBe("unsubscribed");
        outcomes[4].GetProperty("missing")[0].GetProperty("step").GetString().ShouldBe("reminder");
        outcomes[4].GetProperty("sent").EnumerateArray().Select(one => $"{one.GetProperty("step").GetString()} {one.GetProperty("minutes").GetInt32()} {one.GetProperty("expected").GetBoolean()}")
            .ShouldBe(["reminder 30 False", "second 1470 False"]);
    }

    [Fact]
    public async Task People_differ_by_what_they_are_what_they_did_and_by_chance()
    {
        (await shop.Owner.PostAnswerAsync("/api/contact-fields", new { key = "shoe_size", label = "Shoe size", kind = "number" })).Expect(201);
        var template = await FlowCalls.TemplateAsync(shop);
        object Send(string step) => new { type = "send", id = step, template };
        object Way(string name, object who, string step) => new { name, who, steps = new[] { Send(step) } };
        var definition = new
        {
            trigger = new { type = "event", on = new { @event = "visited" } },
            holdoutPercent = 99,
            steps = new object[]
            {
                new
                {
                    type = "split", id = "who", ways = new[]
                    {
                        Way("Tagged", new { type = "tag", tag = "vip" }, "vip"),
                        Way("Large feet", new { type = "field", field = "shoe_size", @is = new { op = "number", number = new { op = "at_least", value = 45 } } }, "large"),
                        Way("Came often", new { type = "event", @event = "visited", @is = new { op = "at_least", value = 3 } }, "often"),
                    },
                    otherwise = new object[] { new { type = "random_split", id = "coin", shares = new[] { new { name = "A", percent = 1, steps = new[] { Send("a") } }, new { name = "B", percent = 99, steps = new[] { Send("b") } } } } },
                },
            },
        };
        var visit = new { @event = "visited", after = Minutes(0) };
        object Scenario(string name, object who, string step, params object[] before) => new { name, who, happens = before.Append(visit), expects = new[] { Sent(step, 0) } };
        var id = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Who", definition })).Expect(201).GetProperty("id").GetString();
        var outcomes = await PlayAsync(
            id,
            Scenario("A tag", new { tags = new[] { "VIP" } }, "vip"),
            Scenario("A number", new { fields = new[] { new { field = "shoe_size", value = "45" } } }, "large"),
            new { name = "Three visits", happens = new object[] { visit, new { @event = "visited", after = Minutes(-60) }, new { @event = "visited", after = Minutes(-120) } }, expects = new object[] { new { step = "often" }, new { step = "b" }, new { step = "b" } } },
            Scenario("Heads", new { drawn = new[] { new { step = "coin", share = "A" } } }, "a"),
            Scenario("Tails", new { drawn = new[] { new { step = "coin", share = "B" } } }, "b"));
        outcomes.Where(one => !one.GetProperty("holds").GetBoolean()).Select(one => one.GetRawText()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flow_can_be_published_only_if_they_hold_and_what_is_published_has_none()
    {
        var template = await FlowCalls.TemplateAsync(shop);
        object Definition(int expected) => new
        {
            trigger = new { type = "called" },
            steps = new object[] { new { type = "wait", id = "wait", @for = new { amount = 2, unit = "hours" } }, new { type = "send", id = "hello", template } },
            scenarios = new[] { new { name = "Two hours later", day = "sunday", happens = new[] { new { @event = "flow_called", after = Minutes(0) } }, expects = new[] { Sent("hello", expected) } } },
        };
        var id = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Called", definition = Definition(60) })).Expect(201).GetProperty("id").GetString();
        var refused = await shop.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { ifScenariosHold = true });
        refused.Expect(409);
        refused.Text.ShouldContain("Two hours later");
        (await shop.Owner.PatchAnswerAsync($"/api/flows/{id}", new { definition = Definition(120) })).Expect();
        var live = (await shop.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { ifScenariosHold = true })).Expect();
        live.GetProperty("hasChanges").GetBoolean().ShouldBeFalse();
        live.GetProperty("draft").GetProperty("scenarios").GetArrayLength().ShouldBe(1);
        (await shop.Owner.GetAnswerAsync($"/api/flows/{id}/versions")).Expect().GetProperty("items")[0].GetProperty("definition").GetProperty("scenarios").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_named_by_its_path()
    {
        object definition = new
        {
            trigger = new { type = "called" },
            steps = Array.Empty<object>(),
            scenarios = new object?[]
            {
                null, new { name = " ", happens = new[] { new { @event = "a", after = new { amount = 40, unit = "months" } } } }, new { name = "Hole", expects = new object?[] { null } },
            },
        };
        var refused = await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Refused", definition });
        refused.Expect(400);
        refused.Faults.Order().ShouldBe(["definition.scenarios[0]", "definition.scenarios[1].happens[0].after", "definition.scenarios[1].name", "definition.scenarios[2]"]);
    }

    private static object Minutes(int amount) => new { amount, unit = "minutes" };

    private static object Sent(string step, int minutes) => new { step, after = Minutes(minutes) };

    private async Task<List<JsonElement>> PlayAsync(string? id, params object[] scenarios)
    {
        var draft = System.Text.Json.Nodes.JsonNode.Parse((await shop.Owner.GetAnswerAsync($"/api/flows/{id}")).Expect().GetProperty("draft").GetRawText())!;
        draft["scenarios"] = JsonSerializer.SerializeToNode(scenarios);
        (await shop.Owner.PatchAnswerAsync($"/api/flows/{id}", new { definition = draft })).Expect();
        return [.. (await shop.Owner.GetAnswerAsync($"/api/flows/{id}/scenarios")).Expect().GetProperty("items").EnumerateArray()];
    }
}
