using Beckon.Events;
using Beckon.Integrations.CartApi;
using Beckon.Integrations.Doors;

namespace Beckon.Tests.Integrations;

public sealed class CartCallTests
{
    private static readonly Adapter Adapter = CartCall.Read;

    private const string Dynamic = """
        {
          "email": " Olena@Example.com ", "phone": "067 123 45 67", "customerId": 9007199254740993, "firstName": "Olena", "lastName": "Koval",
          "event": "abandoned", "campaign": {"utm": "spring"},
          "cart": {
            "id": "cart-81", "url": "https://shop.example/cart/81", "currency": "eur", "total": "47.50", "updatedAt": "2026-03-02T13:30:00+02:00",
            "items": [
              {"productId": 501, "sku": "OIL-1", "name": "Olive oil", "brand": "Thyme", "category": "Pantry", "price": "18.75", "quantity": 2,
               "url": "https://shop.example/p/501", "imageUrl": "//cdn.shop.example/501.png"},
              {"sku": "SALT", "price": 10}
            ]
          }
        }
        """;

    [Fact]
    public void A_cart_with_items_says_who_and_which_products()
    {
        var e = Adapter.Events(Arrivals.Of("cart_api"), Dynamic).ShouldHaveSingleItem();

        e.Name.ShouldBe("cart_abandoned");
        e.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 11, 30, 0, TimeSpan.Zero));
        e.Who.ShouldBe(new Identifiers { Email = "olena@example.com", Phone = "+380671234567", CustomerId = "9007199254740993" });
        e.Profile.ShouldBe(new Profile("Olena", "Koval"));
        var cart = e.Cart.ShouldNotBeNull();
        (cart.ExternalId, cart.Status, cart.Url, cart.Currency, cart.Total)
            .ShouldBe(("cart-81", CartStatus.Abandoned, "https://shop.example/cart/81", "EUR", 47.50m));
        cart.Items.ShouldBe(
        [
            new LineItem
            {
                ProductId = "501", Sku = "OIL-1", Name = "Olive oil", Brand = "Thyme", Category = "Pantry", Price = 18.75m, Quantity = 2,
                Url = "https://shop.example/p/501", ImageUrl = "https://cdn.shop.example/501.png",
            },
            new LineItem { ProductId = "SALT", Sku = "SALT", Price = 10 },
        ]);
    }

    [Fact]
    public void What_it_does_not_know_is_kept() =>
        Adapter.Events(Arrivals.Of("cart_api"), Dynamic)[0].Properties.ToElement()
            .GetProperty("campaign").GetProperty("utm").GetString().ShouldBe("spring");

    [Fact]
    public void An_identifier_alone_is_a_simple_abandonment_of_the_nameless_cart()
    {
        var e = Adapter.Events(Arrivals.Of("cart_api"), """{"email":"ada@example.com"}""").ShouldHaveSingleItem();

        e.Name.ShouldBe("cart_abandoned");
        e.OccurredAt.ShouldBe(Arrivals.Noon);
        e.Cart.ShouldBe(new CartChange { ExternalId = "", Status = CartStatus.Abandoned });
    }

    [Theory]
    [InlineData("abandoned", "cart_abandoned", CartStatus.Abandoned)]
    [InlineData("updated", "cart_updated", CartStatus.Open)]
    [InlineData("converted", "cart_converted", CartStatus.Converted)]
    public void Each_event_has_its_name_and_cart_status(string sent, string name, CartStatus status)
    {
        var e = Adapter.Events(Arrivals.Of("cart_api"), $$$"""{"anonymousId":"b-1","event":"{{{sent}}}","cart":{"id":"7"}}""")[0];

        (e.Name, e.Cart!.Status).ShouldBe((name, status));
    }

    [Theory]
    [InlineData("""{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02T10:00:00Z"}}""", true)]
    [InlineData("""{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02T10:00:00Z","total":5}}""", true)]
    [InlineData("""{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02T12:00:00+02:00"}}""", true)]
    [InlineData("""{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02T10:00:01Z"}}""", false)]
    [InlineData("""{"email":"a@example.com","event":"updated","cart":{"id":"1","updatedAt":"2026-03-02T10:00:00Z"}}""", false)]
    [InlineData("""{"email":"a@example.com","cart":{"id":"2","updatedAt":"2026-03-02T10:00:00Z"}}""", false)]
    public void Cart_event_and_time_of_change_make_it_one_message(string json, bool same)
    {
        var first = Adapter.Events(Arrivals.Of("cart_api"), """{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02T10:00:00Z"}}""")[0];
        var second = Adapter.Events(Arrivals.Of("cart_api"), json)[0];

        (second.MessageId == first.MessageId).ShouldBe(same);
        second.RepeatsAfter.ShouldBeNull();
    }

    [Fact]
    public void An_idempotency_key_names_the_message_whatever_it_says()
    {
        var e = Adapter.Events(Arrivals.Of("cart_api", idempotencyKey: "k-9"), Dynamic)[0];

        (e.MessageId, e.RepeatsAfter).ShouldBe(("key:k-9", null));
    }

    [Fact]
    public void Without_key_and_time_the_same_body_counts_again_after_an_hour()
    {
        var first = Adapter.Events(Arrivals.Of("cart_api"), """{"email":"a@example.com"}""")[0];
        var second = Adapter.Events(Arrivals.Of("cart_api"), """{"email":"a@example.com"}""")[0];

        second.MessageId.ShouldBe(first.MessageId);
        second.RepeatsAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_change_that_is_said_to_lie_ahead_happened_now() =>
        Adapter.Events(Arrivals.Of("cart_api"), """{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02T23:00:00Z"}}""")[0]
            .OccurredAt.ShouldBe(Arrivals.Noon);

    [Fact]
    public void A_time_without_offset_is_read_in_the_zone_of_the_source_else_of_the_workspace()
    {
        const string json = """{"email":"a@example.com","cart":{"id":"1","updatedAt":"2026-03-02 09:00:00"}}""";

        Adapter.Events(Arrivals.Of("cart_api"), json)[0].OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
        Adapter.Events(Arrivals.Of("cart_api", settings: SourceSettings.Of([new("timeZone", "Europe/Paris")])), json)[0]
            .OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Every_fault_is_named_by_its_path()
    {
        var errors = Adapter.Errors(Arrivals.Of("cart_api"), """
            {"email": "not an address", "phone": "abc", "event": "left", "firstName": 5,
             "cart": {"id": {}, "url": "javascript:alert(1)", "currency": "hryvnia", "total": "a lot", "updatedAt": "yesterday",
                      "items": [{"productId": "1", "quantity": -1}, {"price": true}, 7]}}
            """);

        errors.Keys.ShouldBe(
            [
                "email", "phone", "event", "firstName", "cart.id", "cart.url", "cart.currency", "cart.total", "cart.updatedAt",
                "cart.items[0].quantity", "cart.items[1].productId", "cart.items[1].price", "cart.items[2]",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("{}", "$")]
    [InlineData("""{"email":"","phone":null,"cart":{"id":"1"}}""", "$")]
    [InlineData("[]", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("""{"email":"a@example.com","cart":[]}""", "cart")]
    [InlineData("""{"email":"a@example.com","cart":{"items":{}}}""", "cart.items")]
    public void A_call_without_person_or_of_the_wrong_shape_is_refused(string json, string path) =>
        Adapter.Errors(Arrivals.Of("cart_api"), json).Keys.ShouldBe([path]);
}
