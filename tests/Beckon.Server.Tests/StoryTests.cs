namespace Beckon.Server.Tests;

/// <summary>The main road, from an abandoned cart to a recovered order, as its users see it: over HTTP only.</summary>
public sealed class StoryTests
{
    private const string Ada = "ada@example.com";
    private const string CartLink = "https://shop.example/cart?id=c1";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_cart_left_behind_is_won_back_and_its_revenue_counted()
    {
        var shop = await CartShop.OpenAsync();

        await shop.CartAsync(Ada, "c1", Now);
        var mail = await shop.MailAsync(Ada);
        mail.GetProperty("subject").GetString().ShouldBe("You left something behind");
        mail.GetProperty("html").GetString().ShouldNotBeNull().ShouldContain("Oat &amp; honey bar");
        mail.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("Oat & honey bar");

        var click = await shop.ClickAsync(mail, CartLink);
        ((int)click.Status).ShouldBe(302);
        click.Headers.Location.ShouldBe(new Uri(CartLink));
        await shop.HappenedAsync("message_clicked");

        await shop.OrderAsync(Ada, "o1", "DELIVERED", Now);
        await shop.ReportsAsync(orders: 1, revenue: 80);
        var report = await shop.ReportAsync();
        new[] { "triggered", "sent", "clicked" }.Select(name => report.GetProperty(name).GetInt64()).ShouldBe([1, 1, 1]);

        await shop.OrderAsync(Ada, "o1", "CANCELLED", Now);
        await shop.ReportsAsync(orders: 0, revenue: 0);
    }

    [Fact]
    public async Task The_same_cart_abandoned_again_is_asked_for_again()
    {
        var shop = await CartShop.OpenAsync();
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-5));
        await shop.MailAsync(Ada);

        await shop.CartAsync(Ada, "c1", Now);

        await shop.MailAsync(Ada, count: 2);
        (await shop.SettledAsync(2)).ShouldBe(["sent", "sent"]);
    }

    [Fact]
    public async Task A_repeated_delivery_sends_nothing_more()
    {
        var shop = await CartShop.OpenAsync();
        var at = Now;
        for (var i = 0; i < 3; i++) await shop.CartAsync(Ada, "c1", at);

        // What comes after the repetitions is handled after them.
        await shop.CartAsync("bo@example.com", "c2", at);
        await shop.MailAsync("bo@example.com");

        (await shop.MailsAsync(Ada)).Count.ShouldBe(1);
        (await shop.SettledAsync(2)).ShouldBe(["sent", "sent"]);
    }

    [Fact]
    public async Task Who_has_ordered_since_is_not_asked_to_come_back()
    {
        var shop = await CartShop.OpenAsync();
        await shop.OrderAsync(Ada, "o1", "IN_PROGRESS", Now.AddMinutes(-1));

        // The news of the cart comes after the purchase that ended it.
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-30));

        (await shop.SettledAsync(1)).ShouldBe(["bought"]);
        (await shop.MailsAsync(Ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cart_that_was_bought_before_the_news_of_its_abandonment_sends_nothing()
    {
        var shop = await CartShop.OpenAsync();
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-1), "converted");
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-30));

        (await shop.SettledAsync(1)).ShouldBe(["cart_not_abandoned"]);
        (await shop.MailsAsync(Ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_unsubscribed_is_left_alone_and_the_report_says_why()
    {
        var shop = await CartShop.OpenAsync();
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-5));
        await shop.UnsubscribeAsync(await shop.MailAsync(Ada));

        await shop.CartAsync(Ada, "c1", Now);

        (await shop.SettledAsync(2)).ShouldBe(["sent", "unsubscribed"]);
        (await shop.MailsAsync(Ada)).Count.ShouldBe(1);
        await Eventually.Async(async () => (await shop.ReportAsync()).GetProperty("unsubscribed").GetInt64() == 1);
        var reason = (await shop.ReportAsync()).GetProperty("reasons").EnumerateArray().ShouldHaveSingleItem();
        (reason.GetProperty("reason").GetString(), reason.GetProperty("count").GetInt64()).ShouldBe(("unsubscribed", 1));
    }

    [Fact]
    public async Task A_cart_that_Jane_reports_is_asked_for()
    {
        var shop = await CartShop.OpenAsync(kind: "jane", template: "Your cart is waiting (without products)");
        var connected = (await shop.Workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "jane", name = "Second" })).Expect(201);
        var id = connected.GetProperty("source").GetProperty("id").GetString();
        var token = connected.GetProperty("token").GetString();

        const string Cart = """{"cart": {"id": 4711, "status": "abandoned", "amount": 12.5, "customer_email_address": "ada@example.com", "customer_name": "Ada B"}}""";
        (await shop.Workspace.Anonymous.AskAsync(HttpMethod.Post, $"/webhooks/{id}", Cart, ("Authorization", "Bearer " + token))).Expect();

        (await shop.MailAsync(Ada)).GetProperty("subject").GetString().ShouldBe("Your cart at Test shop is waiting");
    }

    [Fact]
    public async Task An_abandoned_order_is_asked_for_closed_by_its_purchase_and_credited()
    {
        var shop = await CartShop.OpenAsync(kind: "orders_api");
        var at = Now.AddMinutes(-20);
        await shop.OrderAsync(Ada, "o1", "ABANDONED_SHOPPING_CART", at);
        var mail = await shop.MailAsync(Ada);
        mail.GetProperty("html").GetString().ShouldNotBeNull().ShouldContain("Oat &amp; honey bar");
        ((int)(await shop.ClickAsync(mail, "https://shop.example/restore/o1")).Status).ShouldBe(302);

        // The platform leaves the date of the order as it was.
        await shop.OrderAsync(Ada, "o1", "DELIVERED", at);

        await shop.ReportsAsync(orders: 1, revenue: 80);
        (await shop.OneAsync("/api/orders", "status")).ShouldBe("DELIVERED");
        var contact = await shop.OneAsync("/api/contacts", "id");
        var cart = (await shop.Workspace.Owner.GetAnswerAsync("/api/contacts/" + contact)).Expect().GetProperty("currentCart");
        cart.GetProperty("status").GetString().ShouldBe("converted");
    }
}
