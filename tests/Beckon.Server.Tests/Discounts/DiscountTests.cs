using Beckon.Accounts;

namespace Beckon.Server.Tests.Discounts;

/// <summary>Discounts are made, filled with codes, given by flows, and kept while they are.</summary>
public sealed class DiscountTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task A_discount_is_made_filled_given_in_an_email_and_kept_while_a_flow_gives_it()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var discount = (await fresh.Owner.PostAnswerAsync("/api/discounts", new { name = "Come back", codes = new[] { "AAA-1", "AAA-1", " AAA-2 " } })).Expect(201);
        var id = discount.GetProperty("id").GetString();
        (discount.GetProperty("left").GetInt64(), discount.GetProperty("given").GetInt64()).ShouldBe((2, 0));
        (await fresh.Owner.PostAnswerAsync($"/api/discounts/{id}/codes", new { codes = new[] { "AAA-2", "AAA-3" } })).Expect().ToString().ShouldBe("""{"added":1,"left":3}""");

        var template = (await fresh.Owner.PostAnswerAsync("/api/templates", new { name = "Code", subject = "Your code: {{discount.code}}", html = "<p>{{discount.code}}</p><a href=\"{{links.unsubscribeUrl}}\">no more</a>" })).Expect(201).GetProperty("id").GetString();
        var definition = new
        {
            trigger = new { type = "event", on = new { @event = "customer_checked_in" } },
            steps = new object[] { new { type = "discount", id = "code", discount = id }, new { type = "send", id = "mail", template } },
        };
        var flow = (await fresh.Owner.PostAnswerAsync("/api/flows", new { name = "Codes", definition })).Expect(201).GetProperty("id").GetString();
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{flow}/publish", new { })).Expect();
        (await fresh.Api.PostAnswerAsync("/api/events", new { @event = "customer_checked_in", email = "ada@example.com" })).Expect(202);

        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items").GetArrayLength() == 1);
        (await fresh.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items")[0].GetProperty("subject").GetString().ShouldBe("Your code: AAA-1");
        var given = (await fresh.Owner.GetAnswerAsync($"/api/discounts/{id}/given")).Expect().GetProperty("items")[0];
        (given.GetProperty("code").GetString(), given.GetProperty("contactName").GetString()).ShouldBe(("AAA-1", "ada@example.com"));
        var run = (await fresh.Owner.GetAnswerAsync($"/api/flow-runs/{given.GetProperty("run").GetString()}")).Expect();
        run.GetProperty("trace").EnumerateArray().ShouldContain(line => line.GetProperty("rule").GetString() == "gives a code of the discount" && line.GetProperty("seen").GetString() == "AAA-1");

        (await fresh.Owner.DeleteAnswerAsync($"/api/discounts/{id}")).Expect(409).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("“Codes”");
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{flow}/archive", new { })).Expect();
        (await fresh.Owner.DeleteAnswerAsync($"/api/discounts/{id}")).Expect(204);
        (await fresh.Owner.GetAnswerAsync("/api/discounts")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_discount_is_kept_while_people_come_to_it_in_an_older_version()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var id = (await fresh.Owner.PostAnswerAsync("/api/discounts", new { name = "Later", codes = new[] { "A" } })).Expect(201).GetProperty("id").GetString();
        object Definition(params object[] more) => new
        {
            trigger = new { type = "event", on = new { @event = "customer_checked_in" } },
            steps = (object[])[new { type = "wait", id = "wait", @for = new { amount = 1, unit = "days" } }, .. more],
        };
        var flow = (await fresh.Owner.PostAnswerAsync("/api/flows", new { name = "Slow", definition = Definition(new { type = "discount", id = "code", discount = id }) })).Expect(201).GetProperty("id").GetString();
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{flow}/publish", new { })).Expect();
        (await fresh.Api.PostAnswerAsync("/api/events", new { @event = "customer_checked_in", email = "ada@example.com" })).Expect(202);
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync($"/api/flow-runs?flow={flow}&status=waiting")).Expect().GetProperty("items").GetArrayLength() == 1);

        // Whoever is in it finishes on the version they came in by.
        var tag = $"\"{(await fresh.Owner.GetAnswerAsync($"/api/flows/{flow}")).Expect().GetProperty("version").GetInt32()}\"";
        (await fresh.Owner.AskAsync(HttpMethod.Patch, $"/api/flows/{flow}", new { definition = Definition() }, ("If-Match", tag))).Expect();
        (await fresh.Owner.PostAnswerAsync($"/api/flows/{flow}/publish", new { })).Expect();
        (await fresh.Owner.DeleteAnswerAsync($"/api/discounts/{id}")).Expect(409);

        var run = (await fresh.Owner.GetAnswerAsync($"/api/flow-runs?flow={flow}&status=waiting")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        (await fresh.Owner.PostAnswerAsync($"/api/flow-runs/{run}/cancel", new { })).Expect(204);
        (await fresh.Owner.DeleteAnswerAsync($"/api/discounts/{id}")).Expect(204);
    }

    [Fact]
    public async Task What_cannot_be_a_discount_is_said()
    {
        (await shop.Owner.PostAnswerAsync("/api/discounts", new { name = " ", code = "X", codes = new[] { "Y", "" } })).Faults.ShouldBe(["name", "codes", "codes[1]"], ignoreOrder: true);
        var common = (await shop.Owner.PostAnswerAsync("/api/discounts", new { name = "Common", code = "SPRING" })).Expect(201);
        common.GetProperty("left").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var id = common.GetProperty("id").GetString();
        (await shop.Owner.PostAnswerAsync("/api/discounts", new { name = "common", code = "Z" })).Expect(409);
        (await shop.Owner.PostAnswerAsync($"/api/discounts/{id}/codes", new { codes = new[] { "A" } })).Expect(409);
        (await shop.Owner.PatchAnswerAsync($"/api/discounts/{id}", new { code = "SUMMER" })).Expect().GetProperty("code").GetString().ShouldBe("SUMMER");
        var own = (await shop.Owner.PostAnswerAsync("/api/discounts", new { name = "Own" })).Expect(201).GetProperty("id").GetString();
        (await shop.Owner.PatchAnswerAsync($"/api/discounts/{own}", new { name = "Common", code = "X" })).Faults.ShouldBe(["code"]);
        (await shop.Owner.PatchAnswerAsync($"/api/discounts/{own}", new { name = "COMMON" })).Expect(409);
        (await shop.Owner.PostAnswerAsync($"/api/discounts/{own}/codes", new { codes = Array.Empty<string>() })).Faults.ShouldBe(["codes"]);
    }

    [Fact]
    public async Task Only_who_may_send_gives_codes_and_each_workspace_its_own()
    {
        var id = (await shop.Owner.PostAnswerAsync("/api/discounts", new { name = "Ours", code = "OURS" })).Expect(201).GetProperty("id").GetString();
        var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.GetAnswerAsync("/api/discounts")).Expect(403);
        (await staff.PostAnswerAsync("/api/discounts", new { name = "Mine", code = "MINE" })).Expect(403);
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.GetAnswerAsync($"/api/discounts/{id}/given")).Expect(404);
        (await other.Owner.PatchAnswerAsync($"/api/discounts/{id}", new { name = "Theirs" })).Expect(404);
        (await other.Owner.DeleteAnswerAsync($"/api/discounts/{id}")).Expect(404);
    }
}
