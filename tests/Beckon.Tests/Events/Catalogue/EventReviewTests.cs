using System.Text.Json;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Integrations.Jane;
using Beckon.Kernel;

namespace Beckon.Tests.Events.Catalogue;

public sealed class EventReviewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("viewed_product", """{"productId":"p-7","price":17.5,"url":"https://shop.example/p/7"}""", "")]
    [InlineData("viewed_product", """{"productId":7001,"currency":"USD","unknown":{"deep":[1]}}""", "")]
    [InlineData("viewed_product", """{"name":"Mug"}""", "Missing productId")]
    [InlineData("viewed_product", """{"productId":"","price":null}""", "Missing productId")]
    [InlineData("viewed_product", """{"product_id":"p-7"}""", "Missing productId product_id")]
    [InlineData("viewed_product", """{"productId":"p-7","price":"17.50"}""", "NotNumber price")]
    [InlineData("viewed_product", """{"productId":"p-7","price":-1,"url":"/p/7"}""", "Negative price, NotUrl url")]
    [InlineData("viewed_product", """{"productId":{"id":1},"name":5}""", "NotId productId, NotText name")]
    [InlineData("customer_optin_status_changed", """{"channel":"fax","subscribed":"yes"}""", "UnknownValue channel, NotFlag subscribed")]
    [InlineData("customer_created", """{"birthday":"1990-12-10"}""", "")]
    [InlineData("customer_created", """{"birthday":"10.12.1990"}""", "NotDay birthday")]
    [InlineData("customer_updated", """{"changed":"phone"}""", "NotList changed")]
    [InlineData("low_inventory", """{"productId":"p-7"}""", "Missing quantity")]
    [InlineData("price_drop", """{"productId":"p-7","price":15,"previousPrice":20}""", "")]
    [InlineData("active_on_site", "{}", "")]
    [InlineData("tasted_product", """{"price":"much"}""", "")]
    public void Says_what_does_not_fit(string name, string properties, string warnings) =>
        InShort(EventReview.WarningsOf(Event(name, properties))).ShouldBe(warnings);

    [Fact]
    public void Misses_the_order_of_an_order_event()
    {
        InShort(EventReview.WarningsOf(Event("order_completed", "{}"))).ShouldBe("NoOrder");
        var whole = Event("order_completed", "{}") with
        {
            Order = new OrderChange { ExternalId = "1", Status = OrderStatus.Delivered, Total = 1, Currency = "USD", PlacedAt = Noon, Items = [], Document = RawJson.EmptyObject },
        };
        EventReview.WarningsOf(whole).ShouldBeNull();
    }

    [Fact]
    public void Knows_the_twelve_statuses_of_a_cart()
    {
        EventCatalogue.TryFind(EventNames.CartStatusUpdated, out var type).ShouldBeTrue();
        type!.Statuses.ShouldBe(JaneStatus.All);
        InShort(EventReview.WarningsOf(Event(EventNames.CartStatusUpdated, "{}"))).ShouldBe("NoStatus");
        InShort(EventReview.WarningsOf(Event(EventNames.CartStatusUpdated, "{}") with { Status = "lost" })).ShouldBe("UnknownStatus");
        foreach (var status in JaneStatus.All) EventReview.WarningsOf(Event(EventNames.CartStatusUpdated, "{}") with { Status = status }).ShouldBeNull();
    }

    [Fact]
    public void Takes_amounts_of_orders_as_their_senders_write_them()
    {
        InShort(EventReview.WarningsOf(Delivered("""{"externalOrderId":5001,"totalCost":"44.00","shipping":"","discount":0}"""))).ShouldBe("");
        InShort(EventReview.WarningsOf(Delivered("""{"externalOrderId":"5001","totalCost":"a lot"}"""))).ShouldBe("NotNumber totalCost");
    }

    // What came in may be anything that is JSON: nothing of it may stop a batch.
    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"productId":{"productId":{"productId":1}},"price":1e999999}""")]
    [InlineData("""{"productId":"a","productId":["a","a"]}""")]
    public void Never_fails(string properties) =>
        Should.NotThrow(() => EventReview.WarningsOf(Event("viewed_product", properties)));

    [Fact]
    public void Forgets_what_was_said_of_an_event_that_was_put_right()
    {
        var put = Event("viewed_product", """{"productId":"p-7"}""") with { Warnings = [new(WarningKind.Missing, "productId")] };
        EventReview.Of([put])[0].Warnings.ShouldBeNull();
    }

    [Fact]
    public void Warnings_travel_through_the_inbox_and_stay_what_they_are()
    {
        var sent = Event("viewed_product", """{"product_id":"p-7"}""") with { Warnings = [new(WarningKind.Missing, "productId", "product_id")] };
        var read = InboxRow.Read(InboxRow.From(Guid.CreateVersion7(Noon), [sent]).Events)[0];
        read.Warnings.ShouldBe(sent.Warnings);
    }

    [Fact]
    public void Each_warning_says_what_to_do()
    {
        foreach (var kind in Enum.GetValues<WarningKind>()) new EventWarning(kind, "price").Sentence.ShouldEndWith(".");
    }

    private static CanonicalEvent Delivered(string properties) => Event("orderDELIVERED", properties) with
    {
        Order = new OrderChange { ExternalId = "1", Status = OrderStatus.Delivered, Total = 1, Currency = "USD", PlacedAt = Noon, Items = [], Document = RawJson.EmptyObject },
    };

    private static CanonicalEvent Event(string name, string properties) => new()
    {
        Id = Guid.CreateVersion7(Noon),
        SourceId = Guid.Empty,
        MessageId = "m",
        Name = name,
        OccurredAt = Noon,
        ReceivedAt = Noon,
        Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(properties))),
    };

    private static string InShort(List<EventWarning>? warnings) =>
        string.Join(", ", (warnings ?? []).Select(one => $"{one.Kind} {one.Property} {one.Found}".TrimEnd()));
}
