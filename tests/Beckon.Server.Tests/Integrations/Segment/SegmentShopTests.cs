using System.Text;
using Dapper;
using Npgsql;

namespace Beckon.Server.Tests.Integrations.Segment;

/// <summary>What a shop's messages come to: people, carts, orders.</summary>
public sealed class SegmentShopTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static int _messages;

    private async Task TellAsync(string type, string message)
    {
        var id = Interlocked.Increment(ref _messages);
        var key = Convert.ToBase64String(Encoding.UTF8.GetBytes(shop.ApiKey + ":"));
        (await shop.Anonymous.AskAsync(HttpMethod.Post, $"/v1/{type}", $$"""{"messageId": "shop-{{id}}", {{message}} }""", ("Authorization", $"Basic {key}"))).Expect(200);
    }

    private Task TrackAsync(string who, string name, string properties) =>
        TellAsync("track", $$""" {{who}}, "event": "{{name}}", "properties": {{properties}} """);

    private async Task<T> OneAsync<T>(string sql, object? values = null)
    {
        await shop.EventsAsync();
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        var parameters = new DynamicParameters(values);
        parameters.Add("workspace", shop.Id);
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    private Task<CartRow> CartAsync(string customer) => OneAsync<CartRow>(
        """
        select c.status, c.total, (select string_agg(i ->> 'productId' || '×' || (i ->> 'quantity'), ' ' order by o) from jsonb_array_elements(c.items) with ordinality t(i, o)) as items
        from cart c join contact_identifier x on x.workspace_id = c.workspace_id and x.contact_id = c.contact_id and x.value = @customer where c.workspace_id = @workspace
        """,
        new { customer });

    private Task<OrderRow> OrderAsync(string id) => OneAsync<OrderRow>(
        "select status, total, currency, jsonb_array_length(items) as items, document ->> 'affiliation' as affiliation from shop_order where workspace_id = @workspace and external_id = @id",
        new { id });

    [Fact]
    public async Task A_cart_is_known_from_what_is_put_in_and_taken_out()
    {
        const string who = "\"userId\": \"cart-1\"";
        await TrackAsync(who, "Product Added", """{"cart_id": "c", "product_id": "mug", "price": 8, "quantity": 2}""");
        await TrackAsync(who, "Product Added", """{"product_id": "tea", "price": 5}""");
        (await CartAsync("cart-1")).ShouldBe(new CartRow("open", 21, "mug×2 tea×1"));

        await TrackAsync(who, "Product Removed", """{"product_id": "mug", "quantity": 1}""");
        await TrackAsync(who, "Product Added", """{"product_id": "tea", "price": 5}""");
        (await CartAsync("cart-1")).ShouldBe(new CartRow("open", 18, "mug×1 tea×2"));

        await TrackAsync(who, "Checkout Started", """{"value": 30, "products": [{"product_id": "pot", "price": 30}]}""");
        (await CartAsync("cart-1")).ShouldBe(new CartRow("open", 30, "pot×1"));

        await TrackAsync(who, "Order Completed", """{"order_id": "cart-1-o", "total": 30}""");
        (await CartAsync("cart-1")).Status.ShouldBe("converted");

        await TrackAsync(who, "Product Added", """{"product_id": "tea", "price": 5}""");
        (await CartAsync("cart-1")).ShouldBe(new CartRow("open", 5, "tea×1"));
    }

    [Fact]
    public async Task A_browser_that_signs_in_brings_its_cart_along()
    {
        await TrackAsync("\"anonymousId\": \"browser-7\"", "Product Added", """{"product_id": "mug", "price": 8}""");
        await TellAsync("alias", "\"previousId\": \"browser-7\", \"userId\": \"signed-in-7\"");
        await TellAsync("identify", "\"userId\": \"signed-in-7\", \"traits\": {\"email\": \"Seven@Example.com\", \"name\": \"Sven Seven\"}");

        (await CartAsync("signed-in-7")).ShouldBe(new CartRow("open", 8, "mug×1"));
        (await OneAsync<string>(
            """
            select c.email || ' ' || c.first_name || ' ' || c.last_name from contact c
            join contact_identifier x on x.workspace_id = c.workspace_id and x.contact_id = c.id and x.value = 'browser-7' where c.workspace_id = @workspace
            """)).ShouldBe("seven@example.com Sven Seven");
    }

    [Fact]
    public async Task An_order_keeps_what_later_messages_do_not_say()
    {
        const string who = "\"userId\": \"buyer\"";
        const string whole = """{"order_id": "b-1", "affiliation": "Web", "total": 40, "currency": "EUR", "products": [{"sku": "a", "price": 20, "quantity": 2}]}""";
        await TrackAsync(who, "Order Completed", whole);
        (await OrderAsync("b-1")).ShouldBe(new OrderRow("DELIVERED", 40, "EUR", 1, "Web"));

        await TrackAsync(who, "Order Updated", whole.Replace("40", "44", StringComparison.Ordinal));
        (await OrderAsync("b-1")).ShouldBe(new OrderRow("DELIVERED", 44, "EUR", 1, "Web"));

        await TrackAsync(who, "Order Refunded", """{"order_id": "b-1", "total": 20, "products": [{"sku": "a", "quantity": 1}]}""");
        (await OrderAsync("b-1")).ShouldBe(new OrderRow("DELIVERED", 24, "EUR", 1, "Web"));
        (await RevenueAsync("buyer")).ShouldBe(24);

        await TrackAsync(who, "Order Refunded", """{"order_id": "b-1"}""");
        (await OrderAsync("b-1")).ShouldBe(new OrderRow("CANCELLED", 24, "EUR", 1, "Web"));
        (await RevenueAsync("buyer")).ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_order_takes_its_revenue_back_out()
    {
        const string who = "\"userId\": \"fickle\"";
        await TrackAsync(who, "Order Completed", """{"order_id": "f-1", "total": 12}""");
        (await RevenueAsync("fickle")).ShouldBe(12);
        await TrackAsync(who, "Order Cancelled", """{"order_id": "f-1"}""");
        (await RevenueAsync("fickle")).ShouldBe(0);
        await TrackAsync(who, "Order Refunded", """{"order_id": "nobody told of it", "total": 5}""");
        (await OneAsync<long>("select count(*) from shop_order where workspace_id = @workspace and external_id like 'nobody%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Old_messages_at_the_address_for_history_start_nothing_and_count()
    {
        await TellAsync("import", """ "batch": [{"type": "track", "userId": "old", "event": "Order Completed", "timestamp": "2024-05-01T10:00:00Z", "properties": {"order_id": "old-1", "total": 9}}] """);
        (await OrderAsync("old-1")).Total.ShouldBe(9);
        (await OneAsync<DateTime>("select occurred_at from event where workspace_id = @workspace and properties ->> 'orderId' = 'old-1'")).Year.ShouldBe(2024);
    }

    private Task<decimal> RevenueAsync(string customer) => OneAsync<decimal>(
        """
        select c.order_total from contact c join contact_identifier x on x.workspace_id = c.workspace_id and x.contact_id = c.id and x.value = @customer
        where c.workspace_id = @workspace
        """,
        new { customer });

    private sealed record CartRow(string Status, decimal? Total, string Items);

    private sealed record OrderRow(string Status, decimal Total, string Currency, int Items, string? Affiliation);
}
