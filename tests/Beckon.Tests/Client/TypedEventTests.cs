using System.Text.Json;
using Beckon.Client;
using Beckon.Client.Events;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Kernel;
using ClientOrderStatus = Beckon.Client.OrderStatus;

namespace Beckon.Tests.Client;

/// <summary>The typed events of the client say what the catalogue has, no more and no less.</summary>
public sealed class TypedEventTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Order Bought = new() { Id = "5001", Total = 34.5m, Status = ClientOrderStatus.InProgress, Items = [new() { ProductId = "p-7", Discount = 1 }] };

    // With every member that is needed; the rest is found by what the source generator knows.
    private static readonly ShopEvent[] All =
    [
        new OrderCreated(Bought), new OrderCompleted(Bought), new OrderFulfilled(Bought), new OrderCanceled(Bought),
        new OrderRefunded(Bought),
        new CheckoutStarted(), new CartUpdated(), new CartAbandoned(), new CartConverted(), new CartStatusUpdated("pending"),
        new ActiveOnSite(), new ViewedPage(), new ViewedProduct { ProductId = "p-7" }, new ViewedBrand { Brand = "Kiln" }, new ViewedCategory { Category = "Kitchen" },
        new AddedToCart { ProductId = "p-7" }, new RemovedFromCart { ProductId = "p-7" }, new StartedProductReview { ProductId = "p-7" },
        new CompletedProductReview { ProductId = "p-7" },
        new CustomerCreated(), new CustomerUpdated(), new CustomerOptinStatusChanged { Channel = "sms", Subscribed = false },
        new BackInStock { ProductId = "p-7" }, new PriceDrop { ProductId = "p-7", Price = 15, PreviousPrice = 17 }, new NewProductAdded { ProductId = "p-7" },
        new LowInventory { ProductId = "p-7", Quantity = 0 },
        new CustomerCheckedIn(), new CustomerCheckedOut(), new CustomerAssignedToBudtender { BudtenderId = "bt-4" },
    ];

    [Fact]
    public void There_is_one_for_each_event_that_a_shop_can_tell() =>
        All.Select(one => one.Name).ShouldBe(
            EventCatalogue.All.Where(type => type.Group is not EventGroup.OrderStatus && !type.IsOwn).Select(type => type.Name));

    [Fact]
    public void Each_has_the_properties_of_the_catalogue()
    {
        foreach (var one in All)
        {
            EventCatalogue.TryFind(one.Name, out var type).ShouldBeTrue();
            var known = ClientJson.Default.GetTypeInfo(one.GetType()).ShouldNotBeNull();
            known.Properties.Where(property => property.Get is not null).Select(property => property.Name)
                .ShouldBe(type!.Properties.Select(property => property.Name), ignoreOrder: true, one.Name);
        }
    }

    [Fact]
    public void What_is_needed_is_enough_for_the_catalogue()
    {
        foreach (var one in All)
        {
            var sent = JsonElement.Parse(EventWriter.Write(Shopper.WithEmail("ada@example.com"), one, "m", Noon));
            var warnings = EventReview.WarningsOf(new CanonicalEvent
            {
                Id = Guid.Empty,
                SourceId = Guid.Empty,
                MessageId = "m",
                Name = one.Name,
                Status = sent.TryGetProperty("status", out var status) ? status.GetString() : null,
                OccurredAt = Noon,
                ReceivedAt = Noon,
                Properties = RawJson.From(sent.GetProperty("properties")),
            });
            (warnings ?? []).Where(warning => warning.Kind is not (WarningKind.NoOrder or WarningKind.NoCart)).ShouldBeEmpty(one.Name);
        }
    }

    [Fact]
    public void An_order_is_written_as_the_door_reads_it() =>
        Written(new OrderCompleted(Bought) { StoreId = "st-1", OccurredAt = Noon, Backfill = true }).ShouldBe(
            """
            {"event":"order_completed","messageId":"m","occurredAt":"2026-03-01T12:00:00+00:00","backfill":true,"email":"ada@example.com","order":{"id":"5001","total":34.5,"status":"IN_PROGRESS","items":[{"productId":"p-7","discount":1,"quantity":1}]},"properties":{"storeId":"st-1"}}
            """);

    [Fact]
    public void A_custom_event_may_hold_whatever_json_can_say() =>
        Written(new CustomEvent("tasted")
        {
            Properties = new Dictionary<string, object?>
            {
                ["text"] = "dark",
                ["number"] = 1.50m,
                ["flag"] = true,
                ["day"] = new DateOnly(2026, 3, 1),
                ["none"] = null,
                ["list"] = new object[] { 1, "a" },
                ["nested"] = new Dictionary<string, object?> { ["deep"] = 1L },
                ["raw"] = JsonElement.Parse("[{}]"),
            },
        }).ShouldEndWith("\"properties\":{\"text\":\"dark\",\"number\":1.50,\"flag\":true,\"day\":\"2026-03-01\",\"none\":null,\"list\":[1,\"a\"],\"nested\":{\"deep\":1},\"raw\":[{}]}}");

    [Fact]
    public void A_value_that_json_cannot_say_is_refused_at_once() =>
        Should.Throw<ArgumentException>(() => Written(new CustomEvent("tasted") { Properties = new Dictionary<string, object?> { ["it"] = Noon.TimeOfDay } }))
            .Message.ShouldContain("The property it is a TimeSpan");

    private static string Written(ShopEvent e) => System.Text.Encoding.UTF8.GetString(EventWriter.Write(Shopper.WithEmail("ada@example.com"), e, "m", Noon));
}
