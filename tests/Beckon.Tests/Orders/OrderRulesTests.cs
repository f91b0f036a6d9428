using Beckon.Events;
using Beckon.Kernel;
using Beckon.Orders;
using FsCheck;
using FsCheck.Fluent;

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

    private static Order? After(Order? order, OrderChange change, int days, params IReadOnlyList<OrderRefund> before)
    {
        var given = change.Refund is { } amount ? [.. before, new OrderRefund(Noon.AddDays(days), amount, change.Status)] : before;
        return OrderRules.Apply(order, Told(change, days), Guid.Empty, given);
    }

    private static ResolvedEvent Told(OrderChange change, int days) =>
        new(
            new CanonicalEvent
            {
                Id = Guid.Empty,
                SourceId = Guid.Empty,
                MessageId = $"m{days}",
                Name = "n",
                OccurredAt = Noon.AddDays(days),
                ReceivedAt = Noon.AddDays(days),
                Order = change,
            },
            Contact);

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
        (partly.Status, partly.Total, partly.GrossTotal, partly.DeliveredAt).ShouldBe((OrderStatus.Delivered, 25m, 40m, Known.DeliveredAt));
        var wholly = After(partly, refund with { Refund = 25 }, 2, new OrderRefund(Noon.AddDays(1), 15, OrderStatus.Cancelled))!;
        (wholly.Status, wholly.Total, wholly.DeliveredAt).ShouldBe((OrderStatus.Cancelled, 40m, null));
        After(Known, refund with { Refund = 50 }, 1)!.Status.ShouldBe(OrderStatus.Cancelled);
        After(Known, refund, -1)!.Total.ShouldBe(40m, "The order was last told of afterwards: its total has that in it.");
    }

    [Fact]
    public void Money_given_back_of_an_order_nobody_told_of_makes_none_and_counts_once_it_is_told_of()
    {
        var refund = Later with { Status = OrderStatus.Cancelled, Refund = 15 };
        After(null, refund, 1).ShouldBeNull();
        After(null, Bought, 0, new OrderRefund(Noon.AddDays(1), 15, OrderStatus.Cancelled))!.Total.ShouldBe(25m);
    }

    [Fact]
    public void Of_an_event_that_is_late_for_the_status_the_rest_still_counts()
    {
        var called = After(null, Later with { Status = OrderStatus.Cancelled, RestIfNew = true }, 1);
        var told = After(called, Bought, 0)!;
        (told.Status, told.StatusAt, told.Total, told.Currency, told.PlacedAt, told.ToldAt)
            .ShouldBe((OrderStatus.Cancelled, Noon.AddDays(1), 40m, "EUR", Noon, Noon));
        told.Items.ShouldBe(Bought.Items);
        var updated = After(Known, Later with { Total = 35, StatusIfNew = true }, 2)!;
        After(updated, Later with { Status = OrderStatus.InProgress, RestIfNew = true }, 1)!.Status.ShouldBe(OrderStatus.InProgress);
    }

    /// <summary>The same news of an order comes to the same order, in whichever order it arrives.</summary>
    [Fact]
    public void However_its_events_arrive_the_order_is_the_same() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var news = Enumerable.Range(0, random.Next(1, 7)).Select(day => Told(News(random), day)).ToArray();
            var inTime = Folded(news);
            random.Shuffle(news);
            Folded(news).ShouldBe(inTime);
        }));

    private static OrderChange News(Random random) => random.Next(5) switch
    {
        4 => Bought with { Total = random.Next(20, 60), Status = OrderStatus.Initialized, StatusIfNew = true },
        0 => Later with { Status = OrderStatus.Cancelled, Refund = random.Next(1, 30) },
        1 => Later with { Status = random.Next(2) == 0 ? OrderStatus.Delivered : OrderStatus.Cancelled, RestIfNew = true },
        _ => Bought with { Total = random.Next(20, 60), Status = random.Next(2) == 0 ? OrderStatus.Delivered : OrderStatus.InProgress },
    };

    private static (OrderStatus, decimal, decimal, DateTimeOffset)? Folded(IEnumerable<ResolvedEvent> news)
    {
        var refunds = new OrderRefunds();
        var order = default(Order);
        foreach (var resolved in news) order = OrderRules.Apply(order, resolved, Guid.Empty, refunds.With(resolved.Event)) ?? order;
        return order is null ? null : (order.Status, order.Total, order.GrossTotal, order.ToldAt);
    }
}
