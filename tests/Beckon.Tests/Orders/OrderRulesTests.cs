using Beckon.Events;
using Beckon.Kernel;
using Beckon.Orders;

namespace Beckon.Tests.Orders;

public sealed class OrderRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Contact = Guid.Parse("0195a000-0000-7000-8000-000000000009");

    private static readonly OrderChange Bought = new()
    {
        ExternalId = "o",
        Status = OrderStatus.Delivered,
        Total = 40,
        Currency = "EUR",
        PlacedAt = Noon,
        Items = [new LineItem { ProductId = "mug" }],
        Document = RawJson.Parse("""{"a":1}"""),
    };

    private static readonly OrderChange Later = Bought with { Total = 0, Currency = "USD", PlacedAt = Noon.AddDays(1), Items = [], Document = RawJson.EmptyObject };

    private static Order? After(Order? order, OrderChange change, int days) => OrderRules.Apply(
        order,
        new ResolvedEvent(
            new CanonicalEvent
            {
                Id = Guid.Empty,
                SourceId = Guid.Empty,
                MessageId = "m",
                Name = "n",
                OccurredAt = Noon.AddDays(days),
                ReceivedAt = Noon.AddDays(days),
                Order = change,
            },
            Contact),
        Guid.Empty);

    private static Order Known => After(null, Bought, 0)!;

    [Fact]
    public void A_cancellation_that_says_no_more_keeps_what_was_ordered()
    {
        var cancelled = After(Known, Later with { Status = OrderStatus.Cancelled, RestIfNew = true }, 1)!;
        (cancelled.Status, cancelled.Total, cancelled.Currency, cancelled.PlacedAt, cancelled.DeliveredAt).ShouldBe((OrderStatus.Cancelled, 40m, "EUR", Noon, null));
        cancelled.Items.ShouldBe(Bought.Items);
        cancelled.StatusAt.ShouldBe(Noon.AddDays(1));
    }

    [Fact]
    public void An_update_that_says_not_where_it_stands_keeps_its_status()
    {
        var updated = After(Known, Later with { Total = 35, Status = OrderStatus.Initialized, StatusIfNew = true }, 1)!;
        (updated.Status, updated.Total, updated.PlacedAt).ShouldBe((OrderStatus.Delivered, 35m, Noon));
        updated.DeliveredAt.ShouldBe(Known.DeliveredAt);
        After(null, Later with { Status = OrderStatus.Initialized, StatusIfNew = true }, 0)!.Status.ShouldBe(OrderStatus.Initialized);
        var called = After(Known, Later with { Status = OrderStatus.Cancelled, RestIfNew = true }, 1);
        After(called, Bought with { StatusIfNew = true }, 2)!.ShouldSatisfyAllConditions(o => o.Status.ShouldBe(OrderStatus.Cancelled), o => o.DeliveredAt.ShouldBeNull());
    }

    [Fact]
    public void What_was_given_back_does_not_count_and_the_rest_does()
    {
        var refund = Later with { Status = OrderStatus.Cancelled, Refund = 15 };
        var partly = After(Known, refund, 1)!;
        (partly.Status, partly.Total, partly.DeliveredAt).ShouldBe((OrderStatus.Delivered, 25m, Known.DeliveredAt));
        var wholly = After(partly, refund with { Refund = 25 }, 2)!;
        (wholly.Status, wholly.Total, wholly.DeliveredAt).ShouldBe((OrderStatus.Cancelled, 25m, null));
        After(Known, refund with { Refund = 50 }, 1)!.Status.ShouldBe(OrderStatus.Cancelled);
        After(Known, refund, -1).ShouldBe(Known with { });
    }

    [Fact]
    public void Money_given_back_of_an_order_nobody_told_of_makes_none() => After(null, Later with { Refund = 5 }, 0).ShouldBeNull();
}
