using Beckon.Events;
using Beckon.Kernel;
using Beckon.Pipeline;

namespace Beckon.Tests.Pipeline;

public sealed class AbandonedCartTests : IAsyncLifetime
{
    private const string Messages = "select status, coalesce(reason, '') from message where workspace_id = $1 order by id";

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_abandoned_cart_makes_one_message()
    {
        await _world.GoLiveAsync();
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        (await _world.RowsAsync(Messages)).ShouldBe(["queued "]);
    }

    [Fact]
    public async Task A_repeated_delivery_has_no_second_effect()
    {
        await _world.GoLiveAsync();
        var e = _world.Abandoned("ada@example.com", "c1");
        await _world.SendAsync(e);
        await _world.SendAsync(e with { Id = Guid.CreateVersion7() });
        (await _world.RowsAsync(Messages)).ShouldBe(["queued "]);
        (await _world.RowsAsync("select name, count from trait where workspace_id = $1")).ShouldBe(["cart_abandoned 1"]);
    }

    [Fact]
    public async Task A_sender_without_ids_counts_again_after_its_window()
    {
        await _world.GoLiveAsync();
        var e = _world.Abandoned("ada@example.com", "") with { MessageId = "same", RepeatsAfter = TimeSpan.FromHours(1) };
        await _world.SendAsync(e);
        await _world.SendAsync(Again(59));
        await _world.SendAsync(Again(61));
        (await _world.RowsAsync(Messages)).ShouldBe(["queued ", "queued "]);

        CanonicalEvent Again(int minutes) => e with
        {
            Id = Guid.CreateVersion7(),
            OccurredAt = e.OccurredAt.AddMinutes(minutes),
            ReceivedAt = e.ReceivedAt.AddMinutes(minutes),
        };
    }

    [Fact]
    public async Task Each_new_abandonment_sends_again()
    {
        await _world.GoLiveAsync();
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        (await _world.RowsAsync(Messages)).ShouldBe(["queued ", "queued "]);
    }

    [Fact]
    public async Task News_of_an_abandonment_before_the_purchase_sends_nothing()
    {
        await _world.GoLiveAsync();
        var abandoned = _world.Abandoned("ada@example.com", "c1");
        var bought = _world.Event(EventNames.CartConverted, e => e with
        {
            Who = new Identifiers { Email = "ada@example.com" },
            Cart = new CartChange { ExternalId = "c1", Status = CartStatus.Converted },
        });
        await _world.SendAsync(bought);
        await _world.SendAsync(abandoned);
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped cart_not_abandoned"]);
    }

    [Fact]
    public async Task Somebody_who_is_not_subscribed_is_skipped_with_the_reason()
    {
        await _world.RunAsync("update workspace set email_consent_default = 'unsubscribed' where id = $1", _world.WorkspaceId);
        await _world.GoLiveAsync();
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped not_subscribed"]);
    }

    [Fact]
    public async Task An_abandonment_of_last_year_sends_nothing()
    {
        await _world.GoLiveAsync();
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1", PipelineWorld.Start.AddYears(-1)));
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped too_old"]);
    }

    [Fact]
    public async Task A_delivered_order_after_a_click_is_credited_and_a_cancellation_takes_it_back()
    {
        await _world.GoLiveAsync();
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        var message = await _world.OneIdAsync("select id from message where workspace_id = $1");
        await _world.SendAsync(_world.Feedback(EventNames.MessageClicked, message));
        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Delivered));

        const string Revenue =
            """
            select c.touch, o.total from order_credit c
            join shop_order o on o.workspace_id = $1 and o.id = c.order_id and o.status = 'DELIVERED' where c.workspace_id = $1
            """;
        (await _world.RowsAsync(Revenue)).ShouldBe(["click 50.00"]);
        (await _world.RowsAsync("select order_count, order_total from contact where workspace_id = $1")).ShouldBe(["1 50.00"]);

        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Cancelled));
        (await _world.RowsAsync(Revenue)).ShouldBeEmpty();
        (await _world.RowsAsync("select order_count, order_total from contact where workspace_id = $1")).ShouldBe(["0 0.00"]);
    }

    [Fact]
    public async Task An_order_before_the_click_is_not_credited()
    {
        await _world.GoLiveAsync();
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        var message = await _world.OneIdAsync("select id from message where workspace_id = $1");
        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Delivered));
        await _world.SendAsync(_world.Feedback(EventNames.MessageClicked, message));
        (await _world.RowsAsync("select order_id from order_credit where workspace_id = $1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_bad_event_is_set_aside_and_the_rest_goes_on()
    {
        var bad = _world.Event("custom", e => e with { Who = new Identifiers { Email = "b@example.com" }, Properties = RawJson.Parse("{\"a\":\"\\u0000\"}") });
        var events = new[] { _world.Abandoned("a@example.com", "c1"), bad, _world.Abandoned("c@example.com", "c2") };
        await _world.ReceiveAsync(events);

        using var hold = _world.Enter();
        var found = await _world.Processor.FindPoisonAsync(hold, 100, new Dictionary<Guid, string>(), CancellationToken.None);
        found.ShouldNotBeNull().EventId.ShouldBe(bad.Id);
        Poison.InWords(found.Cause).ShouldBe("A text has a character that cannot be kept. The database says: unsupported Unicode escape sequence.");
        await _world.Processor.ProcessAsync(hold, 100, new Dictionary<Guid, string> { [bad.Id] = "why" }, CancellationToken.None);
        (await _world.RowsAsync("select name from event where workspace_id = $1")).ShouldBe(["cart_abandoned", "cart_abandoned"]);
        (await _world.RowsAsync("select reason from dead_letter where workspace_id = $1")).ShouldBe(["why"]);
        (await _world.RowsAsync("select id from inbox where workspace_id = $1")).ShouldBeEmpty();
    }
}
