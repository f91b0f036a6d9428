using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Segment;

namespace Beckon.Tests.Integrations.Segment;

public sealed class SegmentBodyTests
{
    private static readonly Adapter Batch = new SegmentCall(null).Read;

    private static CanonicalEvent One(string message, string? key = null) => Batch.Events(Arrivals.Of("segment", key), $$"""{"batch": [{{message}}]}""").ShouldHaveSingleItem();

    private static JsonElement Properties(CanonicalEvent e) => e.Properties.ToElement();

    [Theory]
    [InlineData("identify", """{"userId": "u-1", "traits": {"email": "Mira@Example.com"}}""", "customer_updated")]
    [InlineData("track", """{"userId": "u-1", "event": "Recipe Saved"}""", "Recipe Saved")]
    [InlineData("page", """{"userId": "u-1", "name": "Home"}""", "viewed_page")]
    [InlineData("screen", """{"userId": "u-1", "name": "Basket"}""", "screen")]
    [InlineData("group", """{"userId": "u-1", "groupId": "g-1"}""", "group")]
    [InlineData("alias", """{"userId": "u-1", "previousId": "b-1"}""", "alias")]
    public void The_address_says_what_a_single_message_is(string type, string body, string name)
    {
        Adapter adapter = new SegmentCall(type).Read;
        var e = adapter.Events(Arrivals.Of("segment"), body).ShouldHaveSingleItem();
        (e.Name, e.Who.CustomerId).ShouldBe((name, "u-1"));
    }

    [Theory]
    [InlineData("""{"anonymousId": "b-1", "event": "Recipe Saved"}""", "Recipe Saved")]
    [InlineData("""{"anonymousId": "b-1", "traits": {}}""", "customer_updated")]
    [InlineData("""{"anonymousId": "b-1", "groupId": "g"}""", "group")]
    [InlineData("""{"anonymousId": "b-1", "type": "heartbeat"}""", "heartbeat")]
    [InlineData("""{"anonymousId": "b-1"}""", "message")]
    [InlineData("""{"anonymousId": "b-1", "type": "track"}""", "track")]
    [InlineData("""{"anonymousId": "b-1", "type": "track", "event": "Email Opened"}""", "Email Opened")]
    [InlineData("""{"anonymousId": "b-1", "type": "track", "event": "message_opened"}""", "segment_message_opened")]
    public void Whatever_a_message_lacks_it_becomes_an_event(string message, string name) => One(message).Name.ShouldBe(name);

    [Fact]
    public void A_name_that_is_too_long_is_cut()
    {
        One($$"""{"type": "track", "userId": "u", "event": "{{new string('n', 99)}}\ud83d\ude00"}""").Name.ShouldBe(new string('n', 99));
        One("""{"type": "track", "userId": "u", "event": "two\nlines"}""").Name.ShouldBe("two lines");
    }

    [Theory]
    [InlineData("""{"type": "track", "event": "a", "userId": "u-1", "anonymousId": "b-1"}""", "u-1", "b-1", null, null)]
    [InlineData("""{"type": "track", "event": "a", "userId": 90071992547409931}""", "90071992547409931", null, null, null)]
    [InlineData("""{"type": "track", "event": "a", "userId": " ANA@example.com "}""", "ANA@example.com", null, "ana@example.com", null)]
    [InlineData("""{"type": "track", "event": "a", "userId": "undefined", "anonymousId": "b-1"}""", null, "b-1", null, null)]
    [InlineData("""{"type": "identify", "userId": "u-1", "traits": {"email": "Mira@Example.com", "phone": "067 123 45 67"}}""", "u-1", null, "mira@example.com", "+380671234567")]
    [InlineData("""{"type": "identify", "userId": "u-1", "traits": {"email": "no address", "phone": "call me"}}""", "u-1", null, null, null)]
    [InlineData("""{"type": "track", "event": "a", "userId": "u-1", "context": {"traits": {"email": "mira@example.com"}}}""", "u-1", null, "mira@example.com", null)]
    [InlineData("""{"type": "track", "event": "Friend Invited", "userId": "u-1", "properties": {"email": "friend@example.com"}}""", "u-1", null, null, null)]
    [InlineData("""{"type": "track", "event": "Order Completed", "anonymousId": "b-1", "properties": {"order_id": 1, "email": "guest@example.com"}}""", null, "b-1", "guest@example.com", null)]
    [InlineData("""{"type": "alias", "userId": "u-1", "previousId": "b-1"}""", "u-1", "b-1", null, null)]
    public void Knows_whose_a_message_is(string message, string? customer, string? anonymous, string? email, string? phone) =>
        One(message).Who.ShouldBe(new Identifiers { CustomerId = customer, AnonymousId = anonymous, Email = email, Phone = phone });

    [Fact]
    public void A_message_about_nobody_is_about_somebody_unknown()
    {
        var e = One("""{"type": "track", "event": "a", "messageId": "m-9"}""");
        e.Who.AnonymousId.ShouldNotBeNull().ShouldEndWith(":id:m-9");
    }

