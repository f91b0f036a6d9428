using System.Globalization;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Klaviyo;

namespace Beckon.Tests.Integrations.Klaviyo;

public sealed class KlaviyoEventTests
{
    private const string Profile = """{"data": {"type": "profile", "attributes": {"email": "Nora@Example.com"}}}""";

    private static readonly Adapter Adapter = KlaviyoEvent.Read;

    private static string Body(string metric, string properties = "{}", string more = "", string profile = Profile) => $$$"""
        {"data": {"type": "event", "attributes": {"properties": {{{properties}}}, "metric": {"data": {"type": "metric", "attributes": {"name": "{{{metric}}}"} } },
         "profile": {{{profile}}} {{{more}}} } } }
        """;

    private static CanonicalEvent One(string metric, string properties = "{}", string more = "", string profile = Profile) =>
        Adapter.Events(Arrivals.Of("klaviyo"), Body(metric, properties, more, profile)).ShouldHaveSingleItem();

    [Theory]
    [InlineData("Placed Order", "order_completed")]
    [InlineData("Fulfilled Order", "order_fulfilled")]
    [InlineData("Cancelled Order", "order_canceled")]
    [InlineData("Refunded Order", "order_refunded")]
    [InlineData("Started Checkout", "checkout_started")]
    [InlineData("Added to Cart", "added_to_cart")]
    [InlineData("Viewed Product", "viewed_product")]
    [InlineData("Active on Site", "active_on_site")]
    [InlineData("Ordered Product", "Ordered Product")]
    [InlineData("Quiz finished", "Quiz finished")]
    [InlineData("message_sent", "klaviyo_message_sent")]
    public void Metrics_have_their_place_in_the_catalogue(string metric, string name) => One(metric).Name.ShouldBe(name);

    [Fact]
    public void Knows_whose_event_it_is()
    {
        One("a", profile: """
            {"data": {"type": "profile", "id": "01GD", "attributes": {"email": "n@example.com", "phone_number": "+12065550123", "external_id": "77",
             "anonymous_id": "b-1", "first_name": "Nora", "last_name": "Field"}}}
            """).ShouldSatisfyAllConditions(
            e => e.Who.ShouldBe(new Identifiers { CustomerId = "77", Email = "n@example.com", Phone = "+12065550123", AnonymousId = "b-1" }),
            e => e.Profile.ShouldBe(new Profile("Nora", "Field")));
        One("a", profile: """{"data": {"type": "profile", "id": "01GD"}}""").Who.CustomerId.ShouldBe("klaviyo:01GD");
        One("a", profile: """{"data": {"type": "profile", "attributes": {"_kx": "cookie"}}}""").Who.AnonymousId.ShouldBe("kx:cookie");
    }

    [Fact]
    public void What_else_is_said_of_a_profile_are_custom_fields() =>
        One("a", profile: """{"data": {"attributes": {"email": "n@example.com", "title": "Buyer", "location": {"zip": "98101"}, "properties": {"size": 9}}}}""").Profile!.Fields!.Value
            .ToString().ShouldBe("""{"title":"Buyer","postalCode":"98101","size":9}""");

    [Fact]
    public void The_form_of_before_is_understood()
    {
        var e = Adapter.Events(Arrivals.Of("klaviyo"), """
            {"data": {"type": "event", "attributes": {"metric": {"name": "Viewed Product"}, "profile": {"$email": "n@example.com", "$first_name": "Nora"}, "properties": {}}}}
            """).ShouldHaveSingleItem();
        (e.Name, e.Who.Email, e.Profile!.FirstName).ShouldBe(("viewed_product", "n@example.com", "Nora"));
    }

    [Fact]
    public void An_event_is_known_again_by_profile_metric_and_unique_id()
    {
        var first = One("a", more: """, "unique_id": "x" """).MessageId;
        One("a", """{"other": 1}""", """, "unique_id": "x", "time": "2026-03-01T00:00:00Z" """).MessageId.ShouldBe(first);
        One("b", more: """, "unique_id": "x" """).MessageId.ShouldNotBe(first);
        One("a", more: """, "unique_id": "x" """, profile: """{"data": {"attributes": {"email": "o@example.com"}}}""").MessageId.ShouldNotBe(first);
    }

    [Fact]
    public void Without_a_unique_id_a_profile_has_one_event_of_a_metric_a_second()
    {
        CanonicalEvent At(string time) => One("a", more: $""", "time": "{time}" """);
        At("2026-03-01T10:00:00.900Z").MessageId.ShouldBe(At("2026-03-01T10:00:00.100+00:00").MessageId);
        At("2026-03-01T10:00:01Z").MessageId.ShouldNotBe(At("2026-03-01T10:00:00Z").MessageId);
        At("2026-03-01T10:00:00.900Z").OccurredAt.ShouldBe(DateTimeOffset.Parse("2026-03-01T10:00:00Z", CultureInfo.InvariantCulture));
        One("a").OccurredAt.ShouldBe(Arrivals.Noon);
        At("2026-06-01T00:00:00Z").OccurredAt.ShouldBe(Arrivals.Noon);
    }

    [Fact]
    public void History_starts_nothing()
    {
        One("a", more: """, "backfill": true """).Backfill.ShouldBeTrue();
        One("a").Backfill.ShouldBeFalse();
    }

