using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Shopify;

namespace Beckon.Tests.Integrations;

public sealed class ShopifyWebhookTests
{
    private const string Cart = "crt71000000abcdef";

    [Fact]
    public void A_cart_is_nobodys_until_its_checkout_says_whose_it_is()
    {
        var cart = Read("carts/update", "carts_update").ShouldHaveSingleItem();
        var checkout = Read("checkouts/update", "checkouts_update").ShouldHaveSingleItem();

        (cart.Name, cart.Cart?.ExternalId, cart.Cart?.Status).ShouldBe(("cart_updated", Cart, CartStatus.Open));
        (cart.Who.Email, cart.Who.CustomerId).ShouldBe((null, null));
        checkout.Who.AnonymousId.ShouldBe(cart.Who.AnonymousId.ShouldNotBeNull());
        (checkout.Who.Email, checkout.Who.CustomerId).ShouldBe(("ada+u71000000@example.com", "710000001001"));
        checkout.Cart.ShouldNotBeNull().ExternalId.ShouldBe(Cart);
        checkout.Cart.Url.ShouldBe("https://timberly.example/71/checkouts/ac/chk71000000/recover?key=aa11&locale=en-US");
        checkout.Cart.Total.ShouldBe(91m);
        var item = checkout.Cart.Items.ShouldNotBeNull().ShouldHaveSingleItem();
        (item.ProductId, item.Sku, item.Name, item.Brand, item.Price, item.Quantity).ShouldBe(("710000003000", "ST-L", "Oak stool – Low", "Timberly", 45.5m, 2m));
    }

    [Fact]
    public void Of_when_a_body_is_says_updated_at_and_the_delivery_says_what_is_a_repeat()
    {
        var told = Read("checkouts/create", "checkouts_create").ShouldHaveSingleItem();

        (told.Name, told.MessageId).ShouldBe(("checkout_started", "checkout_started:wh-1"));
        told.OccurredAt.ShouldBe(new DateTimeOffset(2026, 2, 27, 10, 5, 0, TimeSpan.Zero));
        told.Properties.ToElement().GetProperty("checkoutUrl").GetString().ShouldNotBeNull().ShouldEndWith("locale=en-US");
    }

    [Fact]
    public void An_emptied_cart_has_no_items_left() =>
        Read("carts/update", "carts_empty").ShouldHaveSingleItem().Cart.ShouldNotBeNull().Items.ShouldNotBeNull().ShouldBeEmpty();

    [Theory]
    [InlineData("orders/create", "orders_create", OrderStatus.Initialized, 101, "order_created")]
    [InlineData("orders/paid", "orders_paid", OrderStatus.InProgress, 101, "order_updated order_created")]
    [InlineData("orders/updated", "orders_fulfilled", OrderStatus.Delivered, 101, "order_updated order_created order_completed order_fulfilled")]
    [InlineData("orders/updated", "orders_partly_refunded", OrderStatus.Delivered, 55.5, "order_updated order_created order_completed order_fulfilled order_refunded")]
    [InlineData("orders/cancelled", "orders_cancelled", OrderStatus.Cancelled, 0, "order_updated order_created order_canceled order_refunded order_refunded")]
    public void An_order_is_as_it_stands_and_each_step_is_told(string topic, string body, OrderStatus status, double total, string names)
    {
        var told = Read(topic, body);

        told.Select(e => e.Name).ShouldBe(names.Split(' '));
        foreach (var e in told)
        {
            (e.Order?.ExternalId, e.Order?.Status, e.Order?.Total, e.Order?.Currency).ShouldBe(("710000004001", status, (decimal)total, "USD"));
            (e.Cart?.ExternalId, e.Cart?.Status).ShouldBe((Cart, CartStatus.Converted));
            (e.Who.Email, e.Profile?.FirstName).ShouldBe(("ada+u71000000@example.com", "Ada"));
        }
    }

