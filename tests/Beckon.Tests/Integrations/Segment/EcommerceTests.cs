using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Segment;

namespace Beckon.Tests.Integrations.Segment;

public sealed class EcommerceTests
{
    private const string Dripper = """
        "product_id": 4011, "sku": "DR-S", "category": "Brewing", "name": "Cone dripper", "brand": "Kiln", "variant": "slate", "price": "21.50",
        "quantity": 2, "coupon": "SPRING", "position": 3, "url": "https://shop.example/p/4011", "image_url": "//cdn.example/4011.png"
        """;

    private static readonly LineItem DripperItem = new()
    {
        ProductId = "4011",
        Sku = "DR-S",
        Name = "Cone dripper",
        Brand = "Kiln",
        Category = "Brewing",
        Price = 21.5m,
        Quantity = 2,
        Url = "https://shop.example/p/4011",
        ImageUrl = "https://cdn.example/4011.png",
    };

    private static CanonicalEvent Track(string name, string properties)
    {
        Adapter adapter = new SegmentCall("track").Read;
        return adapter.Events(Arrivals.Of("segment"), $$"""{"userId": "u-1", "messageId": "m-1", "event": "{{name}}", "properties": {{properties}} }""").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Product Viewed", "viewed_product")]
    [InlineData("Viewed Product", "viewed_product")]
    [InlineData("product viewed", "viewed_product")]
    [InlineData("viewed_product", "viewed_product")]
    [InlineData("Product List Viewed", "viewed_category")]
    [InlineData("Viewed Product Category", "viewed_category")]
    [InlineData("Product Added", "added_to_cart")]
    [InlineData("Added Product", "added_to_cart")]
    [InlineData("Wishlist Product Added to Cart", "added_to_cart")]
    [InlineData("Product Removed", "removed_from_cart")]
    [InlineData("Removed Product", "removed_from_cart")]
    [InlineData("Cart Viewed", "cart_updated")]
    [InlineData("Cart Abandoned", "cart_abandoned")]
    [InlineData("Checkout Started", "checkout_started")]
    [InlineData("Order Completed", "order_completed")]
    [InlineData("Completed Order", "order_completed")]
    [InlineData("Order Updated", "Order Updated")]
    [InlineData("Order Refunded", "order_refunded")]
    [InlineData("Order Cancelled", "order_canceled")]
    [InlineData("Product Reviewed", "completed_product_review")]
    [InlineData("Products Searched", "Products Searched")]
    [InlineData("Product List Filtered", "Product List Filtered")]
    [InlineData("Promotion Viewed", "Promotion Viewed")]
    [InlineData("Promotion Clicked", "Promotion Clicked")]
    [InlineData("Product Clicked", "Product Clicked")]
    [InlineData("Checkout Step Viewed", "Checkout Step Viewed")]
    [InlineData("Checkout Step Completed", "Checkout Step Completed")]
    [InlineData("Payment Info Entered", "Payment Info Entered")]
    [InlineData("Coupon Entered", "Coupon Entered")]
    [InlineData("Coupon Applied", "Coupon Applied")]
    [InlineData("Coupon Denied", "Coupon Denied")]
    [InlineData("Coupon Removed", "Coupon Removed")]
    [InlineData("Product Added to Wishlist", "Product Added to Wishlist")]
    [InlineData("Product Removed from Wishlist", "Product Removed from Wishlist")]
    [InlineData("Product Shared", "Product Shared")]
    [InlineData("Cart Shared", "Cart Shared")]
    [InlineData("Email Opened", "Email Opened")]
    [InlineData("Unsubscribed", "Unsubscribed")]
    public void Every_event_of_the_specification_has_its_place(string sent, string name) => Track(sent, "{}").Name.ShouldBe(name);

    [Fact]
    public void A_product_is_told_in_the_words_of_the_catalogue()
    {
        var e = Track("Product Viewed", $$"""{ {{Dripper}}, "currency": "uah", "shelf_mark": 5 }""");
        var said = e.Properties.ToElement();
        (said.GetProperty("productId").GetInt32(), said.GetProperty("imageUrl").GetString(), said.GetProperty("couponCode").GetString(), said.GetProperty("shelf_mark").GetInt32())
            .ShouldBe((4011, "//cdn.example/4011.png", "SPRING", 5));
        said.TryGetProperty("product_id", out _).ShouldBeFalse();
        (e.Cart, e.Order).ShouldBe((null, null));
    }

    [Fact]
    public void A_list_without_a_category_is_known_by_its_id()
    {
        Track("Product List Viewed", """{"list_id": "deals-7", "products": []}""").Properties.ToElement().GetProperty("category").GetString().ShouldBe("deals-7");
        Track("Product List Viewed", """{"list_id": "deals-7", "category": "Deals"}""").Properties.ToElement().GetProperty("category").GetString().ShouldBe("Deals");
    }

    [Fact]
    public void What_is_put_into_the_cart_and_taken_out_changes_one_product()
    {
        var added = Track("Product Added", $$"""{"cart_id": "c-5", {{Dripper}} }""");
        added.Cart.ShouldBe(new CartChange { ExternalId = "", Status = CartStatus.Open, Added = DripperItem });
        added.Properties.ToElement().GetProperty("cartId").GetString().ShouldBe("c-5");
        Track("Product Removed", """{"product_id": 4011}""").Cart!.Removed.ShouldBe(new LineItem { ProductId = "4011", Quantity = 0 });
        Track("Product Added", """{"products": [{"sku": "X"}]}""").Cart!.Added.ShouldBe(new LineItem { ProductId = "X", Sku = "X" });
        Track("Product Added", """{"price": 5}""").Cart.ShouldBe(new CartChange { ExternalId = "", Status = CartStatus.Open });
    }

    [Fact]
    public void A_checkout_tells_of_the_whole_cart()
    {
        var cart = Track("Checkout Started", $$"""{"order_id": "o-1", "value": 43, "currency": "uah", "products": [{ {{Dripper}} }, {"name": "of no product"}, 7]}""").Cart!;
        (cart.Status, cart.Total, cart.Currency).ShouldBe((CartStatus.Open, 43m, "UAH"));
        cart.Items.ShouldBe([DripperItem]);
        Track("Cart Viewed", "{}").Cart!.Items.ShouldBeNull();
    }

    [Fact]
    public void A_cart_that_was_left_says_what_is_in_it()
    {
        var cart = Track("Cart Abandoned", $$"""{"cart_url": "https://shop.example/cart", "products": [{ {{Dripper}} }]}""").Cart!;
        (cart.Status, cart.Url, cart.Items!.Count).ShouldBe((CartStatus.Abandoned, "https://shop.example/cart", 1));
    }

    [Theory]
    [InlineData("""{"order_id": 7, "total": "43.90", "revenue": 30}""", 43.9)]
    [InlineData("""{"order_id": 7, "revenue": 30, "shipping": 5, "tax": "2"}""", 37)]
    [InlineData("""{"order_id": 7, "subtotal": 30, "shipping": ""}""", 30)]
    [InlineData("""{"order_id": 7, "value": 12}""", 12)]
    [InlineData("""{"order_id": 7, "products": [{"sku": "a", "price": 4, "quantity": 3}]}""", 12)]
    [InlineData("""{"order_id": 7, "total": "a lot"}""", 0)]
    public void An_order_comes_to_what_the_shopper_pays(string properties, decimal total)
    {
        var order = Track("Order Completed", properties).Order!;
        (order.ExternalId, order.Status, order.Total, order.Currency).ShouldBe(("7", OrderStatus.Delivered, total, "UAH"));
    }

    [Fact]
    public void A_completed_order_closes_the_cart_and_keeps_what_was_sent()
    {
        var e = Track("Order Completed", $$"""{"order_id": "o-1", "total": 43, "currency": "EUR", "coupon": "SPRING", "products": [{ {{Dripper}} }]}""");
        e.Cart.ShouldBe(new CartChange { ExternalId = "", Status = CartStatus.Converted });
        var order = e.Order!;
        (order.Currency, order.PlacedAt, order.Document.ToElement().GetProperty("coupon").GetString()).ShouldBe(("EUR", e.OccurredAt, "SPRING"));
        order.Items.ShouldBe([DripperItem]);
        e.Properties.ToElement().GetProperty("orderId").GetString().ShouldBe("o-1");
    }

    [Fact]
    public void An_order_without_an_id_is_revenue_all_the_same() => Track("Order Completed", """{"total": 5}""").Order!.ExternalId.ShouldBe("id:m-1");

    [Fact]
    public void What_happens_to_an_order_later_says_no_more_than_it_knows()
    {
        var updated = Track("Order Updated", """{"order_id": "o", "total": 5}""").Order!;
        (updated.StatusIfNew, updated.RestIfNew, updated.Status).ShouldBe((true, false, OrderStatus.Initialized));
        var cancelled = Track("Order Cancelled", """{"order_id": "o"}""").Order!;
        (cancelled.Status, cancelled.RestIfNew, cancelled.Refund).ShouldBe((OrderStatus.Cancelled, true, null));
        var whole = Track("Order Refunded", """{"order_id": "o"}""").Order!;
        (whole.Status, whole.RestIfNew, whole.Refund).ShouldBe((OrderStatus.Cancelled, true, null));
        var part = Track("Order Refunded", """{"order_id": "o", "total": 5}""");
        (part.Order!.Status, part.Order.Refund).ShouldBe((OrderStatus.Cancelled, 5m));
        part.Properties.ToElement().GetProperty("refundAmount").GetInt32().ShouldBe(5);
        Track("Order Refunded", """{"order_id": "o", "products": [{"sku": "a", "price": 4, "quantity": 2}]}""").Order!.Refund.ShouldBe(8m);
    }

    [Theory]
    [InlineData("Order Completed")]
    [InlineData("Product Added")]
    [InlineData("Cart Viewed")]
    public void Properties_of_a_wrong_kind_do_no_harm(string name)
    {
        Track(name, "[]").Order.ShouldBeNull();
        Track(name, "null").Properties.ToString().ShouldBe("{}");
    }
}
