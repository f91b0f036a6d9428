using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Contacts;

public sealed class ContactDetailTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Shows_everything_that_is_known()
    {
        var source = await shop.SourceAsync("cart_api", "Web shop");
        var id = await shop.ContactAsync(new(Noon) { Email = "eve@example.com", First = "Eve", Orders = 3, Total = 100 });
        await shop.ConsentAsync(id, "subscribed");
        await shop.RunAsync("insert into trait values ($1, $2, 'cart_abandoned', '', $3, $3, 4)", id, Noon.UtcDateTime);
        await shop.RunAsync(
            """
            insert into cart (workspace_id, id, source_id, external_id, contact_id, status, total, currency, items, created_at, changed_at)
            values ($1, $2, $3, 'c-1', $2, 'abandoned', 84, 'USD', '[{"productId":"p1","quantity":2}]', $4, $4)
            """,
            id, source, Noon.UtcDateTime);

        var eve = await GetAsync(id);

        eve.GetProperty("name").GetString().ShouldBe("Eve");
        eve.GetProperty("messageable").GetProperty("email").GetProperty("ok").GetBoolean().ShouldBeTrue();
        eve.GetProperty("stats").GetProperty("averageOrder").GetDecimal().ShouldBe(33.33m);
        eve.GetProperty("consents")[0].GetProperty("sentence").GetString()
            .ShouldBe("Subscribed by the workspace's default: the source said nothing about consent.");
        eve.GetProperty("consents")[1].GetProperty("status").GetString().ShouldBe("never");
        eve.GetProperty("identifiers")[0].GetProperty("kind").GetString().ShouldBe("email");
        eve.GetProperty("traits")[0].GetProperty("count").GetInt64().ShouldBe(4);
        var cart = eve.GetProperty("currentCart");
        cart.GetProperty("source").GetProperty("name").GetString().ShouldBe("Web shop");
        cart.GetProperty("items")[0].GetProperty("quantity").GetDecimal().ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "subscribed", null, "Cannot be e-mailed: no e-mail address is known.")]
    [InlineData("a1@example.com", "unsubscribed", null, "Is not e-mailed: they have unsubscribed.")]
    [InlineData("a2@example.com", null, null, "Is not e-mailed: they never agreed to it.")]
    [InlineData("a3@example.com", "subscribed", "bounced", "Is not e-mailed: mail to a3@example.com came back for good.")]
    public async Task Says_why_somebody_is_not_written_to(string? email, string? consent, string? suppression, string sentence)
    {
        var id = await shop.ContactAsync(new(Noon) { Email = email });
        if (consent is not null) await shop.ConsentAsync(id, consent);
        if (suppression is not null) await shop.RunAsync("insert into suppression values ($1, 'email', $2, $3, now())", email, suppression);

        var reach = (await GetAsync(id)).GetProperty("messageable").GetProperty("email");

        reach.GetProperty("ok").GetBoolean().ShouldBeFalse();
        reach.GetProperty("sentence").GetString().ShouldBe(sentence);
    }

    [Fact]
    public async Task Follows_a_merged_away_id_to_the_contact_of_today()
    {
        var ada = await shop.ContactAsync(new(Noon) { First = "Ada" });
        var once = await shop.ContactAsync(new(Noon) { MergedInto = ada });
        var twice = await shop.ContactAsync(new(Noon) { MergedInto = once });

        (await GetAsync(twice)).GetProperty("id").GetString().ShouldBe(PublicId.Format(Ids.Contact, ada));
    }

    private async Task<JsonElement> GetAsync(Guid id) => (await shop.Owner.GetAnswerAsync($"/api/contacts/{PublicId.Format(Ids.Contact, id)}")).Expect();
}
