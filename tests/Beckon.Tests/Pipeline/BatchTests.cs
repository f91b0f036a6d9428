using Beckon.Events;
using Beckon.Storage.Lanes;

namespace Beckon.Tests.Pipeline;

/// <summary>What must not depend on which events came together, as single stories; <see cref="ParallelEqualsSequentialTests"/> looks for more.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    private const string Messages = "select status, coalesce(reason, '') from message where workspace_id = $1 order by event_id";

    private PipelineWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PipelineWorld.CreateAsync();
        await _world.GoLiveAsync();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_address_that_comes_later_in_the_batch_is_too_late_for_the_abandonment()
    {
        await _world.SendAsync(
            Cart(new Identifiers { CustomerId = "7" }, "c1", CartStatus.Abandoned),
            Seen(new Identifiers { CustomerId = "7", Email = "ada@example.com" }));
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped no_address"]);
    }

    [Fact]
    public async Task The_same_message_id_counts_twice_in_a_batch_when_its_window_has_passed_between()
    {
        var first = _world.Abandoned("ada@example.com", "c1") with { RepeatsAfter = TimeSpan.FromHours(1) };
        await _world.SendAsync(first, Again(first, 59), Again(first, 61));
        (await _world.RowsAsync(Messages)).ShouldBe(["queued ", "queued "]);
    }

    [Fact]
    public async Task A_merge_in_the_batch_that_made_the_browser_known_is_journalled_with_its_identifiers()
    {
        await _world.SendAsync(Seen(new Identifiers { Email = "ada@example.com" }));
        await _world.SendAsync(
            Seen(new Identifiers { AnonymousId = "a1" }), Seen(new Identifiers { AnonymousId = "a1", Email = "ada@example.com" }));
        (await _world.RowsAsync("select jsonb_array_length(identifiers), identifiers -> 0 ->> 'value' from contact_merge where workspace_id = $1"))
            .ShouldBe(["1 a1"]);
    }

    [Fact]
    public async Task A_conflict_is_listed_once_however_often_a_batch_shows_it()
    {
        await _world.SendAsync(
            Seen(new Identifiers { CustomerId = "c1", Email = "ada@example.com" }), Seen(new Identifiers { CustomerId = "c2", Phone = "+15550001" }));
        var both = new Identifiers { Email = "ada@example.com", Phone = "+15550001" };
        await _world.SendAsync(Seen(both), Seen(both));
        (await _world.RowsAsync("select count(*) from identity_conflict where workspace_id = $1")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task The_nameless_cart_of_a_browser_becomes_that_of_the_person_who_logs_in()
    {
        await _world.SendAsync(Seen(new Identifiers { Email = "ada@example.com" }));
        await _world.SendAsync(
            Cart(new Identifiers { AnonymousId = "a1" }, "", CartStatus.Open),
            Cart(new Identifiers { AnonymousId = "a1", Email = "ada@example.com" }, "", CartStatus.Abandoned));
        (await _world.RowsAsync("select k.status, c.email from cart k join contact c on c.workspace_id = $1 and c.id = k.contact_id where k.workspace_id = $1"))
            .ShouldBe(["abandoned ada@example.com"]);
    }

    [Fact]
    public async Task Of_two_nameless_carts_that_become_one_the_later_news_stands()
    {
        await _world.SendAsync(Cart(new Identifiers { Email = "ada@example.com" }, "", CartStatus.Abandoned));
        await _world.SendAsync(Cart(new Identifiers { AnonymousId = "a1" }, "", CartStatus.Converted));
        await _world.SendAsync(Seen(new Identifiers { AnonymousId = "a1", Email = "ada@example.com" }));
        (await _world.RowsAsync("select k.status, m.status from cart k left join message m on m.workspace_id = $1 and m.cart_id = k.id where k.workspace_id = $1"))
            .ShouldBe(["converted queued"]);
    }

    [Fact]
    public async Task Orders_of_a_browser_count_for_the_person_it_turns_out_to_be()
    {
        await _world.SendAsync(Seen(new Identifiers { Email = "ada@example.com" }));
        await _world.SendAsync(_world.Ordered("x", "o1", OrderStatus.Delivered) with { Who = new Identifiers { AnonymousId = "a1" } });
        await _world.SendAsync(Seen(new Identifiers { AnonymousId = "a1", Email = "ada@example.com" }));
        (await _world.RowsAsync("select order_count, order_total from contact where workspace_id = $1 and email is not null")).ShouldBe(["1 50.00"]);
    }

    [Fact]
    public async Task An_order_that_is_delivered_again_after_the_window_keeps_no_old_credit()
    {
        await _world.SendAsync(_world.Abandoned("ada@example.com", "c1"));
        var message = await _world.OneIdAsync("select id from message where workspace_id = $1");
        await _world.SendAsync(_world.Feedback(EventNames.MessageClicked, message));
        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Delivered));
        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Cancelled));
        var later = _world.Ordered("ada@example.com", "o1", OrderStatus.Delivered);
        await _world.SendAsync(later with { OccurredAt = later.OccurredAt.AddDays(6), ReceivedAt = later.ReceivedAt.AddDays(6) });
        (await _world.RowsAsync("select touch from order_credit where workspace_id = $1")).ShouldBeEmpty();
    }

    // Numbers are given before the commit: another node's row may come late under a lower one, and must not wait until the backlog is gone.
    [Fact]
    public async Task A_row_that_comes_late_under_a_lower_number_is_next_although_others_were_read_ahead()
    {
        var (late, first, second, third) = (Mail("a"), Mail("b"), Mail("c"), Mail("d"));
        await _world.ReceiveAsync(late);
        // Out of sight, as before its commit.
        await _world.RunAsync("update inbox set partition = 99 where workspace_id = $1", _world.WorkspaceId);
        foreach (var e in new[] { first, second, third }) await _world.ReceiveAsync(e);
        using var hold = _world.Enter();
        (await TakeOneAsync(hold)).ShouldBe(first.Id);
        await _world.RunAsync("update inbox set partition = 0 where workspace_id = $1", _world.WorkspaceId);
        (await TakeOneAsync(hold)).ShouldBe(late.Id);
        (await TakeOneAsync(hold)).ShouldBe(second.Id);
        (await TakeOneAsync(hold)).ShouldBe(third.Id);
    }

    private CanonicalEvent Mail(string name) => Seen(new Identifiers { Email = $"{name}@example.com" });

    private async Task<Guid?> TakeOneAsync(LaneHold hold) =>
        (await _world.Processor.ProcessAsync(hold, 1, new Dictionary<Guid, string>(), CancellationToken.None)).Latest;

    private CanonicalEvent Seen(Identifiers who) => _world.Event(EventNames.ActiveOnSite, e => e with { Who = who });

    private CanonicalEvent Cart(Identifiers who, string id, CartStatus status) => _world.Event(
        status == CartStatus.Abandoned ? EventNames.CartAbandoned : EventNames.CartUpdated,
        e => e with { Who = who, Cart = new CartChange { ExternalId = id, Status = status } });

    private static CanonicalEvent Again(CanonicalEvent e, int minutes) => e with
    {
        Id = Guid.CreateVersion7(e.ReceivedAt.AddMinutes(minutes)),
        OccurredAt = e.OccurredAt.AddMinutes(minutes),
        ReceivedAt = e.ReceivedAt.AddMinutes(minutes),
    };
}
