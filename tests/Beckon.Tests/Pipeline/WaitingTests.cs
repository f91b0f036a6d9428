using Beckon.Campaigns;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Storage.Lanes;
using Beckon.Templates;

namespace Beckon.Tests.Pipeline;

/// <summary>What happens to runs while they wait, and when their time has come.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private const string Messages = "select status, coalesce(reason, '') from message where workspace_id = $1 order by id";
    private const string Runs = "select status, coalesce(reason, '') from flow_run where workspace_id = $1 order by triggered_at, event_id";

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_run_sends_when_its_time_has_come_and_not_before()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        var abandoned = _world.Abandoned(Ada, "c1");
        await _world.SendAsync(abandoned);
        await _world.FireAsync(abandoned.OccurredAt.AddMinutes(60).AddMilliseconds(-1));
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting "]);
        (await _world.RowsAsync(Messages)).ShouldBeEmpty();

        await _world.FireAsync(abandoned.OccurredAt.AddMinutes(60));
        (await _world.RowsAsync(Runs)).ShouldBe(["completed "]);
        (await _world.RowsAsync(Messages)).ShouldBe(["queued "]);
        await _world.FireAsync(abandoned.OccurredAt.AddDays(2));
        (await _world.RowsAsync(Messages)).ShouldBe(["queued "]);
    }

    [Fact]
    public async Task A_batch_in_which_a_run_begins_to_wait_rings_the_timers_which_find_the_first_that_is_due()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        var first = _world.Abandoned(Ada, "c1");
        await _world.ReceiveAsync(first, _world.Abandoned("bo@example.com", "c2"));
        using (var hold = _world.Enter())
        {
            var processed = await _world.Processor.ProcessAsync(hold, 100, new Dictionary<Guid, string>(), CancellationToken.None);
            processed.Rings.ShouldBe([new Lane(_world.WorkspaceId, LaneKind.Timers)]);
        }
        (await _world.FireAsync()).ShouldBe(new(0, 0, first.OccurredAt.AddMinutes(60)));
        (await _world.Timers.EarliestAsync([_world.WorkspaceId], CancellationToken.None)).ShouldBe([(_world.WorkspaceId, first.OccurredAt.AddMinutes(60))]);
    }

    [Theory]
    [InlineData("bought")]
    [InlineData("ordered")]
    public async Task A_purchase_ends_the_run_at_once(string how)
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.SendAsync(how == "bought" ? Bought(Ada, "c1") : _world.Ordered(Ada, "o1", OrderStatus.InProgress));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited bought"]);
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped bought"]);
        (await _world.RowsAsync("select trace -> -1 ->> 'seen' from message where workspace_id = $1")).ShouldBe(["bought"]);
    }

    [Fact]
    public async Task An_abandonment_and_its_purchase_may_come_in_one_batch()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"), Bought(Ada, "c1"), _world.Abandoned("bo@example.com", "c2"));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited bought", "waiting "]);
    }

    [Fact]
    public async Task Neither_an_older_order_nor_somebody_elses_nor_a_cancelled_one_ends_a_run()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        var old = _world.Ordered(Ada, "o0", OrderStatus.Delivered);
        await _world.SendAsync(_world.Event("custom"), _world.Event("custom"), _world.Abandoned(Ada, "c1"));
        await _world.SendAsync(old, _world.Ordered("bo@example.com", "o1", OrderStatus.Delivered), _world.Ordered(Ada, "o2", OrderStatus.Cancelled));
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting "]);
    }

    [Fact]
    public async Task The_same_cart_abandoned_again_starts_anew_and_sends_once()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.SendAsync(_world.Abandoned(Ada, "c2"));
        var again = _world.Abandoned(Ada, "c1");
        await _world.SendAsync(again);
        (await _world.RowsAsync(Runs)).ShouldBe(["exited restarted", "waiting ", "waiting "]);
        await _world.FireAsync(again.OccurredAt.AddMinutes(60));
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped restarted", "queued ", "queued "]);
    }

    // What changes a run is in the lane of its contact; that the cart is somebody else's by now is seen when the run goes on.
    [Fact]
    public async Task A_cart_that_somebody_else_abandons_or_buys_is_asked_for_once_and_only_of_them()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"), _world.Abandoned(Ada, "c2"));
        await _world.SendAsync(_world.Abandoned("bo@example.com", "c1"), Bought("bo@example.com", "c2"));
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting ", "waiting ", "waiting "]);
        await _world.FireAsync(PipelineWorld.Start.AddDays(1));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited restarted", "exited bought", "completed "]);
    }

    [Fact]
    public async Task Late_news_does_not_take_the_place_of_a_later_abandonment()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        var late = _world.Abandoned(Ada, "c1");
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.SendAsync(late);
        (await _world.RowsAsync(Runs)).ShouldBe(["exited restarted", "waiting "]);
    }

    [Fact]
    public async Task Loaded_history_ends_nothing_as_it_passes_by_and_is_seen_when_the_run_goes_on()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.SendAsync(_world.Ordered(Ada, "o1", OrderStatus.Delivered) with { Backfill = true });
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting "]);
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited bought"]);
    }

    [Fact]
    public async Task Who_unsubscribes_while_the_run_waits_gets_nothing()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.RunAsync("update consent set status = 'unsubscribed' where workspace_id = $1", _world.WorkspaceId);
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped unsubscribed"]);
    }

    [Fact]
    public async Task A_run_of_a_browser_goes_on_for_the_person_it_turns_out_to_be()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Event(EventNames.ActiveOnSite, e => e with { Who = new Identifiers { Email = Ada } }));
        await _world.SendAsync(_world.Abandoned(Ada, "c1") with { Who = new Identifiers { AnonymousId = "a1" } });
        await _world.SendAsync(_world.Event(EventNames.ActiveOnSite, e => e with { Who = new Identifiers { AnonymousId = "a1", Email = Ada } }));
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync("select m.status, c.email from message m join contact c on c.workspace_id = $1 and c.id = m.contact_id where m.workspace_id = $1"))
            .ShouldBe([$"queued {Ada}"]);
    }

    // Whose order it was is known only after the abandonment: what the batch knows at its end must not be taken for what it knew then.
    [Fact]
    public async Task An_order_of_a_browser_ends_no_run_of_the_person_it_later_in_the_batch_turns_out_to_be()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        var order = _world.Ordered("x", "o1", OrderStatus.Delivered) with { Who = new Identifiers { AnonymousId = "a1" } };
        _world.Event("custom");
        var again = _world.Abandoned(Ada, "c1");
        await _world.SendAsync(
            order, again, _world.Event(EventNames.ActiveOnSite, e => e with { Who = new Identifiers { AnonymousId = "a1", Email = Ada } }));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited restarted", "waiting "]);
    }

    [Fact]
    public async Task Of_two_nameless_carts_that_become_one_only_the_later_abandonment_sends()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, ""));
        await _world.SendAsync(_world.Abandoned(Ada, "") with { Who = new Identifiers { AnonymousId = "a1" } });
        await _world.SendAsync(_world.Event(EventNames.ActiveOnSite, e => e with { Who = new Identifiers { AnonymousId = "a1", Email = Ada } }));
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited restarted", "completed "]);
        (await _world.RowsAsync("select count(*) from message m join cart k on k.workspace_id = $1 and k.id = m.cart_id where m.workspace_id = $1")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_run_finishes_on_the_version_it_began_on()
    {
        var campaign = await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        var flow = await _world.OneIdAsync("select id from flow where workspace_id = $1");
        await using (var connection = await _world.Source.OpenConnectionAsync())
        {
            var next = CampaignFlow.OfAbandonedCart(campaign, Guid.CreateVersion7(), TemplateChannel.Email, new CampaignSettings());
            await FlowStore.PublishAsync(connection, _world.WorkspaceId, flow, next, PipelineWorld.Start, CancellationToken.None);
        }
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync("select flow_version, status from message where workspace_id = $1")).ShouldBe(["1 queued"]);
    }

    // A node that has not heard of the pause yet may have begun it.
    [Fact]
    public async Task A_run_of_a_flow_that_is_not_live_any_more_ends_without_a_message()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.RunAsync("update flow set status = 'paused' where workspace_id = $1", _world.WorkspaceId);
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync(Runs)).ShouldBe(["exited paused"]);
        (await _world.RowsAsync(Messages)).ShouldBe(["skipped paused"]);
    }

    [Fact]
    public async Task One_run_that_cannot_go_on_stops_only_itself_and_says_why()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        for (var i = 0; i < 7; i++) await _world.SendAsync(_world.Abandoned($"shopper{i}@example.com", $"c{i}"));
        await _world.RunAsync("update flow_run set step = 'gone' where workspace_id = $1 and key = 'c4'", _world.WorkspaceId);
        await _world.FireAsync(PipelineWorld.Start.AddHours(2));
        (await _world.RowsAsync("select key, reason, detail from flow_run where workspace_id = $1 and status <> 'completed'"))
            .ShouldBe(["c4 cannot_go_on Its version of the flow has no step “gone”."]);
        (await _world.RowsAsync("select count(*) from message where workspace_id = $1 and status = 'queued'")).ShouldBe(["6"]);
        (await _world.FireAsync()).ShouldBe(new(0, 0, null));
    }

    [Fact]
    public async Task More_than_fit_into_one_transaction_go_on_oldest_first()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync([.. Enumerable.Range(0, 620).Select(i => _world.Abandoned($"shopper{i}@example.com", $"c{i}"))]);
        _world.Time.Advance(TimeSpan.FromDays(3));
        var first = await _world.FireAsync();
        (first.Runs, first.Messages).ShouldBe((500, 500));
        (await _world.RowsAsync("select max(due_at) filter (where status = 'completed') < min(due_at) filter (where status = 'waiting') from flow_run where workspace_id = $1"))
            .ShouldBe(["True"]);
        (await _world.FireAsync()).ShouldBe(new(120, 120, null));
    }

    [Fact]
    public async Task A_timer_leaves_alone_what_an_event_is_about_to_end_and_comes_back_to_it()
    {
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await _world.SendAsync(_world.Abandoned("bo@example.com", "c2"));
        var ada = await _world.OneIdAsync("select contact_id from flow_run where workspace_id = $1 and key = 'c1'");
        _world.Time.Advance(TimeSpan.FromDays(1));
        await using (var connection = await _world.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            (await FlowRunStore.TakeAsync(connection, _world.WorkspaceId, [ada], CancellationToken.None)).ShouldHaveSingleItem();
            (await _world.FireAsync()).Runs.ShouldBe(1);
            (await _world.RowsAsync(Runs)).ShouldBe(["waiting ", "completed "]);
        }
        (await _world.FireAsync()).Runs.ShouldBe(1);
    }

    [Fact]
    public async Task Events_and_timers_at_the_same_time_never_both_act_on_a_run()
    {
        const int Carts = 60;
        await _world.GoLiveAsync(delayMinutes: 60);
        await _world.SendAsync([.. Enumerable.Range(0, Carts).Select(i => _world.Abandoned($"shopper{i}@example.com", $"c{i}"))]);
        var purchases = Enumerable.Range(0, Carts).Reverse().Select(i => Bought($"shopper{i}@example.com", $"c{i}")).ToList();
        await Task.WhenAll(
            Task.Run(async () =>
            {
                foreach (var some in purchases.Chunk(4)) await _world.SendAsync(some);
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < Carts; i++) await _world.FireAsync(PipelineWorld.Start.AddMinutes(61 + i));
            }));
        await _world.FireAsync(PipelineWorld.Start.AddDays(1));
        const string Pairs =
            """
            select r.status, m.status, count(*) from flow_run r join message m on m.workspace_id = $1 and m.run_id = r.id
            where r.workspace_id = $1 group by 1, 2 order by 1
            """;
        var pairs = (await _world.RowsAsync(Pairs)).ConvertAll(row => row.Split(' '));
        pairs.ConvertAll(pair => $"{pair[0]} {pair[1]}").Except(["completed queued", "exited skipped"]).ShouldBeEmpty();
        pairs.Sum(pair => int.Parse(pair[2], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(Carts);
    }

    private CanonicalEvent Bought(string email, string cart) => _world.Event(EventNames.CartConverted, e => e with
    {
        Who = new Identifiers { Email = email },
        Cart = new CartChange { ExternalId = cart, Status = CartStatus.Converted },
    });
}