    [Fact]
    public void A_step_has_the_same_id_whichever_topic_tells_of_it()
    {
        var steps = Read("orders/updated", "orders_partly_refunded").Concat(Read("orders/fulfilled", "orders_fulfilled")).Where(e => e.Name != "order_updated").ToList();

        steps.Where(e => e.Name == "order_completed").Select(e => e.MessageId).Distinct().ShouldBe(["order_completed:710000004001"]);
        var refund = steps.Single(e => e.Name == "order_refunded");
        (refund.MessageId, refund.OccurredAt).ShouldBe(("order_refunded:710000004500", new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero)));
        refund.Properties.ToElement().GetProperty("refundAmount").GetDecimal().ShouldBe(45.5m);
        refund.Properties.ToElement().GetProperty("reason").GetString().ShouldBe("One leg is short");
    }

    [Fact]
    public void What_is_told_for_the_first_time_long_after_it_happened_starts_nothing()
    {
        var late = Arrivals.Of("shopify") with { ReceivedAt = Arrivals.Noon.AddDays(30) };

        Read("orders/updated", "orders_fulfilled", late).Select(e => (e.Name, e.Backfill))
            .ShouldBe([("order_updated", false), ("order_created", true), ("order_completed", true), ("order_fulfilled", true)]);
    }

    [Theory]
    [InlineData("customers_create", ConsentAnswer.NeverAsked, null)]
    [InlineData("customers_update", ConsentAnswer.Yes, ConsentAnswer.NeverAsked)]
    public void A_customer_brings_what_Shopify_says_of_consent(string body, ConsentAnswer email, ConsentAnswer? sms)
    {
        var customer = Read("customers/update", body).ShouldHaveSingleItem();

        var claims = customer.Consents.ShouldNotBeNull();
        claims.Single(claim => claim.Channel == ConsentChannel.Email).Answer.ShouldBe(email);
        claims.SingleOrDefault(claim => claim.Channel == ConsentChannel.Sms)?.Answer.ShouldBe(sms.ShouldNotBeNull());
        customer.Properties.ToElement().GetProperty("country").GetString().ShouldBe("US");
    }

    [Theory]
    [InlineData("customers_email_marketing_consent/update", "customers_email_marketing_consent_update", ConsentChannel.Email, ConsentAnswer.No)]
    [InlineData("customers_marketing_consent/update", "customers_marketing_consent_update", ConsentChannel.Sms, ConsentAnswer.Yes)]
    public void A_consent_that_changes_is_an_event_of_its_time(string topic, string body, ConsentChannel channel, ConsentAnswer answer)
    {
        var told = Read(topic, body).ShouldHaveSingleItem();

        (told.Name, told.Who.CustomerId).ShouldBe(("customer_optin_status_changed", "710000001001"));
        var claim = told.Consents.ShouldNotBeNull().ShouldHaveSingleItem();
        (claim.Channel, claim.Answer, claim.Wording).ShouldBe((channel, answer, "single_opt_in"));
        claim.At.ShouldBe(told.OccurredAt);
    }

    [Fact]
    public void A_box_that_is_not_ticked_says_nothing_and_one_that_is_says_yes()
    {
        var body = Fixture.Read("Shopify/orders_create.json").Replace("\"buyer_accepts_marketing\": false", "\"buyer_accepts_marketing\": true", StringComparison.Ordinal);

        Read("orders/create", "orders_create")[0].Consents.ShouldNotBeNull().ShouldHaveSingleItem().Answer.ShouldBe(ConsentAnswer.NeverAsked);
        Adapter("orders/create").Events(Arrivals.Of("shopify"), body)[0].Consents.ShouldNotBeNull()
            .ShouldContain(claim => claim.Answer == ConsentAnswer.Yes && claim.Channel == ConsentChannel.Email);
    }

    [Fact]
    public void A_product_comes_with_its_variants_and_is_nobodys()
    {
        var told = Read("products/create", "products_create").ShouldHaveSingleItem();

        told.Who.None.ShouldBeTrue();
        var product = told.Product.ShouldNotBeNull();
        (product.ExternalId, product.IsNew, product.State, product.Name, product.Brand, product.Category).ShouldBe(("710000003000", true, ProductState.Sold, "Oak stool", "Timberly", "Stools"));
        (product.Url, product.ImageUrl).ShouldBe(("https://timberly.myshopify.com/products/oak-stool", "https://cdn.timberly.example/oak-stool.png"));
        product.Variants.Select(one => (one.Id, one.Price, one.Quantity, one.InStock)).ShouldBe([("710000003001", 45.5m, 20m, true), ("710000003002", 59m, 0m, false)]);
    }

    [Theory]
    [InlineData("app/uninstalled", """{"id": 71}""", "shopify_app_uninstalled")]
    [InlineData("refunds/create", """{"id": 1, "order_id": 2}""", "shopify_refunds_create")]
    [InlineData("orders/create", """{"id": null}""", "shopify_orders_create")]
    [InlineData("checkouts/delete", """{"id": [], "line_items": "none"}""", "shopify_checkouts_delete")]
    [InlineData("customers/update", "{}", "shopify_customers_update")]
    public void What_belongs_to_no_event_of_ours_is_kept(string topic, string body, string name)
    {
        var told = Adapter(topic).Events(Arrivals.Of("shopify"), body).ShouldHaveSingleItem();

        (told.Name, told.Who.None).ShouldBe((name, true));
    }

    [Theory]
    [InlineData("orders/create", "[]", "$")]
    [InlineData("", "{}", "X-Shopify-Topic")]
    [InlineData("orders create", "{}", "X-Shopify-Topic")]
    public void What_has_no_meaning_at_all_is_refused(string topic, string body, string path) =>
        Adapter(topic).Errors(Arrivals.Of("shopify"), body).Keys.ShouldBe([path]);

    private static Adapter Adapter(string topic) =>
        new ShopifyCall(topic.Length == 0 ? null : topic, "wh-1", "2026-03-01T12:00:00.000000001Z", "timberly.myshopify.com").Read;

    private static List<CanonicalEvent> Read(string topic, string body, Arrival? arrival = null) =>
        Adapter(topic).Events(arrival ?? Arrivals.Of("shopify"), Fixture.Read($"Shopify/{body}.json"));
}
