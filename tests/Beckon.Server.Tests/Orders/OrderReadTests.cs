using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Orders;

public sealed class OrderReadTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Lists_the_latest_placed_first_and_finds_by_id_e_mail_and_status()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        var nobody = await shop.ContactAsync(new(Noon) { CustomerId = "77" });
        await shop.OrderAsync(new("A-1", ada, Noon));
        await shop.OrderAsync(new("A-2", nobody, Noon.AddMinutes(-1)) { Status = "CANCELLED" });
        await shop.OrderAsync(new("B-1", ada, Noon.AddDays(1)));

        (await ExternalIdsAsync(shop, "")).ShouldBe(["B-1", "A-1", "A-2"]);
        (await ExternalIdsAsync(shop, "q=A-")).ShouldBe(["A-1", "A-2"]);
        (await ExternalIdsAsync(shop, "q=ADA@")).ShouldBe(["B-1", "A-1"]);
        (await ExternalIdsAsync(shop, "status=CANCELLED")).ShouldBe(["A-2"]);
        (await ExternalIdsAsync(shop, $"contactId={PublicId.Format(Ids.Contact, ada)}")).ShouldBe(["B-1", "A-1"]);
        (await shop.Owner.GetAnswerAsync("/api/orders?status=LOST")).Faults.ShouldBe(["status"]);
    }

    [Fact]
    public async Task Pages_through_orders_of_the_same_moment()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        foreach (var id in new[] { "1", "2", "3" }) await shop.OrderAsync(new(id, ada, Noon));

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = (await shop.Owner.GetAnswerAsync($"/api/orders?limit=2&cursor={cursor}")).Expect();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(order => order.GetProperty("externalId").GetString()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe(["1", "2", "3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Shows_all_fields_as_sent_and_the_message_it_is_credited_to()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada" });
        var order = await shop.OrderAsync(new("100500", ada, Noon)
        {
            Items = """[{"productId":"200600","name":"Super Device","price":990,"quantity":1}]""",
            Document = """{"externalOrderId":"100500","deliveryMethod":"express"}""",
        });
        var message = await shop.MessageAsync(new(ada, Noon.AddDays(-1)));
        await shop.CreditAsync(order, message, ada, Noon);

        var shown = (await shop.Owner.GetAnswerAsync($"/api/orders/{PublicId.Format(Ids.Order, order)}")).Expect();

        shown.GetProperty("document").GetProperty("deliveryMethod").GetString().ShouldBe("express");
        shown.GetProperty("items")[0].GetProperty("price").GetDecimal().ShouldBe(990);
        shown.GetProperty("credit").GetProperty("messageId").GetString().ShouldBe(PublicId.Format(Ids.Message, message));
        shown.GetProperty("credit").GetProperty("touch").GetString().ShouldBe("click");
        shown.GetProperty("contact").GetProperty("messageable").GetBoolean().ShouldBeTrue();
        shown.GetProperty("statusSentence").GetString()!.ShouldStartWith("Delivered.");
    }

    [Fact]
    public async Task Shows_the_contact_of_an_order_that_nobody_can_be_written_to_about()
    {
        var shop = await TestWorkspace.CreateAsync();
        var nobody = await shop.ContactAsync(new(Noon) { CustomerId = "77" });
        await shop.OrderAsync(new("A-1", nobody, Noon));

        var contact = (await shop.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items")[0].GetProperty("contact");

        contact.GetProperty("messageable").GetBoolean().ShouldBeFalse();
        contact.GetProperty("id").GetString().ShouldBe(PublicId.Format(Ids.Contact, nobody));
        contact.GetProperty("name").GetString().ShouldBe("Anonymous contact");
    }

    [Fact]
    public async Task Knows_no_order_of_another_workspace()
    {
        var (shop, other) = (await TestWorkspace.CreateAsync(), await TestWorkspace.CreateAsync());
        var order = await shop.OrderAsync(new("A-1", await shop.ContactAsync(new(Noon)), Noon));

        (await other.Owner.GetAnswerAsync($"/api/orders/{PublicId.Format(Ids.Order, order)}")).Expect(404);
        (await ExternalIdsAsync(other, "")).ShouldBeEmpty();
    }

    private static async Task<string?[]> ExternalIdsAsync(TestWorkspace shop, string query) =>
        [.. Items((await shop.Owner.GetAnswerAsync("/api/orders?" + query)).Expect()).Select(order => order.GetProperty("externalId").GetString())];

    private static JsonElement.ArrayEnumerator Items(JsonElement page) => page.GetProperty("items").EnumerateArray();
}