    [Fact]
    public void An_order_is_read_by_the_names_that_are_asked_for()
    {
        var e = One("Placed Order", """
            {"OrderId": 5512, "DiscountCode": "SPRING", "Items": [
              {"ProductID": 9, "SKU": "M-B", "ProductName": "Mug", "Quantity": 2, "ItemPrice": "8.50", "RowTotal": 17, "ProductURL": "https://shop.example/9",
               "ImageURL": "https://shop.example/9.png", "Categories": ["Kitchen", "Mugs"], "Brand": "Kiln"}]}
            """, """, "value": 17, "value_currency": "usd" """);
        var order = e.Order!;
        (order.ExternalId, order.Status, order.Total, order.Currency).ShouldBe(("5512", OrderStatus.Delivered, 17m, "USD"));
        order.Items.ShouldBe([new LineItem
        {
            ProductId = "9", Sku = "M-B", Name = "Mug", Brand = "Kiln", Category = "Kitchen", Price = 8.5m, Quantity = 2, Url = "https://shop.example/9",
            ImageUrl = "https://shop.example/9.png",
        }]);
        e.Cart.ShouldBe(new CartChange { ExternalId = "", Status = CartStatus.Converted });
        var said = e.Properties.ToElement();
        (said.GetProperty("orderId").GetInt32(), said.GetProperty("OrderId").GetInt32(), said.GetProperty("couponCode").GetString(), said.GetProperty("value").GetDecimal())
            .ShouldBe((5512, 5512, "SPRING", 17m));
    }

    [Fact]
    public void What_happens_to_an_order_later_says_no_more_than_it_knows()
    {
        One("Cancelled Order", """{"OrderId": "o"}""").Order!.RestIfNew.ShouldBeTrue();
        One("Fulfilled Order", """{"OrderId": "o"}""").Order!.RestIfNew.ShouldBeTrue();
        One("Fulfilled Order", """{"OrderId": "o", "$value": 5}""").Order!.ShouldSatisfyAllConditions(o => o.RestIfNew.ShouldBeFalse(), o => o.Total.ShouldBe(5));
        One("Refunded Order", """{"OrderId": "o"}""", """, "value": 5 """).Order!.Refund.ShouldBe(5);
        One("Refunded Order", """{"OrderId": "o"}""").Order!.Refund.ShouldBeNull();
        One("Placed Order", "{}", """, "unique_id": "x-1", "value": 5 """).Order!.ExternalId.ShouldBe("x-1");
    }

    [Fact]
    public void A_cart_is_told_whole_or_by_what_was_added()
    {
        var whole = One("Started Checkout", """{"CheckoutURL": "https://shop.example/checkout", "Items": [{"SKU": "M-B"}]}""", """, "value": 8.5 """).Cart!;
        (whole.Status, whole.Url, whole.Total, whole.Items!.Count).ShouldBe((CartStatus.Open, "https://shop.example/checkout", 8.5m, 1));
        One("Added to Cart", """{"AddedItemProductID": "9", "AddedItemProductName": "Mug", "AddedItemPrice": 8.5, "AddedItemQuantity": 2, "AddedItemCategories": ["Kitchen"]}""")
            .ShouldSatisfyAllConditions(
                e => e.Cart!.Added.ShouldBe(new LineItem { ProductId = "9", Name = "Mug", Price = 8.5m, Quantity = 2, Category = "Kitchen" }),
                e => e.Properties.ToElement().GetProperty("productId").GetString().ShouldBe("9"),
                e => e.Properties.ToElement().GetProperty("category").GetString().ShouldBe("Kitchen"));
    }

    [Fact]
    public void A_product_is_told_in_the_words_of_the_catalogue_too()
    {
        var said = One("Viewed Product", """{"ProductName": "Mug", "ProductID": "9", "SKU": "M-B", "Categories": ["Kitchen"], "ImageURL": "https://shop.example/9.png", "URL": "https://shop.example/9", "Price": 8.5}""")
            .Properties.ToElement();
        (said.GetProperty("productId").GetString(), said.GetProperty("name").GetString(), said.GetProperty("category").GetString(), said.GetProperty("price").GetDecimal())
            .ShouldBe(("9", "Mug", "Kitchen", 8.5m));
        said.GetProperty("ProductName").GetString().ShouldBe("Mug");
    }

    [Theory]
    [InlineData("{}", "data")]
    [InlineData("""{"data": {}}""", "data.attributes")]
    [InlineData("""{"data": {"attributes": {}}}""", "data.attributes.metric", "data.attributes.profile", "data.attributes.properties")]
    [InlineData("""{"data": {"attributes": {"metric": {"data": {"attributes": {}}}, "profile": {"data": {"attributes": {}}}, "properties": {}}}}""",
        "data.attributes.metric.data.attributes.name", "data.attributes.profile.data.attributes")]
    [InlineData("""{"data": {"attributes": {"metric": {"name": "a"}, "profile": {"email": "nobody", "phone_number": "12"}, "properties": {}, "time": "1970-01-01", "value": "x", "value_currency": "euro"}}}""",
        "data.attributes.profile.email", "data.attributes.profile.phone_number", "data.attributes.time", "data.attributes.value", "data.attributes.value_currency")]
    [InlineData("""{"data": {"attributes": {"metric": {"name": "a"}, "profile": {"email": "n@example.com"}, "properties": {}, "time": "2028-01-01"}}}""", "data.attributes.time")]
    public void Faults_are_named_by_their_paths(string body, params string[] paths) =>
        Adapter.Errors(Arrivals.Of("klaviyo"), body).Keys.ShouldBe(paths, ignoreOrder: true);

    [Fact]
    public void The_limits_are_those_its_senders_know()
    {
        Adapter.Errors(Arrivals.Of("klaviyo"), Body(new string('m', 128))).Keys.ShouldBe(["data.attributes.metric.data.attributes.name"]);
        var many = "{" + string.Join(',', Enumerable.Range(0, 401).Select(n => $"\"p{n}\": 1")) + "}";
        Adapter.Errors(Arrivals.Of("klaviyo"), Body("a", many)).Keys.ShouldBe(["data.attributes.properties"]);
    }
}