    [Theory]
    [InlineData("""{"firstName": "Mira", "lastName": "Holt"}""", "Mira", "Holt")]
    [InlineData("""{"first_name": "Mira"}""", "Mira", null)]
    [InlineData("""{"name": "Mira van der Holt"}""", "Mira", "van der Holt")]
    [InlineData("""{"name": "Mira"}""", "Mira", null)]
    [InlineData("""{"name": 7}""", null, null)]
    public void Takes_names_from_traits(string traits, string? first, string? last)
    {
        var told = One($$"""{"type": "identify", "userId": "u-1", "traits": {{traits}} }""").Profile;
        (told?.FirstName, told?.LastName).ShouldBe((first, last));
    }

    [Fact]
    public void Traits_are_custom_fields_too()
    {
        var fields = One("""{"type": "identify", "userId": "u-1", "traits": {"plan": "gold", "address": {"zip": "79000"}}}""").Profile!.Fields;
        fields!.Value.ToString().ShouldBe("""{"postalCode":"79000","plan":"gold","address":{"zip": "79000"}}""");
        One("""{"type": "track", "event": "a", "userId": "u-1", "context": {"traits": {"plan": "gold"}}}""").Profile.ShouldBeNull();
        One("""{"type": "identify", "userId": "u-1", "traits": {}}""").Profile.ShouldBeNull();
    }

    [Fact]
    public void Traits_become_properties_with_the_address_taken_apart()
    {
        var properties = Properties(One("""
            {"type": "identify", "userId": "u-1", "traits": {"plan": "gold", "address": {"city": "Lviv", "state": "LV", "postal_code": "79000", "country": "UA"}}}
            """));
        properties.GetProperty("plan").GetString().ShouldBe("gold");
        (properties.GetProperty("city").GetString(), properties.GetProperty("region").GetString(), properties.GetProperty("postalCode").GetString())
            .ShouldBe(("Lviv", "LV", "79000"));
        properties.GetProperty("address").GetProperty("state").GetString().ShouldBe("LV");
    }

    [Fact]
    public void What_a_batch_says_of_all_is_said_of_each_and_the_message_itself_counts_more()
    {
        var events = Batch.Events(Arrivals.Of("segment"), """
            {"context": {"ip": "203.0.113.5", "locale": "uk-UA"}, "batch": [
              {"type": "track", "userId": "u", "event": "a", "properties": {"n": 1}, "context": {"locale": "en-US", "app": {"name": "till"}}},
              {"type": "track", "userId": "u", "event": "b"}]}
            """);
        events[0].Properties.ToString().ShouldBe("""{"context":{"ip":"203.0.113.5","locale":"en-US","app":{"name": "till"}},"n":1}""");
        events[1].Properties.ToString().ShouldBe("""{"context":{"ip": "203.0.113.5", "locale": "uk-UA"}}""");
    }

    [Fact]
    public void A_page_keeps_its_name() =>
        One("""{"type": "page", "userId": "u", "name": "Home", "properties": {"url": "https://shop.example/"}}""").Properties.ToString()
            .ShouldBe("""{"name":"Home","url":"https://shop.example/"}""");

