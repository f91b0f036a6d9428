using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Aiq;
using Beckon.Integrations.CartApi;
using Beckon.Integrations.Doors;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Jane;
using Beckon.Integrations.Klaviyo;
using Beckon.Integrations.Reading;
using Beckon.Integrations.Segment;
using Beckon.Integrations.Yespo;
using Beckon.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Integrations;

/// <summary>Whatever comes in, an adapter answers with faults or with events that the inbox and PostgreSQL can keep; it never throws.</summary>
public sealed class SpoiledBodyTests
{
    private const decimal MostMoney = 9_999_999_999_999_999m;
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void A_cart_call() => Holds("cart_api", CartCall.Read, """
        {"email": "a@example.com", "phone": "0671234567", "customerId": 5, "event": "abandoned", "firstName": "A",
         "cart": {"id": "1", "url": "https://s.example", "currency": "USD", "total": "1.50", "updatedAt": "2026-03-02T10:00:00Z",
                  "items": [{"productId": 1, "sku": "s", "name": "n", "price": "2", "quantity": 1, "url": "https://s.example", "imageUrl": "//s.example"}]}}
        """);

    [Fact]
    public void A_call_of_orders() => Holds("orders_api", AddOrders.Read, """
        {"orders": [
          {"externalOrderId": 1, "externalCustomerId": "c", "totalCost": "10.5", "status": "ABANDONED_SHOPPING_CART", "date": "2026-03-01T10:00:00+02:00",
           "email": "a@example.com", "phone": 380671234567, "firstName": "A", "lastName": "B", "currency": "USD", "shipping": "", "discount": 1,
           "taxes": 0, "restoreUrl": "https://s.example", "source": "online", "additionalInfo": {"a": "b"},
           "items": [{"externalItemId": 7, "name": "n", "category": "c", "quantity": "1", "cost": 3, "url": "u", "imageUrl": "", "description": "d"}]},
          {"externalOrderId": "2", "phone": "12345", "totalCost": 1, "status": "DELIVERED", "date": "2026-03-01"}]}
        """);

    [Fact]
    public void A_webhook_of_jane() => Holds(
        "jane",
        (arrival, body, faults) => JaneWebhook.Read(arrival, new JaneCall(null, "1772452800"), body, faults),
        """
        {"cart": {"id": 1, "status": "finished", "amount": 5, "customer_email_address": "a@example.com", "customer_phone_number": "+12065550123",
                  "customer_name": "A B", "created_at": "2026-03-02 10:00:00", "checked_out_time": "2026-03-02 10:00:00", "user_id": 1,
                  "external_user_id": "e", "products": [{"product_id": 1, "name": "n", "checkout_price": "1", "count": 1, "image_url": "https://s.example"}]}}
        """);

    [Fact]
    public void A_call_of_events() => Holds("events_api", NativeEvents.Read, """
        [{"event": "order_completed", "status": "s", "occurredAt": "2026-03-02T10:00:00Z", "messageId": "m", "email": "a@example.com",
          "cart": {"id": "1", "items": [{"productId": "p", "price": 1}]}, "order": {"id": "o", "total": 3, "items": [{"sku": "s"}]},
          "properties": {"a": [1, {"b": null}]}},
         {"name": "price_drop", "properties": {"productId": 1}}]
        """);

    [Fact]
    public void A_batch_of_a_segment_library() => Holds("segment", new SegmentCall(null, Import: true).Read, """
        {"sentAt": "2026-03-02T12:00:00Z", "writeKey": "k", "context": {"ip": "203.0.113.5"}, "batch": [
          {"type": "identify", "userId": 1, "anonymousId": "b", "messageId": "m", "timestamp": "2026-03-02T10:00:00Z",
           "traits": {"email": "a@example.com", "phone": "0671234567", "name": "A B", "address": {"city": "c"}}},
          {"type": "track", "userId": "u", "event": "Order Completed", "context": {"traits": {"email": "a@example.com"}},
           "properties": {"order_id": 1, "total": "5", "revenue": 4, "tax": 1, "currency": "usd", "email": "a@example.com",
                          "products": [{"product_id": 1, "price": "2", "quantity": 1, "url": "https://s.example", "image_url": "//s.example"}]}},
          {"type": "track", "userId": "u", "event": "Product Added", "properties": {"product_id": 1, "price": 2, "quantity": 1}},
          {"type": "track", "userId": "u", "event": "Order Refunded", "properties": {"order_id": 1, "products": [{"sku": "s", "price": 2}]}},
          {"type": "alias", "userId": "u", "previousId": "b"}, {"type": "page", "anonymousId": "b", "name": "n", "properties": {"url": "u"}}]}
        """);

    [Fact]
    public void A_call_of_klaviyo() => Holds("klaviyo", KlaviyoEvent.Read, """
        {"data": {"type": "event", "attributes": {"time": "2026-03-02T10:00:00+00:00", "value": 9.5, "value_currency": "USD", "unique_id": "x", "backfill": true,
         "metric": {"data": {"type": "metric", "attributes": {"name": "Placed Order"}}},
         "profile": {"data": {"type": "profile", "id": "01", "attributes": {"email": "a@example.com", "phone_number": "+12065550123", "external_id": 7, "first_name": "A"}}},
         "properties": {"OrderId": 1, "Currency": "USD", "Items": [{"ProductID": 1, "ItemPrice": "2", "Quantity": 1, "Categories": ["c"], "ProductURL": "https://s.example"}]}}}}
        """);

