using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Flows;

/// <summary>A draft is tried out on what has happened, without sending anything.</summary>
public sealed class SimulationTests
{
    private static readonly object[] Steps =
    [
        new { type = "split", id = "known", ways = new[] { new { name = "Regulars", who = new { type = "event", @event = "customer_checked_in", @is = new { op = "at_least", value = 2 } }, steps = new[] { new { type = "change", id = "tag", addTags = new[] { "regular" } } } } } },
    ];

    [Fact]
    public async Task A_simulation_says_what_a_draft_would_have_done_and_does_nothing()
    {
        var shop = await TestWorkspace.CreateAsync();
        await TellAsync(shop, "ada@example.com", "bo@example.com", "ada@example.com");
        var flow = await DraftAsync(shop);

        var begun = (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations", new { days = 1, pricePerThousand = 2.5 })).Expect(202);
        var done = await DoneAsync(shop, flow, begun.GetProperty("id").GetString());
        (done.GetProperty("status").GetString(), done.GetProperty("done").GetInt32(), done.GetProperty("total").GetInt32()).ShouldBe(("done", 2, 2));
        var result = done.GetProperty("result");
        (result.GetProperty("people").GetInt32(), result.GetProperty("cameIn").GetInt32(), result.GetProperty("messages").GetInt32(), result.GetProperty("cost").GetDecimal())
            .ShouldBe((2, 3, 3, 0.01m), "three e-mails at 2.50 a thousand");
        result.GetProperty("passed").EnumerateArray().Select(one => $"{one.GetProperty("step").GetString()} {one.GetProperty("way").GetString()} {one.GetProperty("count").GetInt64()}")
            .ShouldBe(["known Regulars 1", "known otherwise 2", "note  3", "tag  1"]);
        result.GetProperty("days").EnumerateArray().ShouldHaveSingleItem().GetProperty("messages").GetInt32().ShouldBe(3);

        var runs = (await shop.Owner.GetAnswerAsync($"/api/flows/{flow}/simulations/{begun.GetProperty("id").GetString()}/runs")).Expect().GetProperty("items");
        runs.GetArrayLength().ShouldBe(3);
        runs.EnumerateArray().Select(run => run.GetProperty("contactName").GetString()).Distinct().ShouldBe(["ada@example.com", "bo@example.com"], ignoreOrder: true);
        (await shop.Owner.GetAnswerAsync($"/api/flow-runs?flow={flow}")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        (await shop.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        (await shop.Owner.GetAnswerAsync("/api/contacts?tag=regular")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_it_would_have_done_with_one_contact_is_answered_at_once()
    {
        var shop = await TestWorkspace.CreateAsync();
        await TellAsync(shop, "ada@example.com", "ada@example.com");
        var flow = await DraftAsync(shop);
        var ada = (await shop.Owner.GetAnswerAsync("/api/contacts?q=ada")).Expect().GetProperty("items")[0].GetProperty("id").GetString();

        var runs = (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations/contact", new { contact = ada, days = 1 })).Expect().GetProperty("items");
        var ways = runs.EnumerateArray().Select(run => run.GetProperty("trace").EnumerateArray().Single(line => line.GetProperty("rule").GetString() == "goes the way “Regulars”").GetProperty("passed").GetBoolean());
        ways.ShouldBe([false, true], "as it was at the time, not as it is now");
        runs[1].GetProperty("messages")[0].GetProperty("skipped").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_cannot_be_simulated_is_said()
    {
        var shop = await TestWorkspace.CreateAsync();
        var empty = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Empty" })).Expect(201).GetProperty("id").GetString();
        (await shop.Owner.PostAnswerAsync($"/api/flows/{empty}/simulations", new { })).Expect(409).GetProperty("title").GetString().ShouldBe("The draft cannot be tried out yet.");
        var flow = await DraftAsync(shop);
        (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations", new { days = 0, pricePerThousand = -1 })).Faults.ShouldBe(["days", "pricePerThousand"], ignoreOrder: true);
        (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations/contact", new { contact = "con_nobody" })).Expect(404);
        (await shop.Owner.GetAnswerAsync($"/api/flows/{flow}/simulations/sim_none")).Expect(404);
        (await shop.Owner.PostAnswerAsync("/api/flows/flw_none/simulations", new { })).Expect(404);
    }

    [Fact]
    public async Task Only_who_may_read_campaigns_of_the_workspace_simulates()
    {
        var shop = await TestWorkspace.CreateAsync();
        var flow = await DraftAsync(shop);
        var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.PostAnswerAsync($"/api/flows/{flow}/simulations", new { })).Expect(403);
        (await staff.GetAnswerAsync($"/api/flows/{flow}/simulations")).Expect(403);
        var begun = (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations", new { })).Expect(202).GetProperty("id").GetString();
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations", new { })).Expect(404);
        (await other.Owner.GetAnswerAsync($"/api/flows/{flow}/simulations/{begun}")).Expect(404);
        (await other.Owner.GetAnswerAsync($"/api/flows/{flow}/simulations/{begun}/runs")).Expect(404);
    }

    private static async Task<JsonElement> DoneAsync(TestWorkspace shop, string? flow, string? id)
    {
        JsonElement simulation = default;
        await Eventually.Async(async () =>
        {
            simulation = (await shop.Owner.GetAnswerAsync($"/api/flows/{flow}/simulations/{id}")).Expect();
            return simulation.GetProperty("status").GetString() != "running";
        });
        return simulation;
    }

    private static async Task<string?> DraftAsync(TestWorkspace shop)
    {
        var template = (await shop.Owner.GetAnswerAsync("/api/templates")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        object[] steps = [.. Steps, new { type = "send", id = "note", template }];
        var definition = new { trigger = new { type = "event", on = new { @event = "customer_checked_in" } }, steps };
        return (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Visits", definition })).Expect(201).GetProperty("id").GetString();
    }

    // One after the other, each a moment after the one before: of two in one millisecond nobody can say which came first.
    private static async Task TellAsync(TestWorkspace shop, params string[] emails)
    {
        for (var i = 0; i < emails.Length; i++)
        {
            (await shop.Api.PostAnswerAsync("/api/events", new { @event = "customer_checked_in", email = emails[i], id = Ids.New(TimeProvider.System).ToString() })).Expect(202);
            var told = i + 1;
            await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync("/api/events?limit=50")).Expect().GetProperty("items").GetArrayLength() >= told);
        }
    }
}
