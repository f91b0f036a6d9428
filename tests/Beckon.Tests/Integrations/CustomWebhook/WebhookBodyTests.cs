using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.CustomWebhook;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Tests.Integrations.CustomWebhook;

public sealed class WebhookBodyTests
{
    private static readonly FieldMapping Shop = new()
    {
        NameAt = "/type",
        Names = new Dictionary<string, string> { ["order.paid"] = "order_completed" },
        Fields = new Dictionary<string, string>
        {
            ["messageId"] = "/id",
            ["occurredAt"] = "/at",
            ["email"] = "/customer/e~1mail",
            ["phone"] = "/customer/phones/0",
            ["order.id"] = "/order/number",
            ["order.total"] = "/order/sum",
            ["order.status"] = "/order/state",
            ["order.items"] = "/order/lines",
            ["order.items.productId"] = "/article/id",
            ["order.items.quantity"] = "/pieces",
            ["properties.storeId"] = "/shop",
        },
    };

    [Fact]
    public void A_body_is_read_as_the_mapping_says()
    {
        var e = Read(
            Shop,
            """
            {"id": 77, "type": "order.paid", "at": 1772452800, "shop": "s-1", "note": "ring twice",
             "customer": {"e/mail": "Ada@Example.com", "phones": ["067 123 45 67"]},
             "order": {"number": 9001, "sum": "41.80", "state": "paid", "lines": [{"article": {"id": "k-9"}, "pieces": 2}, {"pieces": 1}]}}
            """).ShouldHaveSingleItem();

        e.Name.ShouldBe(EventNames.OrderCompleted);
        e.MessageId.ShouldBe("id:77");
        e.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        (e.Who.Email, e.Who.Phone).ShouldBe(("ada@example.com", "+380671234567"));
        var order = e.Order.ShouldNotBeNull();
        (order.ExternalId, order.Total, order.Status).ShouldBe(("9001", 41.80m, OrderStatus.Delivered));
        var item = order.Items.ShouldHaveSingleItem();
        (item.ProductId, item.Quantity).ShouldBe(("k-9", 2));
        var properties = e.Properties.ToElement();
        properties.GetProperty("storeId").GetString().ShouldBe("s-1");
        properties.GetProperty("note").GetString().ShouldBe("ring twice");
    }

    [Fact]
    public void Names_that_nobody_has_mapped_stay_as_they_are_but_claim_nothing_of_messages()
    {
        Name("""{"type": "basket.emptied", "customer": {"e/mail": "a@example.com"}}""").ShouldBe("basket.emptied");
        Name("""{"type": "message_opened", "customer": {"e/mail": "a@example.com"}}""").ShouldBe("webhook_message_opened");
        Name("""{"customer": {"e/mail": "a@example.com"}}""").ShouldBe("webhook_received");

        static string Name(string body) => Read(Shop, body).ShouldHaveSingleItem().Name;
    }

    [Theory]
    [InlineData("""{"type": "order.paid", "order": {"number": 1, "sum": 2}}""", "Say whose event it is")]
    [InlineData("""{"type": "order.paid", "customer": {"e/mail": "no address"}, "order": {"number": 1, "sum": 2}}""", "not an e-mail address")]
    [InlineData("""{"type": "order.paid", "customer": {"e/mail": "a@example.com"}, "order": {"number": 1, "sum": "much"}}""", "order.total")]
    public void What_does_not_fit_is_kept_with_the_reason(string body, string reason)
    {
        var e = Read(Shop, body).ShouldHaveSingleItem();
        e.Name.ShouldBe("webhook_received");
        e.Who.None.ShouldBeTrue();
        e.Properties.ToElement().GetProperty("mappingProblem").GetString().ShouldNotBeNull().ShouldContain(reason);
        e.Properties.ToElement().GetProperty("type").GetString().ShouldBe("order.paid");
    }

    [Fact]
    public void Without_a_mapping_everything_is_kept_and_a_repeat_is_known_by_its_words()
    {
        var (one, again, other) = (Read(null, """{"a": 1}""")[0], Read(null, """{"a": 1}""")[0], Read(null, """{"a": 2}""")[0]);
        (one.Name, one.MessageId).ShouldBe(("webhook_received", again.MessageId));
        one.MessageId.ShouldNotBe(other.MessageId);
        one.RepeatsAfter.ShouldBe(TimeSpan.FromMinutes(10));
        Read(null, "[1, 2]").ShouldHaveSingleItem().Name.ShouldBe("webhook_received");
    }

    [Fact]
    public void A_list_is_as_many_events()
    {
        var mapping = new FieldMapping { Name = "visited", Each = "/visits", Fields = new Dictionary<string, string> { ["email"] = "/who" } };
        Read(mapping, """{"visits": [{"who": "a@example.com"}, {"who": "b@example.com"}, 7]}""").Select(e => (e.Name, e.Who.Email))
            .ShouldBe([("visited", "a@example.com"), ("visited", "b@example.com"), ("webhook_received", null)]);
        Read(mapping with { Each = null }, """[{"who": "a@example.com"}]""").ShouldHaveSingleItem().Name.ShouldBe("visited");
        var faults = new Faults();
        WebhookBody.Read(Arrival(mapping), JsonElement.Parse($$"""{"visits": [{{string.Join(',', Enumerable.Repeat("1", 501))}}] }"""), faults).ShouldBeEmpty();
        faults.Any.ShouldBeTrue();
    }

    [Theory]
    [InlineData("1772452800000")]
    [InlineData("\"1772452800\"")]
    [InlineData("\"2026-03-02T12:00:00Z\"")]
    public void Times_come_in_many_forms(string at) =>
        Read(Shop, $$"""{"type": "a", "at": {{at}}, "customer": {"e/mail": "a@example.com"} }""")[0].OccurredAt
            .ShouldBe(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    private static List<CanonicalEvent> Read(FieldMapping? mapping, string body)
    {
        var faults = new Faults();
        var events = WebhookBody.Read(Arrival(mapping), JsonElement.Parse(body), faults);
        faults.Any.ShouldBeFalse();
        return events;
    }

    private static Arrival Arrival(FieldMapping? mapping) =>
        Arrivals.Of("webhook", settings: mapping is null ? SourceSettings.None : SourceSettings.Of([new(WebhookIntegration.Mapping, mapping.ToJson())]));
}
