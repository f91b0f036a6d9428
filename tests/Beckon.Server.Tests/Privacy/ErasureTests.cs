using System.Text.Json;
using Beckon.Server.Tests.Integrations;
using Npgsql;

namespace Beckon.Server.Tests.Privacy;

/// <summary>Whoever is erased is nowhere any more: the whole database is searched for them.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task Erased_somebody_is_in_no_column_of_no_table()
    {
        var shop = await CartShop.OpenAsync();
        var person = PlantedPerson.In(shop);
        await person.PlantAsync();
        var database = shop.Workspace.Get<NpgsqlDataSource>();
        var before = await DatabaseSearch.FindAsync(database, person.Words);
        Planted.Except(before.Select(TableOf)).ShouldBeEmpty("The search must find what was planted, or it proves nothing.");
        var (report, revenue) = (await shop.ReportAsync(), await RevenueAsync(shop));
        revenue.ShouldBeGreaterThan(0);

        var erasure = await shop.Workspace.EraseAsync(await person.ContactAsync());

        (await DatabaseSearch.FindAsync(database, person.Words)).ShouldBeEmpty();
        erasure.GetProperty("erased").GetProperty("event").GetInt64().ShouldBeGreaterThan(5);
        (await person.FoundAsync()).ShouldBeEmpty();
        (await RevenueAsync(shop)).ShouldBe(revenue);
        var after = await shop.ReportAsync();
        foreach (var figure in (string[])["sent", "clicked", "orders", "revenue"]) after.GetProperty(figure).GetDecimal().ShouldBe(report.GetProperty(figure).GetDecimal(), figure);
    }

    [Fact]
    public async Task Others_in_the_same_requests_and_conflicts_keep_what_is_theirs()
    {
        var shop = await CartShop.OpenAsync();
        var person = PlantedPerson.In(shop);
        await person.PlantAsync();

        await shop.Workspace.EraseAsync(await person.ContactAsync());

        foreach (var (email, events) in ((string, int)[])[("other@example.com", 1), ("neighbour@example.com", 2)])
        {
            var contact = (await ItemsAsync(shop, "/api/contacts?q=" + email)).ShouldHaveSingleItem().GetProperty("id").GetString();
            (await ItemsAsync(shop, $"/api/events?contactId={contact}")).Count.ShouldBe(events, email);
        }
        var order = (await ItemsAsync(shop, "/api/orders?q=" + PlantedPerson.OrderNumber)).ShouldHaveSingleItem();
        var whole = (await shop.Workspace.Owner.GetAnswerAsync("/api/orders/" + order.GetProperty("id").GetString())).Expect();
        whole.GetProperty("items")[0].GetProperty("productId").GetString().ShouldBe("p-1");
        (whole.GetProperty("total").GetDecimal(), whole.GetProperty("document").GetRawText(), whole.GetProperty("contact").GetProperty("email").ValueKind)
            .ShouldBe((80, "{}", JsonValueKind.Null));
    }

    [Fact]
    public async Task What_comes_afterwards_makes_a_new_contact_who_is_left_alone_as_before()
    {
        var shop = await CartShop.OpenAsync();
        var person = PlantedPerson.In(shop);
        await person.PlantAsync();
        var old = await person.ContactAsync();
        await shop.Workspace.EraseAsync(old);

        await person.SignInAsync();
        var contact = await person.ContactAsync();

        contact.ShouldNotBe(old);
        var whole = (await shop.Workspace.Owner.GetAnswerAsync("/api/contacts/" + contact)).Expect();
        whole.GetProperty("consents").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == "email").GetProperty("status").GetString().ShouldBe("unsubscribed");
        whole.GetProperty("suppressions").EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("complained");
        (await shop.Workspace.Api.PostAnswerAsync($"/api/contacts/{contact}/consent", new { channel = "email", status = "subscribed" })).Expect(409);
        (await shop.Workspace.Owner.GetAnswerAsync("/api/contacts/" + old)).Expect(404);
        (await ItemsAsync(shop, $"/api/events?contactId={contact}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_had_not_said_no_is_no_subscriber_by_default_and_may_become_one_by_saying_so()
    {
        var shop = await CartShop.OpenAsync();
        var person = PlantedPerson.In(shop);
        await person.SignInAsync();
        await shop.Workspace.EraseAsync(await person.ContactAsync());

        await person.SignInAsync();
        var contact = await person.ContactAsync();

        (await EmailConsentAsync(shop, contact)).ShouldBe("never");
        (await shop.Workspace.Api.PostAnswerAsync($"/api/contacts/{contact}/consent", new { channel = "email", status = "subscribed" })).Expect();
        (await EmailConsentAsync(shop, contact)).ShouldBe("subscribed");
    }

    [Fact]
    public async Task A_link_of_a_message_that_is_opened_afterwards_leaves_nothing_of_them()
    {
        var shop = await CartShop.OpenAsync();
        var person = PlantedPerson.In(shop);
        await shop.CartAsync(person.Email, person.Mark, TimeProvider.System.GetUtcNow());
        var mail = await shop.MailAsync(person.Email.ToLowerInvariant());
        await shop.Workspace.EraseAsync(await person.ContactAsync());

        await shop.ClickAsync(mail, "https://shop.example/cart?id=" + person.Mark);
        await shop.HappenedAsync("message_clicked");
        (await shop.Workspace.Anonymous.GetAnswerAsync(new Uri(Unsubscribe(mail)).PathAndQuery)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);

        await shop.Workspace.EventsAsync();
        (await DatabaseSearch.FindAsync(shop.Workspace.Get<NpgsqlDataSource>(), person.Words)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_to_be_sent_to_them_is_not_sent()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: 60);
        var person = PlantedPerson.In(shop);
        await shop.CartAsync(person.Email, person.Mark, TimeProvider.System.GetUtcNow());
        await shop.ScheduledAsync(1);
        var contact = await person.ContactAsync();
        var counts = (await shop.Workspace.Owner.GetAnswerAsync($"/api/contacts/{contact}/data/counts")).Expect();
        (counts.GetProperty("waitingRuns").GetInt64(), counts.GetProperty("events").GetInt64(), counts.GetProperty("carts").GetInt64()).ShouldBe((1, 1, 1));

        await shop.Workspace.EraseAsync(contact);

        await shop.ScheduledAsync(0);
        (await DatabaseSearch.FindAsync(shop.Workspace.Get<NpgsqlDataSource>(), person.Words)).ShouldBeEmpty();
    }

    // The tables that bear something of them; those of the queue are empty when all has taken effect.
    private static readonly string[] Planted =
    [
        "contact", "contact_identifier", "contact_merge", "consent_log", "suppression", "cart", "shop_order", "event", "raw_payload", "dead_letter", "message",
        "test_inbox", "flow_run", "audit_entry", "replay", "contact_value", "contact_import_refusal", "contact_job", "contact_job_part", "loyalty_member",
    ];

    private static string Unsubscribe(JsonElement mail) =>
        mail.GetProperty("headers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "List-Unsubscribe").GetProperty("value").GetString()?.Trim('<', '>') ?? "";

    private static async Task<string?> EmailConsentAsync(CartShop shop, string contact) =>
        (await shop.Workspace.Owner.GetAnswerAsync("/api/contacts/" + contact)).Expect().GetProperty("consents").EnumerateArray()
            .Single(one => one.GetProperty("channel").GetString() == "email").GetProperty("status").GetString();

    private static async Task<List<JsonElement>> ItemsAsync(CartShop shop, string path) =>
        [.. (await shop.Workspace.Owner.GetAnswerAsync(path)).Expect().GetProperty("items").EnumerateArray()];

    private static async Task<decimal> RevenueAsync(CartShop shop) =>
        (await ItemsAsync(shop, "/api/orders?status=DELIVERED")).Sum(order => order.GetProperty("total").GetDecimal());

    // A partition is a table too.
    private static string TableOf(string column)
    {
        var table = column.Split('.')[0];
        return Array.Find(Planted, planted => table == planted || IsPartition(table, planted)) ?? table;
    }

    private static bool IsPartition(string table, string planted) =>
        table.StartsWith(planted + "_", StringComparison.Ordinal) && (table[(planted.Length + 1)..] == "default" || char.IsAsciiDigit(table[planted.Length + 1]));
}
