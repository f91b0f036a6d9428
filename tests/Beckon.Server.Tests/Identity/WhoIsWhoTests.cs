using System.Text.Json;
using Beckon.Accounts;

namespace Beckon.Server.Tests.Identity;

/// <summary>Who is who, as senders and people at the dashboard see it: DESIGN.md §5, rules 1 to 5.</summary>
public sealed class WhoIsWhoTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task Two_known_people_become_one_when_an_event_names_both()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(fresh, new { @event = "viewed_product", customerId = "c-1", email = "ada@example.com" });
        await SendAsync(fresh, new { @event = "viewed_product", phone = "+12125550101" });
        await SendAsync(fresh, new { @event = "order_completed", email = "ada@example.com", phone = "+12125550101" });

        var ada = await OnlyAsync(fresh);
        ada.GetProperty("identifiers").EnumerateArray().Select(one => one.GetProperty("value").GetString())
            .ShouldBe(["c-1", "ada@example.com", "+12125550101"]);
        ada.GetProperty("traits").EnumerateArray().Sum(trait => trait.GetProperty("count").GetInt64()).ShouldBe(3);
        var merge = (await MergesAsync(fresh, ada)).ShouldHaveSingleItem();
        merge.GetProperty("person").GetProperty("phone").GetString().ShouldBe("+12125550101");
        merge.GetProperty("eventName").GetString().ShouldBe("order_completed");
        merge.GetProperty("canBeUndone").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Two_customers_of_one_source_are_listed_and_a_person_says_they_are_one()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var (ada, bo) = await ConflictAsync(fresh);
        var conflict = (await ConflictsAsync(fresh)).ShouldHaveSingleItem();
        conflict.GetProperty("kept").GetProperty("id").GetString().ShouldBe(ada);
        conflict.GetProperty("other").GetProperty("id").GetString().ShouldBe(bo);
        conflict.GetProperty("eventName").GetString().ShouldBe("order_completed");
        var clash = conflict.GetProperty("clashes").EnumerateArray().ShouldHaveSingleItem();
        (clash.GetProperty("kept").GetString(), clash.GetProperty("other").GetString()).ShouldBe(("c-1", "c-2"));

        (await fresh.Owner.PostAnswerAsync(Resolve(conflict), new { decision = "merge", keep = bo })).Expect(204);

        (await ConflictsAsync(fresh)).ShouldBeEmpty();
        var resolved = (await ConflictsAsync(fresh, "resolved")).ShouldHaveSingleItem();
        resolved.GetProperty("resolution").GetString().ShouldBe("merged");
        resolved.GetProperty("resolvedBy").GetString().ShouldBe($"user:{fresh.OwnerEmail}");
        (await fresh.Owner.GetAnswerAsync($"/api/contacts/{ada}")).Expect().GetProperty("id").GetString().ShouldBe(bo, "a merged-away id keeps resolving");
        (await fresh.Owner.PostAnswerAsync(Resolve(conflict), new { decision = "merge" })).Expect(409);
    }

    [Fact]
    public async Task Who_was_said_to_be_two_people_is_not_asked_about_again_and_never_merged()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await ConflictAsync(fresh);
        var conflict = (await ConflictsAsync(fresh)).ShouldHaveSingleItem();
        (await fresh.Owner.PostAnswerAsync(Resolve(conflict), new { decision = "keep_apart" })).Expect(204);

        await SendAsync(fresh, new { @event = "order_completed", customerId = "c-1", email = "bo@example.com" });

        (await ConflictsAsync(fresh)).ShouldBeEmpty();
        (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64().ShouldBe(2);
        (await ConflictsAsync(fresh, "resolved")).ShouldHaveSingleItem().GetProperty("resolution").GetString().ShouldBe("kept_apart");
    }

    [Fact]
    public async Task An_undone_merge_gives_everything_back_and_the_two_stay_apart()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(fresh, new { @event = "customer_created", email = "ada@example.com", firstName = "Ada" });
        await SendAsync(fresh, new { @event = "customer_created", phone = "+12125550102", firstName = "Bo" });
        var (ada, bo) = (await IdAsync(fresh, "ada"), await IdAsync(fresh, "bo"));
        (await fresh.Owner.PutAnswerAsync($"/api/contacts/{bo}/tags/VIP")).Expect(204);

        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{ada}/merges", new { contactId = bo })).Expect(204);
        // Since then Bo goes on, and is Ada as far as anybody knows.
        await SendAsync(fresh, new { @event = "order_completed", phone = "+12125550102", order = new { id = "o-1", total = 20, currency = "USD" } });
        var both = await OnlyAsync(fresh);
        both.GetProperty("phone").GetString().ShouldBe("+12125550102");
        both.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["VIP"]);
        both.GetProperty("stats").GetProperty("orderCount").GetInt32().ShouldBe(1);

        var merge = (await MergesAsync(fresh, both)).ShouldHaveSingleItem();
        merge.GetProperty("by").GetString().ShouldBe($"user:{fresh.OwnerEmail}");
        var undo = $"/api/contacts/{ada}/merges/{merge.GetProperty("id").GetString()}/undo";
        (await fresh.Owner.PostAnswerAsync(undo)).Expect().GetProperty("contactId").GetString().ShouldBe(bo);

        var left = (await fresh.Owner.GetAnswerAsync($"/api/contacts/{ada}")).Expect();
        left.GetProperty("phone").ValueKind.ShouldBe(JsonValueKind.Null);
        left.GetProperty("tags").GetArrayLength().ShouldBe(0);
        left.GetProperty("stats").GetProperty("orderCount").GetInt32().ShouldBe(0);
        var back = (await fresh.Owner.GetAnswerAsync($"/api/contacts/{bo}")).Expect();
        back.GetProperty("id").GetString().ShouldBe(bo);
        back.GetProperty("firstName").GetString().ShouldBe("Bo");
        back.GetProperty("stats").GetProperty("orderTotal").GetDecimal().ShouldBe(20);
        back.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["VIP"]);
        (await fresh.Owner.PostAnswerAsync(undo)).Expect(409);
        await SendAsync(fresh, new { @event = "viewed_product", email = "ada@example.com", phone = "+12125550102" });
        (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64().ShouldBe(2, "the next event does not merge them again");
    }

    [Fact]
    public async Task A_visitor_who_was_given_back_is_not_merged_again_by_the_next_event_of_the_browser()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(fresh, new { @event = "customer_created", email = "ada@example.com" });
        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a-1" });
        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a-1", email = "ada@example.com" });
        var ada = await OnlyAsync(fresh);
        var merge = (await MergesAsync(fresh, ada)).ShouldHaveSingleItem().GetProperty("id").GetString();
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{ada.GetProperty("id").GetString()}/merges/{merge}/undo")).Expect();

        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a-1", email = "ada@example.com" });

        (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64().ShouldBe(2);
        (await ConflictsAsync(fresh)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_opt_out_of_either_is_one_of_both_and_goes_back_to_whose_it_was()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(fresh, new { @event = "customer_created", email = "ada@example.com", firstName = "Ada" });
        await SendAsync(fresh, new { @event = "customer_created", email = "bo@example.com", firstName = "Bo" });
        var (ada, bo) = (await IdAsync(fresh, "ada"), await IdAsync(fresh, "bo"));
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{bo}/consent", new { channel = "email", status = "unsubscribed" })).Expect();
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{ada}/merges", new { contactId = bo })).Expect(204);
        (await ConsentAsync(fresh, ada)).ShouldBe("unsubscribed");

        var merge = (await MergesAsync(fresh, await OnlyAsync(fresh))).ShouldHaveSingleItem();
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{ada}/merges/{merge.GetProperty("id").GetString()}/undo")).Expect();

        (await ConsentAsync(fresh, ada)).ShouldBe("subscribed");
        (await ConsentAsync(fresh, bo)).ShouldBe("unsubscribed");
    }

    [Fact]
    public async Task A_browser_in_which_somebody_else_signs_in_makes_nobody_one()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a-1" });
        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a-1", customerId = "c-1", email = "ada@example.com" });
        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a-1", customerId = "c-2", email = "bo@example.com" });
        await SendAsync(fresh, new { @event = "viewed_page", anonymousId = "a-1" });

        (await ConflictsAsync(fresh)).ShouldBeEmpty();
        var ada = (await fresh.Owner.GetAnswerAsync($"/api/contacts/{await IdAsync(fresh, "ada@")}")).Expect();
        var bo = (await fresh.Owner.GetAnswerAsync($"/api/contacts/{await IdAsync(fresh, "bo@")}")).Expect();
        Count(ada, "viewed_product").ShouldBe(2, "what she saw before she signed in is hers");
        Count(bo, "viewed_product").ShouldBe(1);
        Count(bo, "viewed_page").ShouldBe(1, "the browser is his now");
    }

    [Fact]
    public async Task Only_those_who_may_change_contacts_decide_and_only_in_their_workspace()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var (ada, bo) = await ConflictAsync(fresh);
        var conflict = (await ConflictsAsync(fresh)).ShouldHaveSingleItem();
        var staff = await fresh.SignedInAsync(Role.Staff);
        (await staff.GetAnswerAsync("/api/identity-conflicts")).Expect();
        (await staff.PostAnswerAsync(Resolve(conflict), new { decision = "merge" })).Expect(403);
        (await staff.PostAnswerAsync($"/api/contacts/{ada}/merges", new { contactId = bo })).Expect(403);
        (await shop.Owner.PostAnswerAsync(Resolve(conflict), new { decision = "merge" })).Expect(404);
        (await shop.Owner.GetAnswerAsync($"/api/contacts/{ada}/merges")).Expect(404);
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{ada}/merges", new { contactId = ada })).Faults.ShouldBe(["contactId"]);
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{ada}/merges", new { contactId = "con_nobody" })).Faults.ShouldBe(["contactId"]);
        (await fresh.Owner.PostAnswerAsync(Resolve(conflict), new { decision = "merge", keep = "con_nobody" })).Faults.ShouldBe(["keep"]);
        (await fresh.Owner.GetAnswerAsync("/api/identity-conflicts?status=odd")).Faults.ShouldBe(["status"]);
    }

    private static async Task<(string Ada, string Bo)> ConflictAsync(TestWorkspace to)
    {
        await SendAsync(to, new { @event = "customer_created", customerId = "c-1", email = "ada@example.com" });
        await SendAsync(to, new { @event = "customer_created", customerId = "c-2", email = "bo@example.com" });
        await SendAsync(to, new { @event = "order_completed", customerId = "c-1", email = "bo@example.com" });
        return (await IdAsync(to, "ada@"), await IdAsync(to, "bo@"));
    }

    private static string Resolve(JsonElement conflict) => $"/api/identity-conflicts/{conflict.GetProperty("id").GetString()}/resolve";

    private static long Count(JsonElement contact, string name) =>
        contact.GetProperty("traits").EnumerateArray().Where(trait => trait.GetProperty("name").GetString() == name).Sum(trait => trait.GetProperty("count").GetInt64());

    private static async Task<string?> ConsentAsync(TestWorkspace of, string contact) => (await of.Owner.GetAnswerAsync($"/api/contacts/{contact}")).Expect()
        .GetProperty("consents").EnumerateArray().First(one => one.GetProperty("channel").GetString() == "email").GetProperty("status").GetString();

    private static async Task<JsonElement[]> ConflictsAsync(TestWorkspace of, string status = "open") =>
        [.. (await of.Owner.GetAnswerAsync($"/api/identity-conflicts?status={status}")).Expect().GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement[]> MergesAsync(TestWorkspace of, JsonElement contact) =>
    [
        .. (await of.Owner.GetAnswerAsync($"/api/contacts/{contact.GetProperty("id").GetString()}/merges")).Expect().GetProperty("items").EnumerateArray(),
    ];

    private static async Task<JsonElement> OnlyAsync(TestWorkspace of)
    {
        var only = (await of.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items").EnumerateArray().ToArray().ShouldHaveSingleItem();
        return (await of.Owner.GetAnswerAsync($"/api/contacts/{only.GetProperty("id").GetString()}")).Expect();
    }

    private static async Task<string> IdAsync(TestWorkspace of, string q) => (await of.Owner.GetAnswerAsync($"/api/contacts?q={q}")).Expect()
        .GetProperty("items").EnumerateArray().ToArray().ShouldHaveSingleItem().GetProperty("id").GetString()!;

    // Waits until it has taken effect, so that the next is told after it.
    private static async Task SendAsync(TestWorkspace to, object e)
    {
        var before = await HappenedAsync(to);
        (await to.Api.PostAnswerAsync("/api/events", e)).Expect(202);
        await Eventually.Async(async () => await HappenedAsync(to) > before);
    }

    private static async Task<int> HappenedAsync(TestWorkspace of) =>
        (await of.Owner.GetAnswerAsync("/api/events?limit=200")).Expect().GetProperty("items").GetArrayLength();
}
