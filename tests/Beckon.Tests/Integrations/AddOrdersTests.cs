using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Yespo;

namespace Beckon.Tests.Integrations;

public sealed class AddOrdersTests
{
    private static readonly Adapter Adapter = AddOrders.Read;

    private const string Full = """
        {"orders": [{
          "externalOrderId": "88-100", "externalCustomerId": "c-31", "totalCost": 1540.25, "status": "IN_PROGRESS",
          "date": "2026-02-27T18:05:11.7022176+02:00", "email": "Taras@example.com", "phone": "380671112233", "firstName": "Taras",
          "lastName": "Melnyk", "currency": "UAH", "shipping": 60, "discount": 100, "taxes": 12.5, "restoreUrl": "https://shop.example/r/88",
          "statusDescription": "Packed", "storeId": "lviv-2", "source": "online", "deliveryMethod": "courier", "paymentMethod": "card",
          "deliveryAddress": "Lviv, Rynok 1", "additionalInfo": {"gift": "yes"},
          "items": [{"externalItemId": "501", "name": "Olive oil", "category": "Pantry", "quantity": 3, "cost": 493.50,
                     "url": "https://shop.example/p/501", "imageUrl": "https://shop.example/p/501.png", "description": "First pressing"}]
        }]}
        """;

    [Fact]
    public void An_order_becomes_the_event_of_its_status_with_the_whole_order()
    {
        var e = Adapter.Events(Arrivals.Of("orders_api"), Full).ShouldHaveSingleItem();

        (e.Name, e.Status).ShouldBe(("orderIN_PROGRESS", null));
        e.OccurredAt.ShouldBe(new DateTimeOffset(2026, 2, 27, 16, 5, 11, TimeSpan.Zero).AddTicks(7_022_176));
        e.Who.ShouldBe(new Identifiers { CustomerId = "c-31", Email = "taras@example.com", Phone = "+380671112233" });
        e.Profile.ShouldBe(new Profile("Taras", "Melnyk"));
        e.Cart.ShouldBe(new CartChange { ExternalId = "88-100", Status = CartStatus.Converted });
        var order = e.Order.ShouldNotBeNull();
        (order.ExternalId, order.Status, order.Total, order.Currency, order.PlacedAt)
            .ShouldBe(("88-100", OrderStatus.InProgress, 1540.25m, "UAH", e.OccurredAt));
        order.Items.ShouldBe(
        [
            new LineItem
            {
                ProductId = "501", Name = "Olive oil", Category = "Pantry", Quantity = 3, Price = 493.50m, Url = "https://shop.example/p/501",
                ImageUrl = "https://shop.example/p/501.png", Description = "First pressing",
            },
        ]);
    }

    [Fact]
    public void The_document_is_the_order_as_sent_and_the_properties_add_its_event_key()
    {
        var e = Adapter.Events(Arrivals.Of("orders_api"), Full)[0];
        var sent = JsonDocument.Parse(Full).RootElement.GetProperty("orders")[0];

        e.Order!.Document.ToString().ShouldBe(sent.GetRawText());
        var properties = e.Properties.ToElement();
        properties.GetProperty("eventKey").GetString().ShouldBe("88-100");
        foreach (var field in sent.EnumerateObject()) properties.GetProperty(field.Name).GetRawText().ShouldBe(field.Value.GetRawText());
        properties.EnumerateObject().Count().ShouldBe(sent.EnumerateObject().Count() + 1);
    }

