using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Tests.Orders;

public sealed class CartItemsTests
{
    private static readonly LineItem Mug = new() { ProductId = "mug", Name = "Mug", Price = 8, Quantity = 2 };
    private static readonly LineItem Tea = new() { ProductId = "tea", Sku = "T-1", Price = 5 };

    private static Cart Cart(params LineItem[] items) => new()
    {
        Id = Guid.Empty,
        SourceId = Guid.Empty,
        ExternalId = "c",
        ContactId = Guid.Empty,
        Status = CartStatus.Open,
        Items = items,
        CreatedAt = default,
        ChangedAt = default,
    };

    private static CartChange Put(LineItem item) => new() { ExternalId = "c", Status = CartStatus.Open, Added = item };

    private static CartChange Take(LineItem item) => new() { ExternalId = "c", Status = CartStatus.Open, Removed = item };

    [Fact]
    public void What_is_put_in_comes_to_what_is_there()
    {
        CartItems.After(Cart(Mug), Put(Tea)).ShouldBe([Mug, Tea]);
        CartItems.After(Cart(Mug), Put(Mug with { Quantity = 1, Price = 9 })).ShouldBe([Mug with { Quantity = 3, Price = 9 }]);
        CartItems.After(Cart(Tea), Put(Tea with { Sku = "T-2" })).ShouldBe([Tea, Tea with { Sku = "T-2" }]);
    }

    [Fact]
    public void What_is_taken_out_is_there_no_more()
    {
        CartItems.After(Cart(Mug, Tea), Take(Mug with { Quantity = 1 })).ShouldBe([Mug with { Quantity = 1 }, Tea]);
        CartItems.After(Cart(Mug, Tea), Take(Mug with { Quantity = 2 })).ShouldBe([Tea]);
        CartItems.After(Cart(Mug, Tea), Take(new LineItem { ProductId = "mug", Quantity = 0 })).ShouldBe([Tea]);
        CartItems.After(Cart(Tea), Take(Mug)).ShouldBe([Tea]);
    }

    [Fact]
    public void What_was_bought_is_not_in_the_cart_any_more() =>
        CartItems.After(Cart(Mug) with { Status = CartStatus.Converted }, Put(Tea)).ShouldBe([Tea]);

    [Fact]
    public void The_sum_is_known_when_all_prices_are()
    {
        CartItems.Sum([Mug, Tea]).ShouldBe(21);
        CartItems.Sum([Mug, Tea with { Price = null }]).ShouldBeNull();
        CartItems.Sum([Mug with { Price = decimal.MaxValue, Quantity = 2 }]).ShouldBeNull();
    }
}
