using Beckon.Events;
using Beckon.Integrations.Aiq;
using Beckon.Integrations.Doors;
using Beckon.Kernel;
using Beckon.Loyalty;

namespace Beckon.Tests.Integrations;

public sealed class AiqTests
{
    private static readonly Adapter Sale = SaleCall.Read;

    private const string Full = """
        {"member": {"email": "Mia@example.com", "mobilePhone": "12065550188", "firstName": "Mia", "lastName": "Ono"},
         "visit": {"pos_id": "till-3-9001", "pos_user": "44", "pos_type": "in-store", "transaction_date": "2026-03-02 09:15:30 +0200", "location": "Pearl Street",
           "budtenderName": "Kai", "budtenderID": "bt-7",
           "visit_details_attributes": [
             {"sku": "TEA-1", "size": "50g", "category": "Tea", "subcategory": "", "brand": "Leaf", "name": "Green tea", "price": 20.0, "discount": 5, "quantity": 2,
              "customAttributes": [{"key": "k", "value": "v"}]},
             {"category": "no name, no sku", "price": 1, "quantity": 1}],
           "transaction_total": 35.0, "send_notification": false}}
        """;

    [Fact]
    public void A_sale_is_an_order_that_was_handed_over()
    {
        var e = Sale.Events(Arrivals.Of("aiq_api"), Full)[0];

        (e.Name, e.OccurredAt).ShouldBe(("order_completed", new DateTimeOffset(2026, 3, 2, 7, 15, 30, TimeSpan.Zero)));
        e.Who.ShouldBe(new Identifiers { Email = "mia@example.com", Phone = "+12065550188" });
        e.Profile.ShouldBe(new Profile("Mia", "Ono"));
        var order = e.Order.ShouldNotBeNull();
        (order.ExternalId, order.Status, order.Total, order.Currency, order.PlacedAt).ShouldBe(("till-3-9001", OrderStatus.Delivered, 35m, "UAH", e.OccurredAt));
        order.Items.ShouldBe([new LineItem { ProductId = "TEA-1", Sku = "TEA-1", Name = "Green tea", Brand = "Leaf", Category = "Tea", Price = 17.5m, Quantity = 2 }]);
        var properties = e.Properties.ToElement();
        (properties.GetProperty("channel").GetString(), properties.GetProperty("storeName").GetString()).ShouldBe(("in_store", "Pearl Street"));
    }

    [Fact]
    public void Who_served_the_shopper_is_an_event_of_its_own()
    {
        var e = Sale.Events(Arrivals.Of("aiq_api"), Full)[1];

        (e.Name, e.Who.Email, e.Order).ShouldBe(("customer_assigned_to_budtender", "mia@example.com", null));
        var properties = e.Properties.ToElement();
        (properties.GetProperty("budtenderId").GetString(), properties.GetProperty("budtenderName").GetString(), properties.GetProperty("orderId").GetString())
            .ShouldBe(("bt-7", "Kai", "till-3-9001"));
    }

    [Fact]
    public void A_sale_to_nobody_in_particular_is_kept()
    {
        var e = Sale.Events(Arrivals.Of("aiq_api"), """
            {"visit": {"pos_id": 7, "transaction_date": "", "visit_details_attributes": [{"name": "Tea", "price": "4.00", "quantity": 3}]}}
            """).ShouldHaveSingleItem();

        (e.Who.AnonymousId?.EndsWith(":7", StringComparison.Ordinal), e.OccurredAt, e.Order?.Total).ShouldBe((true, Arrivals.Noon, 12m));
    }

    [Theory]
    [InlineData("[SALE, SALE]")]
    [InlineData("""{"sales": [SALE, SALE]}""")]
    [InlineData("""{"data": [SALE, SALE]}""")]
    public void Many_come_in_whatever_list_they_are_in(string body) =>
        Sale.Events(Arrivals.Of("aiq_api"), body.Replace("SALE", """{"visit": {"pos_id": 1, "transaction_total": 5}}""", StringComparison.Ordinal)).Count.ShouldBe(2);

    [Fact]
    public void What_makes_it_a_sale_must_be_there() =>
        Sale.Errors(Arrivals.Of("aiq_api"), """[{"visit": {"pos_id": ""}}, {"member": {}}]""").Keys.ShouldBe(["[0].visit.pos_id", "[0].visit.transaction_total", "[1].visit"]);

