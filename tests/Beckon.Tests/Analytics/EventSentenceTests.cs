using System.Text.Json;
using Beckon.Analytics;

namespace Beckon.Tests.Analytics;

public sealed class EventSentenceTests
{
    [Theory]
    [InlineData("cart_abandoned", """{"cart":{"total":84,"items":[1,2,3]}}""", "Left a cart with 3 items, $84.00")]
    [InlineData("cart_abandoned", """{"cart":{"amount":41.8}}""", "Left a cart with $41.80")]
    [InlineData("cart_abandoned", """{"email":"a@example.com"}""", "Left a cart")]
    [InlineData("orderDELIVERED", """{"externalOrderId":"100500","totalCost":1000,"currency":"EUR","items":[{}]}""", "Received order 100500 with 1 item, €1,000.00")]
    [InlineData("viewed_product", """{"name":"Blue Dream"}""", "Looked at Blue Dream")]
    [InlineData("added_to_cart", "{}", "Put a product into the cart")]
    [InlineData("message_opened", """{"subject":"You left something"}""", "Opened a message: “You left something”")]
    [InlineData("started_product_review", "{}", "Started product review")]
    [InlineData("my_own_event", "[1]", "My own event")]
    public void Says_what_happened_with_what_was_told(string name, string properties, string expected) =>
        new EventSentence("US", "USD").Of(name, status: null, JsonElement.Parse(properties)).ShouldBe(expected);

    [Fact]
    public void Names_the_status() =>
        new EventSentence("US", "USD").Of("cart_status_updated", "ready_for_pickup", JsonElement.Parse("{}")).ShouldBe("Cart became ready for pickup");
}
