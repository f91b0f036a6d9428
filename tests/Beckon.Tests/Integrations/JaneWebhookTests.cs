using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Jane;

namespace Beckon.Tests.Integrations;

public sealed class JaneWebhookTests
{
    private static readonly Adapter Adapter = Called(null, null);

    private const string Verification = """
        {"cart": {
          "amount": 63.4, "assigned_employee_id": null, "assigned_employee_name": null, "checked_out_time": "2026-03-02 11:41:28",
          "checkout_message": "", "customer_phone_number": "+12065550123", "customer_email_address": "Maya@Example.com",
          "customer_name": "Maya van Dam", "created_at": "2026-03-02 11:41:20", "id": 81234, "pos_order_id": null, "promo_code": null,
          "queue_number": "B7", "rating": 0, "reservation_mode": "pickup", "reservation_start_window": "2026-03-02 12:45:00",
          "status": "verification", "store_id": 12, "store_name": "Greenhouse", "tags": {}, "user_id": 77, "external_user_id": "ext-5",
          "external_user_source": "shop"
        }}
        """;

    [Fact]
    public void A_status_update_says_who_what_and_where_the_order_stands()
    {
        var e = Called(null, "1772452800").Events(Arrivals.Of("jane"), Verification).ShouldHaveSingleItem();

        (e.Name, e.Status).ShouldBe(("cart_status_updated", "verification"));
        e.OccurredAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1772452800));
        e.Who.ShouldBe(new Identifiers { CustomerId = "ext-5", Email = "maya@example.com", Phone = "+12065550123" });
        e.Profile.ShouldBe(new Profile("Maya", "van Dam"));
        e.Cart.ShouldBe(new CartChange { ExternalId = "81234", Status = CartStatus.Converted, Currency = "UAH", Total = 63.4m });
        var order = e.Order.ShouldNotBeNull();
        (order.ExternalId, order.Status, order.Total, order.Currency).ShouldBe(("81234", OrderStatus.Initialized, 63.4m, "UAH"));
        order.PlacedAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 9, 41, 28, TimeSpan.Zero));
        order.Document.ToElement().GetProperty("queue_number").GetString().ShouldBe("B7");
        e.Properties.ToElement().GetProperty("cart").GetProperty("store_name").GetString().ShouldBe("Greenhouse");
    }

    [Theory]
    [InlineData("pending", CartStatus.Open, null)]
    [InlineData("verification", CartStatus.Converted, OrderStatus.Initialized)]
    [InlineData("staff_member_review", CartStatus.Converted, OrderStatus.Initialized)]
    [InlineData("preparing", CartStatus.Converted, OrderStatus.InProgress)]
    [InlineData("delivery_started", CartStatus.Converted, OrderStatus.InProgress)]
    [InlineData("ready_for_pickup", CartStatus.Converted, OrderStatus.InProgress)]
    [InlineData("delivery_finished", CartStatus.Converted, OrderStatus.Delivered)]
    [InlineData("finished", CartStatus.Converted, OrderStatus.Delivered)]
    [InlineData("with_review", CartStatus.Converted, OrderStatus.Delivered)]
    [InlineData("finished_without_review", CartStatus.Converted, OrderStatus.Delivered)]
    [InlineData("cancelled", CartStatus.Converted, OrderStatus.Cancelled)]
    [InlineData("dismissed", CartStatus.Converted, OrderStatus.Cancelled)]
    public void Each_of_the_twelve_statuses_moves_cart_and_order(string status, CartStatus cart, OrderStatus? order)
    {
        var e = Adapter.Events(Arrivals.Of("jane"), Verification.Replace("verification", status, StringComparison.Ordinal))[0];

        (e.Name, e.Status, e.Cart!.Status, e.Order?.Status).ShouldBe(("cart_status_updated", status, cart, order));
    }

    [Fact]
    public void There_are_exactly_the_twelve_published_statuses()
    {
        JaneStatus.All.Count.ShouldBe(12);
        JaneStatus.All.ShouldAllBe(status => JaneStatus.IsKnown(status));
    }

    [Theory]
    [InlineData("cart_abandoned", """{"cart":{"id":1,"status":"pending"}}""")]
    [InlineData("cart_abandoned", """{"cart":{"id":1}}""")]
    [InlineData(null, """{"event":"cart_abandoned","cart":{"id":1,"status":"pending"}}""")]
    [InlineData(null, """{"event_type":"cart_abandoned","cart":{"id":1}}""")]
    [InlineData(null, """{"type":"cart_abandoned","cart":{"id":1}}""")]
    [InlineData(null, """{"cart":{"id":1,"event":"cart_abandoned"}}""")]
    [InlineData(null, """{"cart":{"id":1,"status":"abandoned"}}""")]
    [InlineData(null, """{"cart":{"id":1,"status":"cart_abandoned"}}""")]
    public void An_abandonment_is_recognised_by_address_type_or_status(string? address, string json)
    {
        var e = Called(address, null).Events(Arrivals.Of("jane"), json)[0];

        (e.Name, e.Status, e.Cart!.Status, e.Order).ShouldBe(("cart_abandoned", null, CartStatus.Abandoned, null));
    }

    [Fact]
    public void Products_make_it_dynamic()
    {
        var e = Called("cart_abandoned", null).Events(Arrivals.Of("jane", settings: SourceSettings.Of([new("shopUrl", "https://greenhouse.example/menu")])), """
            {"cart": {"id": "81234", "status": "pending", "customer_email_address": "maya@example.com", "products": [
              {"product_id": 9007199254740993, "name": "Sleepy Tea", "brand": "Dreamer", "kind": "edible", "checkout_price": "12.50",
               "discounted_checkout_price": 10, "count": 2, "image_url": "https://img.example/t.png", "url": "not an address"},
              {"product_id": "b", "checkout_price": "7"}]}}
            """)[0];

        e.Cart!.Url.ShouldBe("https://greenhouse.example/menu");
        e.Cart.Items.ShouldBe(
        [
            new LineItem
            {
                ProductId = "9007199254740993", Name = "Sleepy Tea", Brand = "Dreamer", Category = "edible", Price = 10, Quantity = 2,
                ImageUrl = "https://img.example/t.png",
            },
            new LineItem { ProductId = "b", Price = 7 },
        ]);
    }

    [Fact]
    public void Without_products_it_is_simple() => Called("cart_abandoned", null).Events(Arrivals.Of("jane"), Verification)[0].Cart!.Items.ShouldBeNull();

    [Theory]
    [InlineData(""" "external_user_id":"e","user_id":5 """, "e")]
    [InlineData(""" "external_user_id":null,"user_id":5 """, "5")]
    [InlineData(""" "external_user_id":"","user_id":"u" """, "u")]
    public void The_shop_s_own_id_of_the_customer_goes_before_jane_s(string ids, string customer) =>
        Adapter.Events(Arrivals.Of("jane"), $$$"""{"cart":{"id":1,"status":"pending",{{{ids}}} }}""")[0].Who.CustomerId.ShouldBe(customer);

    [Fact]
    public void A_guest_who_left_nothing_is_known_by_the_cart()
    {
        var first = Adapter.Events(Arrivals.Of("jane"), """{"cart":{"id":1,"status":"pending","customer_email_address":"n/a","customer_phone_number":""}}""")[0];
        var second = Adapter.Events(Arrivals.Of("jane"), """{"cart":{"id":1,"status":"preparing"}}""")[0];

        first.Who.ShouldBe(new Identifiers { AnonymousId = "jane:cart:0195a000000070008000000000000002:1" });
        second.Who.ShouldBe(first.Who);
    }

    [Theory]
    [InlineData("1772449200", "2026-03-02T11:00:00Z")]
    [InlineData("1772449200500", "2026-03-02T11:00:00.5Z")]
    [InlineData("2026-03-02T13:00:00+02:00", "2026-03-02T11:00:00Z")]
    [InlineData("1772535600", "2026-03-02T12:00:00Z")]
    [InlineData("soon", "2026-03-02T12:00:00Z")]
    [InlineData("99999999999999999999", "2026-03-02T12:00:00Z")]
    [InlineData("0", "2026-03-02T12:00:00Z")]
    [InlineData("", "2026-03-02T12:00:00Z")]
    [InlineData(null, "2026-03-02T12:00:00Z")]
    public void It_happened_when_the_header_says_but_not_later_than_now(string? timestamp, string at) =>
        Called(null, timestamp).Events(Arrivals.Of("jane"), Verification)[0].OccurredAt
            .ShouldBe(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void The_same_body_is_one_message_for_a_day()
    {
        var first = Called(null, "1").Events(Arrivals.Of("jane"), Verification)[0];
        var second = Called(null, "2").Events(Arrivals.Of("jane"), Verification)[0];
        var abandoned = Called("cart_abandoned", "2").Events(Arrivals.Of("jane"), Verification)[0];

        second.MessageId.ShouldBe(first.MessageId);
        second.RepeatsAfter.ShouldBe(TimeSpan.FromHours(24));
        abandoned.MessageId.ShouldNotBe(first.MessageId);
    }

    [Theory]
    [InlineData("{}", "cart")]
    [InlineData("""{"cart":[]}""", "cart")]
    [InlineData("""{"cart":{"status":"pending"}}""", "cart.id")]
    [InlineData("""{"cart":{"id":1}}""", "cart.status")]
    [InlineData("""{"cart":{"id":1,"status":"lost"}}""", "cart.status")]
    [InlineData("""{"cart":{"id":1,"status":7}}""", "cart.status")]
    [InlineData("""{"cart":{"id":1,"status":"pending","amount":"x"}}""", "cart.amount")]
    [InlineData("""{"cart":{"id":1,"status":"pending","created_at":"x"}}""", "cart.created_at")]
    [InlineData("""{"cart":{"id":1,"status":"pending","products":[{"count":1}]}}""", "cart.products[0].product_id")]
    public void What_makes_it_an_event_must_be_right(string json, string path) =>
        Adapter.Errors(Arrivals.Of("jane"), json).Keys.ShouldContain(path);

    private static Adapter Called(string? address, string? timestamp) =>
        (arrival, body, faults) => JaneWebhook.Read(arrival, new JaneCall(address, timestamp), body, faults);
}
