using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Yespo;

namespace Beckon.Tests.Integrations;

public sealed class YespoEventTests
{
    private static readonly Adapter Adapter = YespoCall.Bare.ReadEvent;

    [Theory]
    [InlineData("""[{"name": "Email", "value": "Ada@Example.com"}, {"name": "colour", "value": "red"}]""")]
    [InlineData("""{"EMAIL": "ada@example.com", "colour": "red"}""")]
    [InlineData("""[{"NAME": "emailAddress", "VALUE": "ada@example.com"}, {"Name": "colour", "Value": "red"}, {"value": "nameless"}]""")]
    public void Parameters_are_a_list_or_an_object_and_names_of_fields_have_no_case(string given)
    {
        var e = One($$"""{"EventTypeKey": "quizFinished", "params": {{given}}}""");

        (e.Name, e.Who).ShouldBe(("quizFinished", new Identifiers { Email = "ada@example.com" }));
        var properties = e.Properties.ToElement();
        (properties.GetProperty("colour").GetString(), properties.GetProperty("eventTypeKey").GetString()).ShouldBe(("red", "quizFinished"));
    }

    [Fact]
    public void All_that_names_the_person_is_taken()
    {
        var e = One("""
            {"eventTypeKey": "x", "keyValue": "other@example.com", "params": [
              {"name": "externalCustomerId", "value": 90071992547409931}, {"name": "email", "value": "a@example.com"}, {"name": "phone", "value": "380671112233"},
              {"name": "pushToken", "value": "t-1"}, {"name": "firstName", "value": "Ada"}, {"name": "lastName", "value": ""}]}
            """);

        e.Who.ShouldBe(new Identifiers { CustomerId = "90071992547409931", Email = "a@example.com", Phone = "+380671112233", AnonymousId = "push:t-1" });
        e.Profile.ShouldBe(new Profile("Ada", null));
        e.Properties.ToElement().GetProperty("eventKey").GetString().ShouldBe("other@example.com");
    }

    [Fact]
    public void A_number_means_whom_it_was_looked_up_to_mean()
    {
        var ada = Guid.CreateVersion7();
        var call = new YespoCall { Contacts = new Dictionary<string, Identifiers> { ["17"] = new() { ContactId = ada, CustomerId = "c-9", Email = "ada@example.com" } } };
        var read = YespoCall.Parse(call.ToJson());
        Adapter again = read.ReadEvent;

        var e = again.Events(Arrivals.Of("orders_api"), """{"eventTypeKey": "x", "params": {"contactId": 17, "phone": "380671112233"}}""").ShouldHaveSingleItem();

        e.Who.ShouldBe(new Identifiers { ContactId = ada, CustomerId = "c-9", Email = "ada@example.com", Phone = "+380671112233" });
        Adapter.Errors(Arrivals.Of("orders_api"), """{"eventTypeKey": "x", "params": {"contactId": 17}}""").Keys.ShouldBe(["params"]);
    }

    [Fact]
    public void Only_an_address_in_the_key_says_whose_event_it_is()
    {
        One("""{"eventTypeKey": "x", "keyValue": "ada@example.com"}""").Who.Email.ShouldBe("ada@example.com");
        Adapter.Errors(Arrivals.Of("orders_api"), """{"eventTypeKey": "x", "keyValue": "100500", "params": []}""")["params"].ShouldHaveSingleItem()
            .ShouldContain("externalCustomerId");
    }

    [Theory]
    [InlineData("a<b")]
    [InlineData("what?")]
    [InlineData("a,b")]
    [InlineData("message_sent")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    [InlineData("")]
    public void A_name_that_cannot_be_one_is_refused(string name) =>
        Adapter.Errors(Arrivals.Of("orders_api"), $$$"""{"eventTypeKey": "{{{name}}}", "params": {"email": "a@example.com"}}""").Keys.ShouldBe(["eventTypeKey"]);

    [Fact]
    public void A_product_that_was_looked_at_is_one_of_the_catalogue()
    {
        var e = One("""
            {"eventTypeKey": "productViewed", "params": [{"name": "email", "value": "a@example.com"}, {"name": "currencyCode", "value": "EUR"},
              {"name": "product", "value": "{\"productId\":\"mug-7\",\"price\":17.5,\"isInStock\":1,\"colour\":[\"blue\"]}"}]}
            """);

        e.Name.ShouldBe("viewed_product");
        var properties = e.Properties.ToElement();
        (properties.GetProperty("productId").GetString(), properties.GetProperty("price").GetDecimal(), properties.GetProperty("currency").GetString(),
            properties.GetProperty("inStock").GetBoolean()).ShouldBe(("mug-7", 17.5m, "EUR", true));
        One("""{"eventTypeKey": "productCategoryViewed", "params": {"email": "a@example.com", "category": "{\"productCategoryId\":\"Mugs\"}"}}""")
            .Properties.ToElement().GetProperty("category").GetRawText().ShouldBe("\"Mugs\"");
    }

    [Fact]
    public void A_cart_that_changed_is_the_visitors_one_cart_and_an_empty_list_empties_it()
    {
        var filled = One("""
            {"eventTypeKey": "cartUpdated", "params": {"email": "a@example.com", "currencyCode": "USD",
             "products": "[{\"productId\":\"a\",\"quantity\":2,\"price\":\"4.50\"},{\"quantity\":1}]"}}
            """);
        var emptied = One("""{"eventTypeKey": "cartUpdated", "params": {"email": "a@example.com", "products": []}}""");

        filled.Name.ShouldBe("cart_updated");
        var cart = filled.Cart.ShouldNotBeNull();
        (cart.ExternalId, cart.Status, cart.Total, cart.Currency).ShouldBe(("", CartStatus.Open, 9m, "USD"));
        cart.Items.ShouldNotBeNull().ShouldBe([new LineItem { ProductId = "a", Price = 4.50m, Quantity = 2 }]);
        emptied.Cart.ShouldNotBeNull().Items.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void An_abandoned_cart_is_one_that_campaigns_know()
    {
        var e = One("""
            {"eventTypeKey": "AbandonedCart", "keyValue": "a@example.com", "params": [{"name": "email", "value": "a@example.com"},
             {"name": "cartId", "value": "c-77"}, {"name": "totalValue", "value": "120.50"}, {"name": "currency", "value": "usd"}, {"name": "itemCount", "value": "3"}]}
            """);

        e.Name.ShouldBe("cart_abandoned");
        var cart = e.Cart.ShouldNotBeNull();
        (cart.ExternalId, cart.Status, cart.Total, cart.Currency, cart.Items).ShouldBe(("c-77", CartStatus.Abandoned, 120.50m, "USD", null));
    }

    // Written by a program that joins texts: what is inside has not been looked at by the door.
    [Fact]
    public void What_cannot_be_stored_inside_a_text_is_left_a_text()
    {
        var e = One("""{"eventTypeKey": "cartUpdated", "params": {"email": "a@example.com", "products": "[{\"productId\":\"a\\u0000\"}]"}}""");

        e.Cart.ShouldNotBeNull().Items.ShouldBeNull();
    }

    private static CanonicalEvent One(string json) => Adapter.Events(Arrivals.Of("orders_api"), json).ShouldHaveSingleItem();
}
