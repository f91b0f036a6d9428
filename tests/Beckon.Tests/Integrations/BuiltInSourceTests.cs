using Beckon.Events;

namespace Beckon.Tests.Integrations;

public sealed class BuiltInSourceTests
{
    [Fact]
    public void A_workspace_has_one_of_each_kind_always_under_the_same_id()
    {
        var (shop, other) = (Guid.Parse("0195a000-0000-7000-8000-000000000001"), Guid.Parse("0195a000-0000-7000-8000-000000000002"));
        var carts = new BuiltInSource("cart_api", "Cart API", CartAbandonment.Dynamic);
        var orders = new BuiltInSource("orders_api", "Orders API", CartAbandonment.Dynamic);

        carts.IdIn(shop).ShouldBe((carts with { Name = "Renamed" }).IdIn(shop));
        new[] { carts.IdIn(shop), orders.IdIn(shop), carts.IdIn(other) }.Distinct().Count().ShouldBe(3);
        carts.IdIn(shop).Version.ShouldBe(8);
    }
}
