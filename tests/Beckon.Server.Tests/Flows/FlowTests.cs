using System.Text.Json;
using Beckon.Accounts;
using static Beckon.Server.Tests.Flows.FlowCalls;

namespace Beckon.Server.Tests.Flows;

/// <summary>Flows from the first draft to what they did with somebody.</summary>
public sealed class FlowTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task A_recipe_is_made_published_and_sends()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var flow = (await fresh.Owner.PostAnswerAsync("/api/flows", new { recipe = "order_ready" })).Expect(201);
        flow.GetProperty("faults").GetArrayLength().ShouldBe(0);
        flow.GetProperty("trigger").GetString().ShouldBe("has had an order reach “ready_for_pickup”");
        var id = flow.GetProperty("id").GetString();
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { })).Expect().GetProperty("status").GetString().ShouldBe("live");

        await TellAsync(fresh, "cart_status_updated", "ada@example.com", status: "preparing");
        await TellAsync(fresh, "cart_status_updated", "ada@example.com", status: "ready_for_pickup");

        var run = await OneRunAsync(fresh, id, "completed");
        run.GetProperty("contactName").GetString().ShouldBe("ada@example.com");
        var whole = (await fresh.Owner.GetAnswerAsync($"/api/flow-runs/{run.GetProperty("id").GetString()}")).Expect();
        whole.GetProperty("trace").EnumerateArray().Select(line => line.GetProperty("rule").GetString()).ShouldContain("is subscribed to e-mail");
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items").GetArrayLength() == 1);
        var counts = (await fresh.Owner.GetAnswerAsync($"/api/flows/{id}/counts")).Expect();
        counts.GetProperty("passed").EnumerateArray().Select(one => one.GetProperty("step").GetString()).ShouldBe(["phone", "note"], ignoreOrder: true);
        counts.GetProperty("endings")[0].GetProperty("status").GetString().ShouldBe("completed");
        await Eventually.Async(async () =>
            (await fresh.Owner.GetAnswerAsync($"/api/flows/{id}/counts")).Expect().GetProperty("results").GetProperty("sent").GetInt64() == 1);
    }

    [Fact]
    public async Task A_split_sends_each_their_way_and_says_why()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var template = await TemplateAsync(fresh);
        object Mail(string id) => new { type = "send", id, template };
        var definition = new
        {
            trigger = new { type = "event", on = new { @event = "customer_checked_in" } },
            steps = new object[]
            {
                new { type = "split", id = "known", ways = new[] { new { name = "Tagged", who = new { type = "tag", tag = "vip" }, steps = new[] { Mail("vip") } } }, otherwise = new object[] { new { type = "change", id = "tag", addTags = new[] { "VIP" } } } },
            },
        };
        var id = await LiveAsync(fresh, definition);
        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await OneRunAsync(fresh, id, "completed");
        (await fresh.Owner.GetAnswerAsync("/api/contacts?tag=vip")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1, "the first time they get the tag");

        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await Eventually.Async(async () => (await RunsAsync(fresh, $"flow={id}&status=completed")).Count == 2);
        var latest = (await RunsAsync(fresh, $"flow={id}"))[0];
        var line = latest.GetProperty("trace").EnumerateArray().Single(line => line.GetProperty("rule").GetString() == "goes the way “Tagged”");
        (line.GetProperty("passed").GetBoolean(), line.GetProperty("seen").GetString()).ShouldBe((true, "has the tag “vip”: vip"));
        (await PassedAsync(fresh, id)).ShouldBe(["known Tagged 1", "known otherwise 1", "tag  1", "vip  1"]);
    }

    [Fact]
    public async Task A_wait_ends_with_the_event_that_it_waits_for_and_an_exit_takes_people_out()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var template = await TemplateAsync(fresh);
        var definition = new
        {
            trigger = new { type = "event", on = new { @event = "customer_checked_in" } },
            exits = new { events = new[] { new { @event = "customer_checked_out" } } },
            steps = new object[]
            {
                new { type = "wait_for", id = "review", on = new { @event = "completed_product_review" }, within = new { amount = 1, unit = "days" }, then = new[] { new { type = "send", id = "thanks", template } } },
            },
        };
        var id = await LiveAsync(fresh, definition);
        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await TellAsync(fresh, "customer_checked_in", "bo@example.com");
        await Eventually.Async(async () => (await RunsAsync(fresh, $"flow={id}&status=waiting")).Count == 2);
        (await fresh.Owner.GetAnswerAsync($"/api/flows/{id}/counts")).Expect().GetProperty("standing")[0].GetProperty("count").GetInt64().ShouldBe(2);

        await TellAsync(fresh, "completed_product_review", "ada@example.com");
        await TellAsync(fresh, "customer_checked_out", "bo@example.com");

        (await OneRunAsync(fresh, id, "completed")).GetProperty("contactName").GetString().ShouldBe("ada@example.com");
        var left = await OneRunAsync(fresh, id, "exited");
        (left.GetProperty("contactName").GetString(), left.GetProperty("reason").GetString()).ShouldBe(("bo@example.com", "left"));
    }

    [Fact]
    public async Task A_paused_flow_rests_goes_on_and_is_archived()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var definition = new
        {
            trigger = new { type = "event", on = new { @event = "customer_checked_in" } },
            reentry = new { mode = "not_while_active" },
            steps = new object[] { new { type = "wait", id = "wait", @for = new { amount = 1, unit = "days" } } },
        };
        var id = await LiveAsync(fresh, definition);
        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await OneRunAsync(fresh, id, "waiting");
        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await Eventually.Async(async () => (await PassedAsync(fresh, id)).Contains(" already_in 1"));
        (await RunsAsync(fresh, $"flow={id}")).Count.ShouldBe(1, "who is in it already is only counted");

        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/pause")).Expect().GetProperty("status").GetString().ShouldBe("paused");
        await OneRunAsync(fresh, id, "held");
        await TellAsync(fresh, "customer_checked_in", "bo@example.com");
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/events?name=customer_checked_in")).Expect().GetProperty("items").GetArrayLength() == 3);
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/pause")).Expect(409);
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/resume")).Expect().GetProperty("status").GetString().ShouldBe("live");
        var run = await OneRunAsync(fresh, id, "waiting");

        (await fresh.Owner.PostAnswerAsync($"/api/flow-runs/{run.GetProperty("id").GetString()}/cancel")).Expect(204);
        (await fresh.Owner.PostAnswerAsync($"/api/flow-runs/{run.GetProperty("id").GetString()}/cancel")).Expect(409);
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/archive")).Expect().GetProperty("status").GetString().ShouldBe("archived");
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { })).Expect(409);
        (await fresh.Owner.DeleteAnswerAsync($"/api/flows/{id}")).Expect(409);
    }

    [Fact]
    public async Task A_flow_starts_another_and_is_started_by_a_call()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var called = await LiveAsync(fresh, new { trigger = new { type = "called" }, steps = new object[] { new { type = "change", id = "tag", addTags = new[] { "called" } } } });
        var calls = await LiveAsync(fresh, new { trigger = new { type = "event", on = new { @event = "customer_checked_in" } }, steps = new object[] { new { type = "call", id = "call", flow = called } } });
        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        var run = await OneRunAsync(fresh, called, "completed");

        (await fresh.Owner.PostAnswerAsync($"/api/flows/{called}/runs", new { contact = run.GetProperty("contact").GetString() })).Expect(202);
        await Eventually.Async(async () => (await RunsAsync(fresh, $"flow={called}&status=completed")).Count == 2);
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{calls}/runs", new { contact = run.GetProperty("contact").GetString() })).Expect(409);
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{called}/runs", new { contact = "con_nobody" })).Expect(404);
    }

    [Fact]
    public async Task Runs_finish_on_their_version_or_are_moved()
    {
        var fresh = await TestWorkspace.CreateAsync();
        object Definition(int days) => new
        {
            trigger = new { type = "event", on = new { @event = "customer_checked_in" } },
            steps = new object[] { new { type = "wait", id = "wait", @for = new { amount = days, unit = "days" } } },
        };
        var id = await LiveAsync(fresh, Definition(1));
        await TellAsync(fresh, "customer_checked_in", "ada@example.com");
        await OneRunAsync(fresh, id, "waiting");

        (await fresh.Owner.PatchAnswerAsync($"/api/flows/{id}", new { definition = Definition(2) })).Expect().GetProperty("hasChanges").GetBoolean().ShouldBeTrue();
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { move = false })).Expect().GetProperty("hasChanges").GetBoolean().ShouldBeFalse();
        (await OneRunAsync(fresh, id, "waiting")).GetProperty("version").GetInt32().ShouldBe(1);
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { move = true })).Expect().GetProperty("liveVersion").GetInt32().ShouldBe(3);
        (await OneRunAsync(fresh, id, "waiting")).GetProperty("version").GetInt32().ShouldBe(3);
        (await fresh.Owner.GetAnswerAsync($"/api/flows/{id}/versions")).Expect().GetProperty("items").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_wrong_with_a_flow_is_named_by_its_step()
    {
        var definition = new
        {
            trigger = new { type = "audience", audience = "aud_none", change = "entered" },
            reentry = new { mode = "once_per_period" },
            steps = new object[]
            {
                new { type = "send", id = "mail" },
                new { type = "wait", id = "mail", @for = new { amount = 0, unit = "days" } },
                new { type = "random_split", id = "ab", shares = new object[] { new { name = "A", percent = 60 }, new { name = "", percent = 30 } } },
                new { type = "split", id = "split", ways = new object[] { new { name = "X", who = new { type = "tag", tag = "" } } } },
                new { type = "call", id = "call", flow = "flw_none" },
                new { type = "change", id = "change" },
            },
        };
        var faults = (await shop.Owner.PostAnswerAsync("/api/flows/check", definition)).Expect().GetProperty("faults").EnumerateArray()
            .Select(fault => $"{fault.GetProperty("path").GetString()} {(fault.GetProperty("step").ValueKind == JsonValueKind.Null ? "" : fault.GetProperty("step").GetString())}").ToList();
        faults.ShouldBe(
        [
            "trigger.audience ", "reentry.period ", "steps ", "steps[0].template mail", "steps[1].for mail", "steps[2].shares ab", "steps[2].shares[1].name ab",
            "steps[3].ways[0].who.tag split", "steps[4].flow call", "steps[5] change",
        ]);
        var draft = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Draft", definition })).Expect(201);
        (await shop.Owner.PostAnswerAsync($"/api/flows/{draft.GetProperty("id").GetString()}/publish", new { })).Expect(409).GetProperty("faults").GetArrayLength().ShouldBe(10);
        (await shop.Owner.DeleteAnswerAsync($"/api/flows/{draft.GetProperty("id").GetString()}")).Expect(204);
    }

    [Theory]
    [InlineData("flow_called")]
    [InlineData("audience_entered")]
    public async Task Nobody_but_Beckon_tells_what_begins_flows_that_are_called_or_follow_an_audience(string name) =>
        (await shop.Api.PostAnswerAsync("/api/events", new { @event = name, email = "eve@example.com" })).Faults.ShouldBe(["event"]);

    [Theory]
    [InlineData("""{"trigger":{"type":"called"},"steps":[null]}""")]
    [InlineData("""{"trigger":{"type":"called"},"steps":[{"type":"split","id":"s","ways":[null]}]}""")]
    [InlineData("""{"trigger":{"type":"called"},"steps":[{"type":"random_split","id":"s","shares":[null,null]}]}""")]
    [InlineData("""{"trigger":{"type":"called"},"exits":{"events":[null]},"steps":[]}""")]
    [InlineData("""{"trigger":{"type":"called"},"steps":[{"type":"wait_for","id":"w","on":{"event":"x"},"within":{"amount":1,"unit":"days"},"then":[{"type":"change","id":"c","addTags":[null]}]}]}""")]
    public async Task A_draft_with_holes_is_refused(string definition)
    {
        (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Holes", definition = JsonElement.Parse(definition) })).Faults.ShouldBe(["definition"]);
        (await shop.Owner.PostAnswerAsync("/api/flows/check", JsonElement.Parse(definition))).Expect().GetProperty("faults").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"type":"event","on":{"event":""}}""")]
    [InlineData("""{"type":"event","on":{"event":"viewed_product","where":[null]}}""")]
    [InlineData("""{"type":"event","on":{"event":"viewed_product","where":[{"property":"","is":{"op":"number"}}]}}""")]
    [InlineData("""{"type":"called","who":{"type":"all","of":[null]}}""")]
    [InlineData("""{"type":"called","who":{"type":"event","event":"viewed_product","time":{"op":"between","date":""}}}""")]
    [InlineData("""{"type":"called","who":{"type":"prediction","measure":"next_order"}}""")]
    public async Task What_is_not_complete_yet_is_kept_and_named(string trigger)
    {
        var made = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Begun", definition = new { trigger = JsonElement.Parse(trigger), steps = Array.Empty<object>() } })).Expect(201);
        made.GetProperty("faults").EnumerateArray().ShouldContain(fault => fault.GetProperty("path").GetString()!.StartsWith("trigger", StringComparison.Ordinal));
        (await shop.Owner.GetAnswerAsync("/api/flows")).Expect();
        (await shop.Owner.PostAnswerAsync($"/api/flows/{made.GetProperty("id").GetString()}/publish", new { })).Expect(409);
    }

    [Fact]
    public async Task Two_who_edit_at_once_do_not_lose_each_others_work()
    {
        var flow = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Shared" })).Expect(201).GetProperty("id").GetString();
        var read = await shop.Owner.GetAnswerAsync($"/api/flows/{flow}");
        var tag = read.Headers.ETag?.Tag ?? "none";
        (await shop.Owner.AskAsync(HttpMethod.Patch, $"/api/flows/{flow}", new { name = "Mine" }, ("If-Match", tag))).Expect();
        (await shop.Owner.AskAsync(HttpMethod.Patch, $"/api/flows/{flow}", new { name = "Theirs" }, ("If-Match", tag))).Expect(412);
        (await shop.Owner.AskAsync(HttpMethod.Post, $"/api/flows/{flow}/publish", new { }, ("If-Match", tag))).Expect(412);
    }

    [Fact]
    public async Task Two_who_publish_at_once_make_two_versions()
    {
        var template = await TemplateAsync(shop);
        var definition = new { trigger = new { type = "called" }, steps = new[] { new { type = "send", id = "note", template } } };
        var id = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Raced", definition })).Expect(201).GetProperty("id").GetString();
        var published = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { })));
        foreach (var one in published) one.Expect();
        (await shop.Owner.GetAnswerAsync($"/api/flows/{id}/versions")).Expect().GetProperty("items").EnumerateArray().Select(one => one.GetProperty("version").GetInt32()).ShouldBe([6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task Every_recipe_can_go_live()
    {
        var recipes = (await shop.Owner.GetAnswerAsync("/api/flows/recipes")).Expect().GetProperty("items").EnumerateArray().Select(one => one.GetProperty("key").GetString()).ToList();
        recipes.Count.ShouldBeGreaterThan(18);
        foreach (var recipe in recipes)
        {
            var faults = (await shop.Owner.PostAnswerAsync("/api/flows", new { recipe })).Expect(201).GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("sentence").GetString());
            // Which discount it gives is for the shop to say.
            faults.ShouldBe(recipe is "cart_recovery_code" or "cart_recovery_sms" ? ["Choose a discount, or make one under Loyalty › Discounts."] : [], recipe);
        }
        var templates = (await shop.Owner.GetAnswerAsync("/api/templates")).Expect().GetProperty("items").EnumerateArray().Select(one => $"{one.GetProperty("channel")} {one.GetProperty("name")}").ToList();
        templates.ShouldBeUnique();
    }

    [Fact]
    public async Task Only_who_may_send_draws_flows()
    {
        var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.GetAnswerAsync("/api/flows")).Expect(403);
        (await staff.PostAnswerAsync("/api/flows", new { name = "Mine" })).Expect(403);
        (await staff.GetAnswerAsync("/api/flow-runs")).Expect(403);
        var other = await TestWorkspace.CreateAsync();
        var flow = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Ours" })).Expect(201).GetProperty("id").GetString();
        (await other.Owner.GetAnswerAsync($"/api/flows/{flow}")).Expect(404);
        (await other.Owner.PostAnswerAsync($"/api/flows/{flow}/publish", new { })).Expect(404);
    }
}