    [Fact]
    public void What_plugins_really_send_is_taken()
    {
        var e = Adapter.Events(Arrivals.Of("orders_api"), """
            {"orders": [{"externalOrderId": 9007199254740993, "externalCustomerId": "", "totalCost": "99.90", "status": "DELIVERED",
              "date": "2026-03-01T08:00:00.123456+0000", "email": "guest@example.com", "phone": "12345", "currency": "",
              "shipping": "", "discount": "", "taxes": "", "additionalInfo": [], "source": "",
              "items": [{"externalItemId": 12, "name": "Mug", "quantity": "2", "cost": "49.95", "url": false, "imageUrl": "/relative.png"}]}]}
            """).ShouldHaveSingleItem();

        e.Who.ShouldBe(new Identifiers { Email = "guest@example.com" });
        var order = e.Order.ShouldNotBeNull();
        (order.ExternalId, order.Total, order.Currency).ShouldBe(("9007199254740993", 99.90m, "UAH"));
        order.PlacedAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(123456));
        order.Items.ShouldBe([new LineItem { ProductId = "12", Name = "Mug", Quantity = 2, Price = 49.95m }]);
    }

    [Fact]
    public void An_item_needs_only_its_id_and_quantity() =>
        Adapter.Events(Arrivals.Of("orders_api"), Order(""", "items": [{"externalItemId": "a", "quantity": 1.5}]"""))[0]
            .Order!.Items.ShouldBe([new LineItem { ProductId = "a", Quantity = 1.5m }]);

    [Theory]
    [InlineData("INITIALIZED", OrderStatus.Initialized, true)]
    [InlineData("IN_PROGRESS", OrderStatus.InProgress, true)]
    [InlineData("DELIVERED", OrderStatus.Delivered, true)]
    [InlineData("CANCELLED", OrderStatus.Cancelled, false)]
    public void Each_status_has_its_event_and_closes_the_cart_unless_it_was_cancelled(string sent, OrderStatus status, bool closes)
    {
        var e = Adapter.Events(Arrivals.Of("orders_api"), Order("", status: sent)).ShouldHaveSingleItem();

        (e.Name, e.Order!.Status).ShouldBe(("order" + sent, status));
        e.Cart.ShouldBe(closes ? new CartChange { ExternalId = "1", Status = CartStatus.Converted } : null);
    }

    [Fact]
    public void An_abandoned_shopping_cart_is_an_order_event_and_a_cart_abandonment()
    {
        var events = Adapter.Events(Arrivals.Of("orders_api"), Order(
            """, "restoreUrl": "https://shop.example/r/1", "items": [{"externalItemId": "a", "quantity": 2, "cost": 5}]""", "ABANDONED_SHOPPING_CART"));

        events.Select(e => e.Name).ShouldBe(["orderABANDONED_SHOPPING_CART", "cart_abandoned"]);
        events[0].Order!.Status.ShouldBe(OrderStatus.AbandonedShoppingCart);
        events[0].Cart.ShouldBeNull();
        events[1].Order.ShouldBeNull();
        events[1].Who.ShouldBe(events[0].Who);
        var cart = events[1].Cart.ShouldNotBeNull();
        (cart.ExternalId, cart.Status, cart.Url, cart.Currency, cart.Total)
            .ShouldBe(("1", CartStatus.Abandoned, "https://shop.example/r/1", "UAH", 10m));
        cart.Items.ShouldBe([new LineItem { ProductId = "a", Quantity = 2, Price = 5 }]);
        events[0].MessageId.ShouldNotBe(events[1].MessageId);
        events[0].Id.ShouldBeLessThan(events[1].Id);
    }

    [Fact]
    public void The_same_order_is_one_message_and_a_changed_one_another()
    {
        var first = Adapter.Events(Arrivals.Of("orders_api"), Order(""))[0];
        var same = Adapter.Events(Arrivals.Of("orders_api"), Order(""))[0];
        var changed = Adapter.Events(Arrivals.Of("orders_api"), Order(""", "discount": 1"""))[0];

        same.MessageId.ShouldBe(first.MessageId);
        changed.MessageId.ShouldNotBe(first.MessageId);
        first.RepeatsAfter.ShouldBeNull();
    }

    [Fact]
    public void An_idempotency_key_names_each_order_by_its_place()
    {
        var events = Adapter.Events(Arrivals.Of("orders_api", idempotencyKey: "sync-7"), """
            {"orders": [
              {"externalOrderId": "1", "externalCustomerId": "c", "totalCost": 1, "status": "DELIVERED", "date": "2026-03-01"},
              {"externalOrderId": "1", "externalCustomerId": "c", "totalCost": 1, "status": "DELIVERED", "date": "2026-03-01"}]}
            """);

        events.Select(e => e.MessageId).ShouldBe(["key:sync-7#0", "key:sync-7#1"]);
        events[0].OccurredAt.ShouldBe(new DateTimeOffset(2026, 2, 28, 22, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_number_that_cannot_be_completed_leaves_an_unknown_person()
    {
        var e = Adapter.Events(Arrivals.Of("orders_api"), """
            {"orders": [{"externalOrderId": "1", "totalCost": 1, "status": "DELIVERED", "date": "2026-03-01", "phone": "40817"}]}
            """)[0];

        e.Who.ShouldBe(new Identifiers { AnonymousId = "orders_api:order:0195a000000070008000000000000002:1" });
    }

    [Fact]
    public void Every_fault_of_every_order_is_named_by_its_path()
    {
        var errors = Adapter.Errors(Arrivals.Of("orders_api"), """
            {"orders": [
              {"externalOrderId": "1", "externalCustomerId": "c", "totalCost": 1, "status": "DELIVERED", "date": "2026-03-01T10:00:00Z"},
              {"totalCost": "much", "status": "SHIPPED", "date": "0000-00-00 00:00:00", "source": "moon",
               "items": [{"name": 5, "cost": {}}, "x"], "additionalInfo": 3, "taxes": []},
              {},
              17]}
            """);

        errors.Keys.ShouldBe(
            [
                "orders[1].externalOrderId", "orders[1].externalCustomerId", "orders[1].totalCost", "orders[1].status", "orders[1].date",
                "orders[1].source", "orders[1].items[0].externalItemId", "orders[1].items[0].quantity", "orders[1].items[0].name",
                "orders[1].items[0].cost", "orders[1].items[1]", "orders[1].additionalInfo", "orders[1].taxes",
                "orders[2].externalOrderId", "orders[2].externalCustomerId", "orders[2].totalCost", "orders[2].status", "orders[2].date",
                "orders[3]",
            ],
            ignoreOrder: true);
        errors["orders[1].status"].ShouldBe(["This must be INITIALIZED, IN_PROGRESS, DELIVERED, CANCELLED or ABANDONED_SHOPPING_CART."]);
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("{}", "orders")]
    [InlineData("""{"orders": {}}""", "orders")]
    [InlineData("""{"orders": null}""", "orders")]
    public void A_body_without_a_list_of_orders_is_refused(string json, string path) =>
        Adapter.Errors(Arrivals.Of("orders_api"), json).Keys.ShouldBe([path]);

    [Fact]
    public void A_thousand_orders_are_taken_and_one_more_is_not()
    {
        Adapter.Events(Arrivals.Of("orders_api"), Many(1000)).Count.ShouldBe(1000);
        Adapter.Errors(Arrivals.Of("orders_api"), Many(1001))["orders"]
            .ShouldBe(["There are 1001 of these; send at most 1000 in one request."]);
    }

    private static string Many(int count) => $$"""{"orders": [{{string.Join(',', Enumerable.Repeat(One("", "DELIVERED"), count))}}]}""";

    private static string Order(string more, string status = "DELIVERED") => $$"""{"orders": [{{One(more, status)}}]}""";

    private static string One(string more, string status) =>
        $$"""{"externalOrderId": "1", "externalCustomerId": "c", "totalCost": 10, "status": "{{status}}", "date": "2026-03-01T10:00:00Z"{{more}}}""";
}
