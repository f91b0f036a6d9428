using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Audiences;

public sealed class AudienceTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private const string CartLeft =
        """{"type":"all","of":[{"type":"event","event":"cart_abandoned","time":{"op":"in_last","amount":30,"unit":"minutes"}},{"type":"none","of":[{"type":"orders"}]}]}""";

    [Fact]
    public async Task An_audience_follows_every_event_and_tells_of_those_who_come_and_go()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var audience = await AddAsync(fresh, "Left a cart", CartLeft);
        await BuiltAsync(fresh, audience);

        (await fresh.Api.PostAnswerAsync("/api/events", Cart("ada@example.com"))).Expect(202);
        await MembersAsync(fresh, audience, 1);
        var contact = (await fresh.Owner.GetAnswerAsync($"/api/contacts?audience={audience}")).Expect().GetProperty("items")[0];
        contact.GetProperty("email").GetString().ShouldBe("ada@example.com");
        var id = contact.GetProperty("id").GetString();
        var of = (await fresh.Owner.GetAnswerAsync($"/api/contacts/{id}/audiences")).Expect().GetProperty("items");
        of[0].GetProperty("name").GetString().ShouldBe("Left a cart");

        (await fresh.Api.PostAnswerAsync("/api/events", Order("ada@example.com"))).Expect(202);
        await MembersAsync(fresh, audience, 0);
        await Eventually.Async(async () => (await NamesAsync(fresh)).Count(name => name.StartsWith("audience_", StringComparison.Ordinal)) == 2);
        (await NamesAsync(fresh)).ShouldContain("audience_exited");
    }

    [Fact]
    public async Task A_new_filter_is_worked_out_for_those_who_are_there()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.Api.PostAnswerAsync("/api/events", Cart("ada@example.com"));
        await fresh.Api.PostAnswerAsync("/api/events", Order("bo@example.com"));
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64() == 2);

        var audience = await AddAsync(fresh, "Left a cart", CartLeft);
        await BuiltAsync(fresh, audience);
        await MembersAsync(fresh, audience, 1);
        var edited = await fresh.Owner.PatchAnswerAsync($"/api/audiences/{audience}", new { filter = Json("""{"type":"all","of":[]}""") });
        edited.Expect().GetProperty("sentence").GetString().ShouldBe("Everybody.");
        edited.Headers.ETag?.Tag.ShouldBe("\"2\"");
        await BuiltAsync(fresh, audience);
        await MembersAsync(fresh, audience, 2);
        (await NamesAsync(fresh)).ShouldNotContain("audience_entered", "nobody did anything");
    }

    [Fact]
    public async Task A_filter_can_be_tried_and_says_itself_in_words()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.Api.PostAnswerAsync("/api/events", Cart("ada@example.com"));
        await Eventually.Async(async () => (await NamesAsync(fresh)).Count == 1);
        var preview = (await fresh.Owner.PostAnswerAsync("/api/audiences/preview", new { filter = Json(CartLeft) })).Expect();
        preview.GetProperty("members").GetInt64().ShouldBe(1);
        preview.GetProperty("contacts").GetInt64().ShouldBe(1);
        preview.GetProperty("sentence").GetString().ShouldBe("Everybody who has abandoned a cart in the last 30 minutes and is not one who has bought.");
        preview.GetProperty("sample")[0].GetProperty("email").GetString().ShouldBe("ada@example.com");
        var contact = preview.GetProperty("sample")[0].GetProperty("id").GetString();

        var explained = (await fresh.Owner.PostAnswerAsync("/api/audiences/explain", new { filter = Json(CartLeft), contact })).Expect();
        explained.GetProperty("member").GetBoolean().ShouldBeTrue();
        explained.GetProperty("until").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(20));
        var parts = explained.GetProperty("explanation").GetProperty("parts");
        parts[0].GetProperty("seen").GetString().ShouldStartWith("once, first ");
        parts[1].GetProperty("parts")[0].GetProperty("seen").GetString().ShouldBe("no delivered order");
        parts[1].GetProperty("parts")[0].GetProperty("holds").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_or_a_tag_changes_audiences_at_once()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.Api.PostAnswerAsync("/api/events", Cart("ada@example.com"));
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64() == 1);
        var contact = (await fresh.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        var audience = await AddAsync(fresh, "VIPs", """{"type":"tag","tag":"vip"}""");
        await BuiltAsync(fresh, audience);
        await MembersAsync(fresh, audience, 0);
        (await fresh.Owner.PutAnswerAsync($"/api/contacts/{contact}/tags/VIP")).Expect(204);
        await MembersAsync(fresh, audience, 1);
        (await fresh.Owner.DeleteAnswerAsync($"/api/contacts/{contact}/tags/VIP")).Expect(204);
        await MembersAsync(fresh, audience, 0);
    }

    [Fact]
    public async Task Audiences_are_made_of_others_compared_and_kept_as_lists()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.Api.PostAnswerAsync("/api/events", Cart("ada@example.com"));
        await fresh.Api.PostAnswerAsync("/api/events", Order("bo@example.com"));
        var everybody = await AddAsync(fresh, "Everybody", """{"type":"all","of":[]}""");
        var buyers = await AddAsync(fresh, "Buyers", """{"type":"orders"}""");
        var others = await AddAsync(fresh, "The others", $$"""{"type":"all","of":[{"type":"audience","audience":"{{everybody}}"},{"type":"none","of":[{"type":"audience","audience":"{{buyers}}"}]}]}""");
        foreach (var id in new[] { everybody, buyers, others }) await BuiltAsync(fresh, id);
        await MembersAsync(fresh, everybody, 2);
        await MembersAsync(fresh, others, 1);

        var overlap = (await fresh.Owner.GetAnswerAsync($"/api/audiences/{everybody}/overlap/{buyers}")).Expect();
        (overlap.GetProperty("one").GetInt64(), overlap.GetProperty("other").GetInt64(), overlap.GetProperty("both").GetInt64()).ShouldBe((2, 1, 1));
        var list = (await fresh.Owner.PostAnswerAsync($"/api/audiences/{others}/list", new { name = "Kept" })).Expect(201);
        list.GetProperty("members").GetInt64().ShouldBe(1);
        (await fresh.Owner.PostAnswerAsync($"/api/audiences/{others}/list", new { name = "kept" })).Expect(409);

        (await fresh.Owner.DeleteAnswerAsync($"/api/audiences/{buyers}")).Expect(409).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("The others");
        var loop = await fresh.Owner.PatchAnswerAsync($"/api/audiences/{buyers}", new { filter = Json($$"""{"type":"audience","audience":"{{others}}"}""") });
        loop.Faults.ShouldBe(["filter"]);
        // A change of one changes those that are made of it.
        (await fresh.Owner.PatchAnswerAsync($"/api/audiences/{buyers}", new { filter = Json("""{"type":"any","of":[]}""") })).Expect();
        await BuiltAsync(fresh, others);
        await MembersAsync(fresh, others, 2);
        (await fresh.Owner.DeleteAnswerAsync($"/api/audiences/{others}")).Expect(204);
        (await fresh.Owner.GetAnswerAsync($"/api/audiences/{others}")).Expect(404);
    }

    [Fact]
    public async Task All_ready_audiences_can_be_used_as_they_are()
    {
        var ready = (await shop.Owner.GetAnswerAsync("/api/audiences/ready")).Expect().GetProperty("items").EnumerateArray().ToList();
        ready.Count.ShouldBeGreaterThan(40);
        ready.Select(one => one.GetProperty("key").GetString()).ShouldBeUnique();
        foreach (var one in ready)
        {
            (await shop.Owner.PostAnswerAsync("/api/audiences/preview", new { filter = one.GetProperty("filter") })).Expect();
            one.GetProperty("sentence").GetString().ShouldNotBeNull().ShouldNotContain("“done");
        }
    }

    [Theory]
    [InlineData("""{"type":"event","event":"back_in_stock"}""", "filter.event")]
    [InlineData("""{"type":"event","event":"audience_entered"}""", "filter.event")]
    [InlineData("""{"type":"event","event":"viewed_product","measure":"sum"}""", "filter.property")]
    [InlineData("""{"type":"event","event":"viewed_product","measure":"last_time"}""", "filter.time")]
    [InlineData("""{"type":"event","event":"viewed_product","time":{"op":"in_last","amount":30}}""", "filter.time.unit")]
    [InlineData("""{"type":"event","event":"viewed_product","time":{"op":"on","date":"yesterday"}}""", "filter.time.date")]
    [InlineData("""{"type":"all","of":[{"type":"any","of":[{"type":"list","list":"lst_none"}]}]}""", "filter.of[0].of[0].list")]
    [InlineData("""{"type":"field","field":"no_such","is":{"op":"is_set"}}""", "filter.field")]
    [InlineData("""{"type":"audience","audience":"aud_none"}""", "filter.audience")]
    [InlineData("""{"type":"profile","attribute":"email","is":{"op":"number","number":{"op":"at_least","value":1}}}""", "filter.is.op")]
    [InlineData("""{"type":"random","percent":101}""", "filter.percent")]
    [InlineData("""{"type":"orders","measure":"total"}""", "filter.is")]
    [InlineData("""{"type":"all","of":[null]}""", "filter.of[0]")]
    [InlineData("""{"of":[]}""", "filter")]
    [InlineData("""{"type":"any","of":[{"event":"viewed_product"}]}""", "filter.of[0]")]
    [InlineData("""{"type":"of_my_own"}""", "filter")]
    [InlineData("""{"type":"reachable","channel":"push"}""", "filter.channel")]
    public async Task What_is_wrong_with_a_filter_is_said_where_it_is(string filter, string path)
    {
        var answer = await shop.Owner.PostAnswerAsync("/api/audiences/preview", new { filter = Json(filter) });
        answer.Expect(400);
        answer.Faults.ShouldContain(path);
    }

    [Fact]
    public async Task Edits_that_cross_are_refused_and_names_are_given_once()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var audience = await AddAsync(fresh, "Buyers", """{"type":"orders"}""");
        (await fresh.Owner.PostAnswerAsync("/api/audiences", new { name = "buyers", filter = Json("""{"type":"orders"}""") })).Expect(409);
        (await fresh.Owner.AskAsync(HttpMethod.Patch, $"/api/audiences/{audience}", new { name = "Shoppers" }, ("If-Match", "\"9\""))).Expect(412);
        (await fresh.Owner.AskAsync(HttpMethod.Patch, $"/api/audiences/{audience}", new { name = "Shoppers" }, ("If-Match", "\"1\""))).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/audiences", new { name = "", filter = Json("""{"type":"orders"}""") })).Faults.ShouldBe(["name"]);
    }

    [Fact]
    public async Task Who_may_only_look_makes_nothing_and_another_workspace_sees_nothing()
    {
        var audience = await AddAsync(shop, "Ours", """{"type":"orders"}""");
        var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.GetAnswerAsync($"/api/audiences/{audience}")).Expect();
        (await staff.PostAnswerAsync("/api/audiences", new { name = "Theirs", filter = Json("""{"type":"orders"}""") })).Expect(403);
        (await staff.DeleteAnswerAsync($"/api/audiences/{audience}")).Expect(403);
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.GetAnswerAsync($"/api/audiences/{audience}")).Expect(404);
        (await other.Owner.GetAnswerAsync("/api/audiences")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        (await shop.Anonymous.GetAnswerAsync("/api/audiences")).Expect(401);
    }

    private static JsonElement Json(string json) => JsonElement.Parse(json);

    private static object Cart(string email) => new { @event = "cart_abandoned", email, cart = new { id = "c1", items = new[] { new { productId = "p1", price = 10 } } } };

    private static object Order(string email) => new
    {
        @event = "order_completed",
        email,
        order = new { id = Ids.New(TimeProvider.System).ToString(), status = "DELIVERED", total = 25, currency = "USD" },
    };

    private static async Task<string> AddAsync(TestWorkspace of, string name, string filter) =>
        (await of.Owner.PostAnswerAsync("/api/audiences", new { name, filter = Json(filter) })).Expect(201).GetProperty("id").GetString()!;

    private static Task BuiltAsync(TestWorkspace of, string audience) => Eventually.Async(async () =>
        (await of.Owner.GetAnswerAsync($"/api/audiences/{audience}")).Expect().GetProperty("building").ValueKind == JsonValueKind.Null);

    private static Task MembersAsync(TestWorkspace of, string audience, long members) => Eventually.Async(async () =>
        (await of.Owner.GetAnswerAsync($"/api/audiences/{audience}")).Expect().GetProperty("members").GetInt64() == members);

    private static async Task<List<string>> NamesAsync(TestWorkspace of) =>
        [.. (await of.Owner.GetAnswerAsync("/api/events")).Expect().GetProperty("items").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
}
