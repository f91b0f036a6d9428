using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Yespo;

namespace Beckon.Tests.Integrations;

public sealed class YespoTrackerTests
{
    private static readonly Adapter Adapter = YespoCall.Bare.ReadTracker;

    private const string General = """
        "siteId": "3F09B2", "datetime": 1772452000456, "externalCustomerId": "cust-31", "user_phone": "1-206-555-0177", "user_email": "Taras@example.com",
        "user_name": "Taras Melnyk Junior", "user_es_contact_id": 188230417, "cookies": {"sc": "9D1C-77"}
        """;

    [Fact]
    public void A_page_of_a_product_is_a_product_viewed()
    {
        var e = One($$$"""
            {"GeneralInfo": {"eventName": "ProductPage", {{{General}}}},
             "ProductPage": {"Product": {"productKey": "881", "price": "612 UAH", "isInStock": "0", "tag_size": ["s", "m"]}, "Tags": {"a": ["b"]} } }
            """);

        (e.Name, e.OccurredAt, e.RepeatsAfter).ShouldBe(("viewed_product", DateTimeOffset.FromUnixTimeMilliseconds(1772452000456), null));
        e.Who.ShouldBe(new Identifiers { CustomerId = "cust-31", Email = "taras@example.com", Phone = "+12065550177", AnonymousId = "9D1C-77" });
        e.Profile.ShouldBe(new Profile("Taras", "Melnyk Junior"));
        var properties = e.Properties.ToElement();
        (properties.GetProperty("productId").GetString(), properties.GetProperty("price").GetDecimal(), properties.GetProperty("currency").GetString(),
            properties.GetProperty("inStock").GetBoolean()).ShouldBe(("881", 612m, "UAH", false));
        properties.TryGetProperty("GeneralInfo", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""[{"productKey": "a", "price": "10.50", "discount": "0.00", "quantity": 2, "price_currency_code": "UAH"}, {"productKey": 5, "price": 1, "quantity": "3"}]""", 24, 2)]
    [InlineData("[]", 0, 0)]
    public void The_cart_is_as_it_is_now(string products, int total, int items)
    {
        var e = One($$$"""{"GeneralInfo": {"eventName": "StatusCart", {{{General}}}}, "StatusCart": {"GUID": "hash-of-contents", "Products": {{{products}}}}}""");

        e.Name.ShouldBe("cart_updated");
        var cart = e.Cart.ShouldNotBeNull();
        (cart.ExternalId, cart.Status, cart.Total, cart.Items?.Count).ShouldBe(("", CartStatus.Open, total, items));
        e.Properties.ToElement().GetProperty("cartId").GetString().ShouldBe("hash-of-contents");
    }

    [Theory]
    [InlineData("product_id", "unit_price")]
    [InlineData("productKey", "price")]
    public void A_purchase_closes_the_cart_and_makes_no_second_order(string id, string price)
    {
        var e = One($$$"""
            {"GeneralInfo": {"eventName": "PurchasedItems", {{{General}}}}, "TrackedOrderId": "e1f0",
             "PurchasedItems": {"Products": [{"{{{id}}}": "a", "{{{price}}}": "10.50", "quantity": 2}], "OrderNumber": "5001/26"}}
            """);

        (e.Name, e.Cart?.Status, e.Order).ShouldBe(("cart_converted", CartStatus.Converted, null));
        e.Cart.ShouldNotBeNull().Items.ShouldBe([new LineItem { ProductId = "a", Price = 10.50m, Quantity = 2 }]);
        e.Properties.ToElement().GetProperty("orderId").GetString().ShouldBe("5001/26");
    }

    [Fact]
    public void A_browser_is_tied_to_its_person()
    {
        var e = One("""{"externalCustomerId": "cust-31", "webId": "9D1C-77", "orgId": 5, "email": "taras@example.com"}""");

        e.Name.ShouldBe("customer_updated");
        e.Who.ShouldBe(new Identifiers { CustomerId = "cust-31", Email = "taras@example.com", AnonymousId = "9D1C-77" });
        e.RepeatsAfter.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("CustomerData", "customer_updated")]
    [InlineData("MainPage", "pageViewed")]
    [InlineData("AddToWishlist", "productAddedToWishlist")]
    [InlineData("SearchRequest", "searchRequest")]
    [InlineData("SomethingOfTheirOwn", "SomethingOfTheirOwn")]
    public void What_the_catalogue_has_no_word_for_keeps_one_name(string sent, string name) =>
        One($$$"""{"GeneralInfo": {"eventName": "{{{sent}}}", {{{General}}}}}""").Name.ShouldBe(name);

    [Fact]
    public void Who_it_is_may_stand_in_the_events_own_object()
    {
        var e = One("""
            {"GeneralInfo": {"eventName": "CustomerData", "cookies": {"sc": "9D1C"}},
             "CustomerData": {"externalCustomerId": "31", "user_email": "taras@example.com", "user_name": "Taras Melnyk", "user_phone": "1-206-555-0177"}}
            """);

        e.Who.ShouldBe(new Identifiers { CustomerId = "31", Email = "taras@example.com", Phone = "+12065550177", AnonymousId = "9D1C" });
        e.Profile.ShouldBe(new Profile("Taras", "Melnyk"));
    }

    [Fact]
    public void Blanks_are_nothing_and_a_cart_of_nobody_is_no_cart()
    {
        var e = One("""
            {"GeneralInfo": {"eventName": "StatusCart", "user_name": " ", "user_email": "", "user_phone": "", "externalCustomerId": "", "cookies": {"sc": null}},
             "StatusCart": {"Products": [{"productKey": "a", "quantity": 1}]}}
            """);

        (e.Who.None, e.Profile, e.Cart).ShouldBe((true, null, null));
    }

    [Fact]
    public void Products_that_changed_are_nobodys_events()
    {
        var events = Adapter.Events(Arrivals.Of("orders_api"), """
            {"GeneralInfo": {"eventName": "ProductUpdate", "siteId": "s"}, "ProductUpdate": [
              {"product_id": "a", "name": "Mug", "unit_price": "201.95", "isInStock": "1", "price_currency_code": "UAH"}, {"name": "nameless"}]}
            """);

        var product = events.ShouldHaveSingleItem().Product.ShouldNotBeNull();
        (events[0].Who.None, product.ExternalId, product.Name, product.Variants[0].Price, product.Variants[0].InStock).ShouldBe((true, "a", "Mug", 201.95m, true));
    }

    [Fact]
    public void Without_a_name_it_means_nothing() =>
        Adapter.Errors(Arrivals.Of("orders_api"), """{"GeneralInfo": {"siteId": "s"}}""").Keys.ShouldBe(["GeneralInfo.eventName"]);

    private static CanonicalEvent One(string json) => Adapter.Events(Arrivals.Of("orders_api"), json).ShouldHaveSingleItem();
}