    [Theory]
    // The sender's clock is an hour fast: it happened ten minutes before it was sent.
    [InlineData("2026-03-02T12:50:00Z", "2026-03-02T13:00:00Z", "2026-03-02T11:50:00Z")]
    // It was on its way for four seconds.
    [InlineData("2026-03-02T11:50:00Z", "2026-03-02T11:59:56Z", "2026-03-02T11:50:00Z")]
    [InlineData("2026-03-02T09:00:00Z", null, "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T12:30:00Z", null, "2026-03-02T12:00:00Z")]
    [InlineData("2026-3-2T09:00:00Z", null, "2026-03-02T09:00:00Z")]
    [InlineData("yesterday", "2026-03-02T13:00:00Z", "2026-03-02T12:00:00Z")]
    [InlineData("2026-03-02T09:00:00Z", "whenever", "2026-03-02T09:00:00Z")]
    [InlineData("1900-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "2026-03-02T12:00:00Z")]
    public void Times_are_by_our_clock(string timestamp, string? sentAt, string expected)
    {
        var sent = sentAt is null ? "" : $""", "sentAt": "{sentAt}" """;
        var e = Batch.Events(Arrivals.Of("segment"), $$"""{"batch": [{"type": "track", "userId": "u", "event": "a", "timestamp": "{{timestamp}}"}]{{sent}} }""")[0];
        e.OccurredAt.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void When_a_batch_was_sent_counts_more_than_when_a_message_was_queued()
    {
        var e = Batch.Events(Arrivals.Of("segment"), """
            {"sentAt": "2026-03-02T12:00:00Z", "batch": [{"type": "track", "userId": "u", "event": "a", "originalTimestamp": "2026-03-02T11:45:00Z", "sentAt": "2026-03-02T11:45:01Z"}]}
            """)[0];
        e.OccurredAt.ShouldBe(Arrivals.Noon.AddMinutes(-15));
    }

    [Fact]
    public void A_message_goes_by_its_id_else_by_its_words_if_it_says_when_else_it_is_new()
    {
        One("""{"messageId": "m-1", "userId": "u"}""").MessageId.ShouldBe("id:m-1");
        var dated = """{"userId": "u", "timestamp": "2026-03-02T09:00:00Z"}""";
        One(dated).MessageId.ShouldBe(One(dated).MessageId);
        One(dated).MessageId.ShouldStartWith("body:");
        new SegmentCall("page").Read(Arrivals.Of("segment"), System.Text.Json.JsonElement.Parse(dated), new())[0].MessageId
            .ShouldNotBe(new SegmentCall("screen").Read(Arrivals.Of("segment"), System.Text.Json.JsonElement.Parse(dated), new())[0].MessageId);
        One("""{"userId": "u"}""").MessageId.ShouldStartWith("new:");
        One("""{"userId": "u"}""", key: "k-7").MessageId.ShouldBe("key:k-7#0");
        One($$"""{"messageId": "{{new string('m', 300)}}", "userId": "u"}""").MessageId.ShouldStartWith("body:");
    }

    [Fact]
    public void Only_old_messages_at_the_address_for_history_are_history()
    {
        const string body = """{"batch": [{"type": "track", "event": "a", "userId": "u", "timestamp": "2026-01-01T00:00:00Z"}, {"type": "track", "event": "a", "userId": "u", "timestamp": "2026-03-02T11:00:00Z"}]}""";
        Adapter import = new SegmentCall(null, Import: true).Read;
        import.Events(Arrivals.Of("segment"), body).ConvertAll(e => e.Backfill).ShouldBe([true, false]);
        Batch.Events(Arrivals.Of("segment"), body).ConvertAll(e => e.Backfill).ShouldBe([false, false]);
    }

    [Fact]
    public void What_is_no_message_is_refused_by_its_path()
    {
        Batch.Errors(Arrivals.Of("segment"), "{}").Keys.ShouldBe(["batch"]);
        Batch.Errors(Arrivals.Of("segment"), """{"batch": [{"userId": "u"}, 7]}""").Keys.ShouldBe(["batch[1]"]);
        var large = $$"""{"batch": [{"userId": "u", "a": "{{new string('x', 33 << 10)}}"}]}""";
        Batch.Errors(Arrivals.Of("segment"), large).ShouldHaveSingleItem().Value.ShouldBe(["This message is larger than 32 KB."]);
    }

    [Fact]
    public void What_a_call_was_is_kept_for_when_it_is_read_again()
    {
        SegmentCall.Parse(new SegmentCall("track").ToJson()).ShouldBe(new SegmentCall("track"));
        SegmentCall.Parse(new SegmentCall(null, Import: true).ToJson()).ShouldBe(new SegmentCall(null, Import: true));
        SegmentCall.Parse(null).ShouldBe(new SegmentCall((string?)null));
    }

    [Fact]
    public void What_a_page_says_buys_nothing_and_leads_nowhere_but_to_the_shop()
    {
        Adapter page = new SegmentCall("track", Origins: ["https://shop.example"]).Read;
        CanonicalEvent Told(string name, string properties) =>
            page.Events(Arrivals.Of("segment"), $$"""{"anonymousId": "b-1", "event": "{{name}}", "properties": {{properties}} }""").ShouldHaveSingleItem();

        Told("Order Completed", """{"order_id": 1, "total": 5}""").ShouldSatisfyAllConditions(
            e => (e.Name, e.Order, e.Claimed).ShouldBe(("Order Completed", null, true)),
            e => e.Cart!.Status.ShouldBe(CartStatus.Converted));
        Told("Cart Abandoned", """{"cart_url": "https://evil.example", "products": [{"sku": "a", "url": "https://shop.example/a", "image_url": "http://evil.example/a.png"}]}""").ShouldSatisfyAllConditions(
            e => (e.Name, e.Cart!.Status, e.Cart.Url).ShouldBe(("Cart Abandoned", CartStatus.Open, null)),
            e => e.Cart!.Items.ShouldBe([new LineItem { ProductId = "a", Sku = "a", Url = "https://shop.example/a" }]));
        Told("Product Added", """{"sku": "a", "url": "https://evil.example/a"}""").Cart!.Added!.Url.ShouldBeNull();
        Told("order_completed", "{}").Name.ShouldBe("segment_order_completed");
        Told("points_earned", "{}").Name.ShouldBe("segment_points_earned");
        Told("Product Viewed", "{}").Name.ShouldBe("viewed_product");
    }

    [Fact]
    public void The_sites_of_a_page_are_kept_for_when_it_is_read_again() =>
        SegmentCall.Parse(new SegmentCall("track", Origins: ["https://shop.example"]).ToJson()).Origins.ShouldBe(["https://shop.example"]);
}
