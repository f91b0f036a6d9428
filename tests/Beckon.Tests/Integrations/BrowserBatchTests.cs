using Beckon.Events;
using Beckon.Integrations.Browser;
using Beckon.Integrations.Doors;

namespace Beckon.Tests.Integrations;

/// <summary>What a browser says, as Beckon understands it.</summary>
public sealed class BrowserBatchTests
{
    private static readonly BrowserCall Call = new(["https://shop.example", "https://*.mugs.example"]);

    [Fact]
    public void An_event_keeps_what_the_shop_said_and_who_it_is()
    {
        var e = One("""
            {"event": "viewed_product", "messageId": "m1", "at": "2026-03-02T11:00:00Z", "anonymousId": "browser-1", "email": "Ada@Example.com",
             "firstName": "Ada", "page": {"url": "https://shop.example/p/7"}, "properties": {"productId": "p-7", "price": 12.5} }
            """);
        (e.Name, e.MessageId, e.Claimed).ShouldBe(("viewed_product", "id:m1", true));
        (e.Who.AnonymousId, e.Who.Email, e.Profile?.FirstName).ShouldBe(("browser-1", "ada@example.com", "Ada"));
        e.Properties.ToString().ShouldBe("""{"page":{"url":"https://shop.example/p/7"},"productId":"p-7","price":12.5}""");
    }

    [Theory]
    [InlineData("2026-03-02T11:59:30Z", "2026-03-02T11:59:50Z", "2026-03-02T11:59:40Z")] // a right clock
    [InlineData("2021-01-01T00:00:00Z", "2021-01-01T00:10:00Z", "2026-03-02T11:50:00Z")] // years behind
    [InlineData("2031-01-01T00:00:00Z", "2031-01-01T00:00:05Z", "2026-03-02T11:59:55Z")] // years ahead
    [InlineData("2026-03-02T12:00:10Z", "2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z")] // put back in between
    [InlineData("2020-03-02T12:00:00Z", "2026-03-02T12:00:00Z", "2026-01-31T12:00:00Z")] // older than anybody would wait
    public void A_wrong_clock_is_put_right_by_the_time_of_sending(string at, string sentAt, string happened)
    {
        var (events, _) = Read($$"""{"sentAt": "{{sentAt}}", "events": [{"event": "a", "at": "{{at}}", "anonymousId": "browser-1"}] }""");
        events[0].OccurredAt.ShouldBe(DateTimeOffset.Parse(happened, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("cart_abandoned")]
    [InlineData("cart_converted")]
    [InlineData("order_completed")]
    [InlineData("orderDELIVERED")]
    [InlineData("ORDER_completed")]
    [InlineData("order_anything")]
    [InlineData("customer_optin_status_changed")]
    [InlineData("customer_created")]
    [InlineData("message_clicked")]
    [InlineData("contact_unsubscribed")]
    [InlineData("points_earned")]
    [InlineData("price_drop")]
    public void What_only_a_server_or_Beckon_may_say_is_left_out(string name)
    {
        var (events, refused) = Read($$"""{"events": [{"event": "{{name}}", "anonymousId": "browser-1"}, {"event": "ours", "anonymousId": "browser-1"}] }""");
        events.ShouldHaveSingleItem().Name.ShouldBe("ours");
        refused.ShouldHaveSingleItem().Errors.Keys.ShouldBe(["events[0].event"]);
    }

    [Fact]
    public void Orders_and_consent_are_nothing_that_a_browser_can_bring()
    {
        var e = One("""
            {"event": "checkout_started", "anonymousId": "browser-1", "order": {"id": "o1", "total": 1000, "status": "DELIVERED"}, "status": "paid",
             "consent": {"email": "subscribed"}, "cart": {"id": "c1", "items": [{"productId": "p1"}], "status": "converted"} }
            """);
        (e.Order, e.Status, e.Cart?.Status).ShouldBe((null, null, CartStatus.Open));
        e.Properties.ToString().ShouldNotContain("subscribed");
    }

    [Fact]
    public void Links_lead_to_the_shop_or_nowhere()
    {
        var e = One("""
            {"event": "cart_updated", "anonymousId": "browser-1", "cart": {"id": "c1", "url": "https://evil.example/cart", "items": [
              {"productId": "1", "url": "https://shop.example/p/1", "imageUrl": "https://cdn.example/1.png"},
              {"productId": "2", "url": "https://www.mugs.example/p/2", "imageUrl": "http://cdn.example/2.png"},
              {"productId": "3", "url": "https://shop.example.evil.example/p/3", "imageUrl": "https://shop.example/3.png"},
              {"productId": "4", "url": "http://shop.example/p/4"} ]} }
            """);
        e.Cart?.Url.ShouldBeNull();
        e.Cart?.Items?.Select(item => (item.Url, item.ImageUrl)).ShouldBe(
        [
            ("https://shop.example/p/1", "https://cdn.example/1.png"),
            ("https://www.mugs.example/p/2", null),
            (null, "https://shop.example/3.png"),
            (null, null),
        ]);
    }

    [Theory]
    [InlineData("""{"event": "a"}""", "events[0].anonymousId")]
    [InlineData("""{"event": "a", "anonymousId": "jane:cart:7"}""", "events[0].anonymousId")]
    [InlineData("""{"event": "a", "anonymousId": "browser-1", "email": "nobody"}""", "events[0].email")]
    [InlineData("""{"event": 5, "anonymousId": "browser-1"}""", "events[0].event")]
    [InlineData("""{"event": "cart_updated", "anonymousId": "browser-1", "cart": {"items": [{"productId": "1", "price": "cheap"}]}}""", "events[0].cart.items[0].price")]
    [InlineData("7", "events[0]")]
    public void A_faulty_event_is_left_out_and_named(string json, string path)
    {
        var (events, refused) = Read($$"""{"events": [{{json}}] }""");
        events.ShouldBeEmpty();
        refused.ShouldHaveSingleItem().Errors.Keys.ShouldContain(path);
    }

    private static CanonicalEvent One(string json)
    {
        var (events, refused) = Read($$"""{"events": [{{json}}] }""");
        refused.ShouldBeEmpty();
        return events.ShouldHaveSingleItem();
    }

    private static (List<CanonicalEvent> Events, List<BrowserRefusal> Refused) Read(string json)
    {
        var batch = new BrowserBatch(Call);
        Adapter read = batch.Read;
        return (read.Events(Arrivals.Of("browser"), json), batch.Refused);
    }
}