    [Fact]
    public void A_sign_up_says_who_and_joins_once()
    {
        Adapter adapter = MemberCall.ReadSignUp;
        const string body = """
            {"uid": "1234", "email": "mia@example.com", "mobilePhone": "12065550188", "firstName": "Mia", "favoriteStore": "Pearl Street", "favoriteStoreID": 12,
             "loyalty": true, "smsoptin": true, "emailOptIn": false}
            """;

        var events = adapter.Events(Arrivals.Of("aiq_api"), body);
        var again = adapter.Events(Arrivals.Of("aiq_api"), body.Replace("Mia", "Mia Ono", StringComparison.Ordinal));

        events.Select(e => (e.Name, e.Status)).ShouldBe(
        [
            ("customer_updated", null), ("customer_optin_status_changed", "unsubscribed"), ("customer_optin_status_changed", "subscribed"), ("loyalty_signed_up", null),
        ]);
        events.Select(e => e.Consents?.Single()).OfType<ConsentClaim>().Select(claim => (claim.Channel, claim.Answer))
            .ShouldBe([(ConsentChannel.Email, ConsentAnswer.No), (ConsentChannel.Sms, ConsentAnswer.Yes)]);
        events[3].SignUp.ShouldBe(new SignUp { StoreId = "12", StoreName = "Pearl Street", EmailOptIn = false, SmsOptIn = true });
        again[0].MessageId.ShouldNotBe(events[0].MessageId);
        again[3].MessageId.ShouldBe(events[3].MessageId);
    }

    [Theory]
    [InlineData("""{"email": "a@example.com", "loyalty": false}""", true, 1)]
    [InlineData("""{"email": "a@example.com"}""", true, 2)]
    [InlineData("""{"email": "a@example.com"}""", false, 1)]
    [InlineData("""{"member": {"email": "a@example.com", "loyalty": true}}""", false, 2)]
    public void Only_who_signs_up_joins(string body, bool signUp, int events) =>
        ((Adapter)(signUp ? MemberCall.ReadSignUp : MemberCall.ReadMembers)).Events(Arrivals.Of("aiq_api"), body).Count.ShouldBe(events);

    [Fact]
    public void A_number_that_is_disabled_is_a_no_whatever_else_is_said()
    {
        Adapter adapter = MemberCall.ReadMembers;
        adapter.Events(Arrivals.Of("aiq_api"), """{"mobilePhone": "12065550188", "smsoptin": true, "disableSMS": "true"}""")[1]
            .Consents.ShouldNotBeNull().ShouldHaveSingleItem().Answer.ShouldBe(ConsentAnswer.No);
    }

    [Theory]
    [InlineData("""{"phone": "12065550188", "optIn": "true"}""", ConsentAnswer.Yes, "subscribed")]
    [InlineData("""{"phone": "12065550188", "optIn": "true", "doubleOptIn": "true"}""", ConsentAnswer.Unconfirmed, "pending")]
    [InlineData("""{"email": "a@example.com", "optIn": "false", "doubleOptIn": "true"}""", ConsentAnswer.No, "unsubscribed")]
    public void An_opt_in_is_what_the_address_says(string body, ConsentAnswer answer, string status)
    {
        var e = ((Adapter)OptInCall.Read).Events(Arrivals.Of("aiq_api"), body).ShouldHaveSingleItem();

        (e.Consents?[0].Answer, e.Status).ShouldBe((answer, status));
    }

    [Fact]
    public void Inventory_is_about_products()
    {
        var events = ((Adapter)InventoryCall.Read).Events(Arrivals.Of("aiq_api"), """
            {"inventory": [{"sku": "TEA-1", "name": "Green tea", "price": "18.00", "quantity": 0, "currency": "usd"}]}
            """);

        var product = events.ShouldHaveSingleItem().Product.ShouldNotBeNull();
        (product.ExternalId, product.Currency, product.Variants[0].Price, product.Variants[0].InStock).ShouldBe(("TEA-1", "USD", 18m, false));
    }

    [Theory]
    [InlineData("", "", "", "", 0, 100, ShopperSort.Inserted, false)]
    [InlineData("40", "500", "name", "desc", 40, 500, ShopperSort.Name, true)]
    [InlineData("0", "5", "email", "asc", 0, 100, ShopperSort.Email, false)]
    public void A_page_is_asked_for(string start, string limit, string sort, string dir, int from, int most, ShopperSort by, bool descending)
    {
        var faults = new Faults();
        var query = PersonaQuery.Read(name => name switch { "start" => start, "limit" => limit, "sort" => sort, "dir" => dir, _ => "" }, faults);

        faults.ToErrors().ShouldBeEmpty();
        query.Page.ShouldBe(new ShopperPage(from, most, by, descending));
    }

    [Fact]
    public void A_search_narrows_down()
    {
        var faults = new Faults();
        PersonaQuery.Read(name => name == "search" ? "has:phone is:member \"Mia Ono\" email:Mia@example.com" : "", faults).Filter
            .ShouldBe(new ShopperFilter { HasPhone = true, IsMember = true, Name = "Mia Ono", Email = "mia@example.com" });
        faults.Any.ShouldBeFalse();
        PersonaQuery.Read(name => name switch { "sort" => "points", "search" => "has:points", "limit" => "2001", "start" => "-1", "dir" => "up", _ => "" }, faults);
        faults.ToErrors().Keys.ShouldBe(["start", "limit", "sort", "dir", "search"], ignoreOrder: true);
    }
}
