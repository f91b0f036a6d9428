using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.EventsApi;

namespace Beckon.Tests.Integrations;

public sealed class NativeEventsTests
{
    private static readonly Adapter Adapter = NativeEvents.Read;

    [Fact]
    public void An_event_of_any_name_keeps_its_properties_and_whatever_else_was_said()
    {
        var e = Adapter.Events(Arrivals.Of("events_api"), """
            {"event": "viewed_product", "status": "hot", "occurredAt": "2026-03-02T11:59:00Z", "messageId": 17, "email": "Ada@example.com",
             "firstName": "Ada", "shelf": 4, "properties": {"productId": "p-7", "depth": {"cm": 3}}}
            """).ShouldHaveSingleItem();

        (e.Name, e.Status, e.MessageId, e.RepeatsAfter).ShouldBe(("viewed_product", "hot", "id:17", null));
        e.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 11, 59, 0, TimeSpan.Zero));
        e.Who.ShouldBe(new Identifiers { Email = "ada@example.com" });
        e.Profile.ShouldBe(new Profile("Ada", null));
        (e.Cart, e.Order).ShouldBe((null, null));
        var properties = e.Properties.ToElement();
        properties.GetProperty("productId").GetString().ShouldBe("p-7");
        properties.GetProperty("depth").GetProperty("cm").GetInt32().ShouldBe(3);
        properties.GetProperty("shelf").GetInt32().ShouldBe(4);
        properties.GetProperty("email").GetString().ShouldBe("Ada@example.com");
        properties.TryGetProperty("properties", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_list_is_taken_in_its_order()
    {
        var events = Adapter.Events(Arrivals.Of("events_api", idempotencyKey: "k"), """
            [{"name": "one", "anonymousId": "b"}, {"name": "two", "anonymousId": "b", "messageId": "m"}, {"name": "three", "anonymousId": "b"}]
            """);

        events.Select(e => (e.Name, e.MessageId)).ShouldBe([("one", "key:k#0"), ("two", "id:m"), ("three", "key:k#2")]);
        events.Select(e => e.Id).ShouldBeInOrder();
    }

    [Fact]
    public void Without_any_id_every_event_is_new()
    {
        var events = Adapter.Events(Arrivals.Of("events_api"), """[{"name":"a","anonymousId":"b"},{"name":"a","anonymousId":"b"}]""");

        events[0].MessageId.ShouldNotBe(events[1].MessageId);
    }

    [Theory]
    [InlineData("cart_abandoned", CartStatus.Abandoned)]
    [InlineData("cart_updated", CartStatus.Open)]
    [InlineData("added_to_cart", CartStatus.Open)]
    [InlineData("cart_converted", CartStatus.Converted)]
    [InlineData("order_created", CartStatus.Converted)]
    public void A_cart_stands_where_the_event_says(string name, CartStatus status)
    {
        var e = Adapter.Events(Arrivals.Of("events_api"), $$$"""
            {"event": "{{{name}}}", "customerId": 5, "cart": {"id": 7, "currency": "usd", "total": 4, "items": [{"productId": "a", "price": 2, "quantity": 2}]}}
            """)[0];

        (e.Cart!.ExternalId, e.Cart.Status, e.Cart.Currency, e.Cart.Total, e.Cart.Items!.Count).ShouldBe(("7", status, "USD", 4m, 1));
    }

    [Fact]
    public void An_abandonment_without_cart_is_a_simple_one() =>
        Adapter.Events(Arrivals.Of("events_api"), """{"event":"cart_abandoned","email":"a@example.com"}""")[0]
            .Cart.ShouldBe(new CartChange { ExternalId = "", Status = CartStatus.Abandoned });

    [Theory]
    [InlineData("order_created", "", OrderStatus.Initialized)]
    [InlineData("order_completed", "", OrderStatus.Delivered)]
    [InlineData("order_fulfilled", "", OrderStatus.Delivered)]
    [InlineData("order_canceled", "", OrderStatus.Cancelled)]
    [InlineData("order_refunded", "", OrderStatus.Cancelled)]
    [InlineData("order_completed", """, "status": "IN_PROGRESS" """, OrderStatus.InProgress)]
    [InlineData("till_closed", """, "status": "DELIVERED" """, OrderStatus.Delivered)]
    public void An_order_stands_where_it_or_the_event_says(string name, string status, OrderStatus expected)
    {
        var e = Adapter.Events(Arrivals.Of("events_api"), $$"""
            {"event": "{{name}}", "email": "a@example.com", "order": {"id": "o-1", "total": "12.30", "placedAt": "2026-03-01T10:00:00Z",
             "items": [{"sku": "s"}]{{status}}} }
            """)[0];

        var order = e.Order.ShouldNotBeNull();
        (order.ExternalId, order.Status, order.Total, order.Currency).ShouldBe(("o-1", expected, 12.30m, "UAH"));
        order.PlacedAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
        order.Items.ShouldBe([new LineItem { ProductId = "s", Sku = "s" }]);
    }

    [Theory]
    [InlineData("back_in_stock")]
    [InlineData("price_drop")]
    [InlineData("new_product_added")]
    [InlineData("low_inventory")]
    public void What_happens_to_a_product_happens_to_nobody(string name) =>
        Adapter.Events(Arrivals.Of("events_api"), $$$"""{"event":"{{{name}}}","properties":{"productId":"1"}}""")[0].Who.None.ShouldBeTrue();

    [Fact]
    public void Every_fault_of_every_event_is_named_by_its_path()
    {
        var errors = Adapter.Errors(Arrivals.Of("events_api"), """
            [{"event": "a", "email": "a@example.com"}, {"email": 5, "properties": []}, {"event": "b"}, "c",
             {"event": "message_opened", "email": "a@example.com", "occurredAt": 12, "order": {"status": "LOST"}, "cart": {"items": [{}]}},
             {"event": "c", "phone": "12345"}]
            """);

        errors.Keys.ShouldBe(
            [
                "[1].event", "[1].email", "[1].properties", "[2]", "[3]", "[4].event", "[4].occurredAt", "[4].order.id", "[4].order.total",
                "[4].order.status", "[4].cart.items[0].productId", "[5].phone",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void A_thousand_events_are_taken_and_one_more_is_not()
    {
        Adapter.Events(Arrivals.Of("events_api"), Many(1000)).Select(e => e.Id).Distinct().Count().ShouldBe(1000);
        Adapter.Errors(Arrivals.Of("events_api"), Many(1001)).Keys.ShouldBe(["$"]);
    }

    private static string Many(int count) => $"[{string.Join(',', Enumerable.Repeat("""{"event":"a","anonymousId":"b"}""", count))}]";
}
