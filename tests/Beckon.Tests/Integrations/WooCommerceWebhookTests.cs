using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.WooCommerce;

namespace Beckon.Tests.Integrations;

public sealed class WooCommerceWebhookTests
{
    [Theory]
    [InlineData("order.created", "order.created", OrderStatus.InProgress, 65, "order_created")]
    [InlineData("order.updated", "order.completed", OrderStatus.Delivered, 65, "order_updated order_created order_completed order_fulfilled")]
    [InlineData("order.updated", "order.partly_refunded", OrderStatus.Delivered, 45, "order_updated order_created order_completed order_fulfilled order_refunded")]
    [InlineData("order.updated", "order.cancelled", OrderStatus.Cancelled, 45, "order_updated order_created order_canceled order_refunded")]
    public void An_order_is_as_it_stands_and_each_step_is_told(string topic, string body, OrderStatus status, int total, string names)
    {
        var told = Read(topic, body);

        told.Select(e => e.Name).ShouldBe(names.Split(' '));
        foreach (var e in told)
        {
            (e.Order?.ExternalId, e.Order?.Status, e.Order?.Total).ShouldBe(("710000000727", status, (decimal)total));
            (e.Who.Email, e.Who.CustomerId, e.Profile?.LastName).ShouldBe(("liv+u71000000@example.com", "710000000025", "Moe"));
        }
        told[0].Order!.PlacedAt.ShouldBe(new DateTimeOffset(2026, 2, 27, 10, 28, 2, TimeSpan.Zero));
        told[0].Order!.Items.Select(item => (item.Name, item.Price, item.Quantity)).ShouldBe([("Wool hat – Grey", 20m, 2m), ("Scarf", 15.33m, 1m)]);
    }

    [Theory]
    [InlineData("pending", OrderStatus.Initialized)]
    [InlineData("on-hold", OrderStatus.InProgress)]
    [InlineData("failed", OrderStatus.Cancelled)]
    [InlineData("refunded", OrderStatus.Cancelled)]
    [InlineData("trash", OrderStatus.Cancelled)]
    [InlineData("of-an-extension", OrderStatus.Initialized)]
    public void Every_status_has_its_place(string status, OrderStatus order) =>
        Adapter("order.updated").Events(Arrivals.Of("woocommerce"), $$"""{"id": 1, "status": "{{status}}"}""")[0].Order!.Status.ShouldBe(order);

    [Fact]
    public void A_draft_of_the_checkout_is_a_cart_that_the_order_closes()
    {
        var draft = Read("order.created", "order.draft").ShouldHaveSingleItem();
        var order = Read("order.created", "order.created")[0];

        (draft.Name, draft.Order, draft.Cart?.Status, draft.Cart?.Total).ShouldBe(("checkout_started", null, CartStatus.Open, 65m));
        (order.Cart?.ExternalId, order.Cart?.Status).ShouldBe((draft.Cart?.ExternalId, CartStatus.Converted));
    }

    [Fact]
    public void Local_times_count_where_there_are_no_others() =>
        Adapter("order.created").Events(Arrivals.Of("woocommerce"), """{"id": 1, "status": "pending", "date_created": "2026-03-01T12:00:00", "date_created_gmt": null}""")[0]
            .Order!.PlacedAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_deleted_order_counts_no_more_and_is_told_of_nobody()
    {
        var deleted = Adapter("order.deleted").Events(Arrivals.Of("woocommerce"), """{"id": 727}""").ShouldHaveSingleItem();

        (deleted.Who.None, deleted.Order?.KnownOnly, deleted.Order?.Status).ShouldBe((true, true, OrderStatus.Cancelled));
    }

    [Fact]
    public void A_product_has_its_price_and_stock()
    {
        var product = Read("product.updated", "product.sold_out").ShouldHaveSingleItem().Product.ShouldNotBeNull();

        (product.Name, product.Category, product.State).ShouldBe(("Wool hat – Grey", "Hats & caps", ProductState.Sold));
        var variant = product.Variants.ShouldHaveSingleItem();
        (variant.Price, variant.Quantity, variant.InStock).ShouldBe((18m, 0m, false));
    }

    [Theory]
    [InlineData("coupon.created", """{"id": 719}""", "woocommerce_coupon_created")]
    [InlineData("action.woocommerce_add_to_cart", """{"action": "woocommerce_add_to_cart", "arg": "7"}""", "woocommerce_action_woocommerce_add_to_cart")]
    [InlineData("order.updated", """{"status": "completed"}""", "woocommerce_order_updated")]
    public void What_belongs_to_no_event_of_ours_is_kept(string topic, string body, string name) =>
        Adapter(topic).Events(Arrivals.Of("woocommerce"), body).ShouldHaveSingleItem().Name.ShouldBe(name);

    [Theory]
    [InlineData("webhook_id=142", true)]
    [InlineData(" webhook_id=7\n", true)]
    [InlineData("webhook_id=7&x=1", false)]
    [InlineData("""{"webhook_id": 7}""", false)]
    public void A_ping_is_known(string body, bool ping) => WooCommerceProof.IsPing(System.Text.Encoding.UTF8.GetBytes(body)).ShouldBe(ping);

    private static Adapter Adapter(string topic) => new WooCommerceCall(topic).Read;

    private static List<CanonicalEvent> Read(string topic, string body) =>
        Adapter(topic).Events(Arrivals.Of("woocommerce"), Fixture.Read($"WooCommerce/{body}.json"));
}