    [Fact]
    public void An_event_call_of_yespo() => Holds("orders_api", YespoCall.Bare.ReadEvent, """
        {"eventTypeKey": "cartUpdated", "keyValue": "k@example.com", "params": [
          {"name": "externalCustomerId", "value": 5}, {"name": "Email", "value": "a@example.com"}, {"name": "phone", "value": "380671234567"},
          {"name": "currencyCode", "value": "USD"}, {"name": "products", "value": "[{\"productId\":\"p\",\"quantity\":3,\"price\":\"4.50\"}]"}]}
        """);

    [Fact]
    public void A_call_of_yespo_with_contacts() => Holds("orders_api", YespoCall.Bare.ReadContacts, """
        {"dedupeOn": "email", "contacts": [
          {"firstName": " ", "lastName": "B", "externalCustomerId": 7, "channels": [{"type": "email", "value": "a@example.com"}, {"type": "sms", "value": " "}],
           "address": {"town": "Lviv", "postcode": "79000"}},
          {"channels": [{"type": "sms", "value": 380671234567}]}]}
        """);

    [Fact]
    public void A_subscription_form_of_yespo() => Holds("orders_api", YespoCall.Bare.ReadSubscription, """
        {"contact": {"channels": [{"type": "email", "value": "a@example.com"}], "firstName": "A"}, "formType": "footer", "groups": ["x"]}
        """);

    [Fact]
    public void A_list_of_unsubscribed_addresses() => Holds("orders_api", UnsubscribedCall.Read, """{"emails": ["a@example.com", "B@example.com ", 5]}""");

    [Fact]
    public void A_call_of_yespos_tracker() => Holds("orders_api", YespoCall.Bare.ReadTracker, """
        {"GeneralInfo": {"eventName": "StatusCart", "siteId": "9X", "datetime": 1772452800123, "externalCustomerId": "5", "user_phone": "1-206-555-0123",
                         "user_email": "a@example.com", "user_name": "A B", "cookies": {"sc": "C-1"}},
         "StatusCart": {"GUID": "g-1", "Products": [{"productKey": "7", "price": "9.99", "discount": "0.00", "quantity": 2, "price_currency_code": "USD"},
                                                    {"productKey": 8, "price": "754 USD", "quantity": "1"}]}}
        """);

    [Fact]
    public void A_sale_of_a_till() => Holds("aiq_api", SaleCall.Read, """
        [{"member": {"email": "a@example.com", "mobilePhone": "12065550123", "firstName": "A"},
          "visit": {"pos_id": 5, "pos_type": "in-store", "transaction_date": "2026-03-02 10:00:00 +0000", "location": "Main", "budtenderName": "Sam", "budtenderID": 9,
                    "visit_details_attributes": [{"sku": "s", "name": "n", "price": 45.0, "discount": "4.5", "quantity": 1}], "transaction_total": "40.5"}}]
        """);

    [Fact]
    public void A_loyalty_sign_up() => Holds("aiq_api", MemberCall.ReadSignUp, """
        {"email": "a@example.com", "mobilePhone": 12065550123, "firstName": "A", "favoriteStore": "Main", "favoriteStoreID": 7, "loyalty": "true",
         "smsoptin": true, "emailOptIn": 1, "disableSMS": false}
        """);

    [Fact]
    public void An_inventory() => Holds("aiq_api", InventoryCall.Read, """
        [{"sku": "s", "name": "n", "brand": "b", "price": "4.00", "quantity": 3, "currency": "usd"}, {"id": 5, "quantity": "0"}]
        """);

    private static void Holds(string kind, Adapter adapter, string valid) =>
        Check.One(Often, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Understands(kind, adapter, new Mutations(seed).Spoil(valid))));

    private static void Understands(string kind, Adapter adapter, byte[] body)
    {
        var faults = new Faults();
        using var document = BodyJson.Parse(body, faults);
        if (document is null)
        {
            faults.Any.ShouldBeTrue();
            return;
        }
        var events = adapter(Arrivals.Of(kind), document.RootElement, faults);
        if (faults.Any) return;
        foreach (var e in events) IsSound(e);
        InboxRow.Read(InboxRow.From(Guid.Empty, events).Events).Count.ShouldBe(events.Count);
    }

    private static void IsSound(CanonicalEvent e)
    {
        e.Name.Length.ShouldBeInRange(1, 100);
        e.MessageId.Length.ShouldBeInRange(1, 400);
        e.OccurredAt.ShouldBeLessThanOrEqualTo(e.ReceivedAt);
        e.OccurredAt.Year.ShouldBeGreaterThan(1800);
        foreach (var id in (string?[])[e.Who.CustomerId, e.Who.Email, e.Who.Phone, e.Cart?.ExternalId, e.Order?.ExternalId])
        {
            if (id is not null) id.Length.ShouldBeLessThanOrEqualTo(255);
        }
        Math.Abs(e.Cart?.Total ?? 0).ShouldBeLessThanOrEqualTo(MostMoney);
        Math.Abs(e.Order?.Total ?? 0).ShouldBeLessThanOrEqualTo(MostMoney);
        if (e.Order is { } order) order.Currency.Length.ShouldBe(3);
        e.Properties.ToElement().ValueKind.ShouldBe(JsonValueKind.Object);
        e.Properties.ToString().ShouldNotContain("\\u0000");
    }
}
