using System.Text.Json;
using Beckon.Contacts.Jobs;

namespace Beckon.Server.Tests.Contacts;

public sealed class JobTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Tags_all_that_match_and_says_how_many_were_new()
    {
        var shop = await TestWorkspace.CreateAsync();
        for (var i = 0; i < 12; i++) await shop.ContactAsync(new(Noon.AddMinutes(i)) { Email = $"p{i}@example.com", First = "Pat", Orders = i % 2 });
        var first = (await shop.Owner.GetAnswerAsync("/api/contacts?ordered=true&limit=1")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        (await shop.Owner.PutAnswerAsync($"/api/contacts/{first}/tags/Buyer")).Expect(204);

        var job = await DoneAsync(shop, (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "tag", tag = "Buyer", filter = new { ordered = true } })).Expect(202));

        job.GetProperty("total").GetInt64().ShouldBe(6);
        job.GetProperty("done").GetInt64().ShouldBe(6);
        job.GetProperty("updated").GetInt64().ShouldBe(5);
        job.GetProperty("name").GetString().ShouldBe("Tag with Buyer");
        (await CountAsync(shop, "tag=Buyer")).ShouldBe(6);
        await DoneAsync(shop, (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "untag", tag = "buyer", filter = new { } })).Expect(202));
        (await CountAsync(shop, "tag=Buyer")).ShouldBe(0);
    }

    [Fact]
    public async Task Adds_the_chosen_to_a_list_and_removes_them()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(Seed.Id("con", await shop.ContactAsync(new(Noon) { Email = $"p{i}@example.com" })));
        var list = (await shop.Owner.PostAnswerAsync("/api/contact-lists", new { name = "Some" })).Expect(201).GetProperty("id").GetString();

        await DoneAsync(shop, (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "add_to_list", list, ids = ids.Take(2) })).Expect(202));
        (await CountAsync(shop, $"list={list}")).ShouldBe(2);
        await DoneAsync(shop, (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "remove_from_list", list, ids = ids.Skip(1) })).Expect(202));
        (await CountAsync(shop, $"list={list}")).ShouldBe(1);
    }

    [Fact]
    public async Task Unsubscribes_many_and_tells_it_as_an_event_of_each()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        var bo = await shop.ContactAsync(new(Noon) { Email = "bo@example.com" });
        await shop.ConsentAsync(ada, "subscribed");
        await shop.ConsentAsync(bo, "unsubscribed");

        var job = await DoneAsync(
            shop, (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "unsubscribe", channel = "email", note = "Asked by letter", filter = new { } })).Expect(202));

        job.GetProperty("updated").GetInt64().ShouldBe(1);
        (await CountAsync(shop, "consent=email:unsubscribed")).ShouldBe(2);
        var known = (await shop.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", ada)}")).Expect();
        known.GetProperty("consentLog")[0].GetProperty("wording").GetString().ShouldBe("Asked by letter");
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync("/api/events?name=customer_optin_status_changed")).Expect().GetProperty("items").GetArrayLength() == 1);
    }

    [Fact]
    public async Task Nobody_is_subscribed_in_bulk_and_everybody_is_named_on_purpose()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "subscribe", channel = "email", filter = new { } })).Expect(400);
        (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "unsubscribe" })).Faults.ShouldBe(["filter", "channel"], ignoreOrder: true);
        (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "add_to_list", filter = new { } })).Faults.ShouldBe(["list"]);
        (await shop.Owner.PostAnswerAsync("/api/contacts/bulk", new { action = "tag", filter = new { }, ids = new[] { "con_x" } })).Faults
            .ShouldBe(["filter", "ids", "tag"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_export_has_the_chosen_columns_and_no_formula()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.PostAnswerAsync("/api/contact-fields", new { label = "Note", kind = "text" })).Expect(201);
        var ada = Seed.Id("con", await shop.ContactAsync(new(Noon) { Email = "ada@example.com", Phone = "+15550101234", First = "=HYPERLINK(\"x\")", Last = "O, \"L\"", Total = 12.5m, Orders = 1 }));
        await shop.ContactAsync(new(Noon) { AnonymousId = "a1" });
        (await shop.Owner.PatchAnswerAsync($"/api/contacts/{ada}", new { fields = new { note = "@cmd" } })).Expect();
        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/tags/B")).Expect(204);
        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/tags/a")).Expect(204);

        const string Columns = "email,phone,first_name,last_name,order_total,tags,field:note";
        var streamed = await shop.Owner.GetAnswerAsync($"/api/contacts/export?known=true&columns={Columns}");

        streamed.ContentType.ShouldBe("text/csv");
        streamed.Text.TrimStart('\uFEFF').ShouldBe(
            "Email,Phone,First name,Last name,Spent,Tags,Note\r\n" +
            "ada@example.com,+15550101234,\"'=HYPERLINK(\"\"x\"\")\",\"O, \"\"L\"\"\",12.50,\"a, B\",'@cmd\r\n");
        var begun = (await shop.Owner.PostAnswerAsync("/api/contacts/exports", new { filter = new { known = true }, columns = Columns.Split(',') })).Expect(202);
        var job = await DoneAsync(shop, begun);
        job.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(job.GetProperty("finishedAt").GetDateTimeOffset().AddDays(6));
        (await shop.Owner.GetAnswerAsync($"/api/contacts/exports/{job.GetProperty("id").GetString()}/file")).Text.ShouldBe(streamed.Text);
        (await shop.Owner.GetAnswerAsync("/api/contacts/export?columns=shoe")).Expect(400);
    }

    [Fact]
    public async Task A_file_that_has_had_its_time_is_deleted()
    {
        var shop = await TestWorkspace.CreateAsync();
        await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        var job = await DoneAsync(shop, (await shop.Owner.PostAnswerAsync("/api/contacts/exports", new { filter = new { } })).Expect(202));
        await shop.RunAsync("update contact_job set expires_at = now() - interval '1 minute' where workspace_id = $1");

        await shop.Get<JobSteps>().ForgetExpiredAsync(CancellationToken.None);

        (await shop.Owner.GetAnswerAsync($"/api/contacts/exports/{job.GetProperty("id").GetString()}/file")).Expect(409);
        (await shop.Owner.GetAnswerAsync("/api/contacts/jobs")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static async Task<JsonElement> DoneAsync(TestWorkspace shop, JsonElement begun)
    {
        var job = begun;
        await Eventually.Async(async () =>
        {
            job = (await shop.Owner.GetAnswerAsync($"/api/contacts/jobs/{begun.GetProperty("id").GetString()}")).Expect();
            job.GetProperty("status").GetString().ShouldNotBe("failed", job.GetRawText());
            return job.GetProperty("status").GetString() == "done";
        });
        return job;
    }

    private static async Task<long> CountAsync(TestWorkspace shop, string query) =>
        (await shop.Owner.GetAnswerAsync("/api/contacts/count?" + query)).Expect().GetProperty("count").GetInt64();
}
