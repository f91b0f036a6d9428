using Beckon.Events;
using Beckon.Orders;
using Beckon.Storage;

namespace Beckon.Tests.Pipeline;

/// <summary>Carts that are left alone: the clock is the test's, so that every second counts.</summary>
public sealed class IdleCartTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private const string Told = "select occurred_at, properties ->> 'derivedBy' from event where workspace_id = $1 and name = 'cart_abandoned' order by occurred_at";
    private const string Carts = "select external_id, status from cart where workspace_id = $1 order by external_id";
    private const string Waiting = "select external_id from cart where workspace_id = $1 and idle_at is not null order by external_id";

    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private PipelineWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PipelineWorld.CreateAsync();
        await ConnectAsync(_world.SourceId, "60");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_cart_counts_as_abandoned_at_its_time_and_not_before()
    {
        var changed = Changed(Ada, "c1");
        await _world.SendAsync(changed);
        (await _world.IdleCarts.EarliestAsync([_world.WorkspaceId], CancellationToken.None)).ShouldBe([(_world.WorkspaceId, changed.OccurredAt + Hour)]);
        (await _world.LeaveAloneAsync(changed.OccurredAt + Hour - Moment)).ShouldBe(0);
        (await _world.RowsAsync(Carts)).ShouldBe(["c1 open"]);

        (await _world.LeaveAloneAsync(changed.OccurredAt + Hour)).ShouldBe(1);
        (await _world.RowsAsync(Carts)).ShouldBe(["c1 abandoned"]);
        (await _world.RowsAsync(Told)).ShouldBe([$"{(changed.OccurredAt + Hour).UtcDateTime:MM/dd/yyyy HH:mm:ss} beckon"]);
        (await _world.RowsAsync("select c.email, e.properties #>> '{cart,items,0,productId}' from event e join contact c on c.workspace_id = $1 and c.id = e.contact_id where e.workspace_id = $1 and e.name = 'cart_abandoned'"))
            .ShouldBe([$"{Ada} p1"]);
        (await _world.LeaveAloneAsync(changed.OccurredAt.AddDays(3))).ShouldBe(0);
    }

    [Fact]
    public async Task Every_change_begins_the_wait_anew_and_each_quiet_time_counts_once()
    {
        var first = Changed(Ada, "c1");
        await _world.SendAsync(first);
        var second = Changed(Ada, "c1", first.OccurredAt.AddMinutes(50));
        await _world.SendAsync(second);
        (await _world.LeaveAloneAsync(first.OccurredAt + Hour)).ShouldBe(0);
        (await _world.LeaveAloneAsync(second.OccurredAt + Hour)).ShouldBe(1);

        var again = Changed(Ada, "c1", second.OccurredAt.AddHours(5));
        await _world.SendAsync(again);
        (await _world.RowsAsync(Carts)).ShouldBe(["c1 open"]);
        (await _world.LeaveAloneAsync(again.OccurredAt + Hour)).ShouldBe(1);
        (await _world.RowsAsync(Told)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_starts_campaigns_as_any_other_abandonment_does()
    {
        await _world.GoLiveAsync();
        var changed = Changed(Ada, "c1");
        await _world.SendAsync(changed);
        await _world.LeaveAloneAsync(changed.OccurredAt + Hour);
        (await _world.RowsAsync("select status from message where workspace_id = $1")).ShouldBe(["queued"]);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("bought")]
    [InlineData("history")]
    [InlineData("replayed")]
    [InlineData("abandoned by the platform")]
    [InlineData("without a time")]
    public async Task There_is_nothing_to_wait_for(string why)
    {
        var changed = Changed(Ada, "c1");
        if (why == "without a time") await SettleAsync(null);
        await _world.SendAsync(why switch
        {
            "history" => changed with { Backfill = true },
            "replayed" => changed with { Replayed = true },
            _ => changed,
        });
        if (why == "empty") await _world.SendAsync(With(Changed(Ada, "c1"), cart => cart with { Items = [] }));
        if (why == "bought") await _world.SendAsync(With(Changed(Ada, "c1"), cart => cart with { Status = CartStatus.Converted }));
        if (why == "abandoned by the platform") await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        (await _world.RowsAsync(Waiting)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("same contact")]
    [InlineData("same cart, another contact")]
    [InlineData("order before the cart was heard of")]
    [InlineData("same cart, another source")]
    public async Task Who_has_bought_is_not_told_of(string how)
    {
        const string Token = "b6f1c0de-77aa-4a51-9d0c-0e7a1f6c9a11";
        var changed = Changed(Ada, Token);
        var order = how switch
        {
            "same contact" => _world.Ordered(Ada, "o1", OrderStatus.InProgress),
            "order before the cart was heard of" => Of(Token, "bo@example.com"),
            "same cart, another contact" => With(Of(Token, "bo@example.com"), cart => cart),
            _ => Of(Token, "bo@example.com") with { SourceId = Guid.CreateVersion7() },
        };
        if (how == "order before the cart was heard of") await _world.SendAsync(order, changed);
        else await _world.SendAsync(changed, order);
        await _world.LeaveAloneAsync(changed.OccurredAt + Hour + Hour);
        (await _world.RowsAsync(Told)).ShouldBeEmpty();
        (await _world.RowsAsync(Waiting)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Neither_an_older_order_nor_a_cancelled_one_nor_a_short_cart_id_of_another_source_stands_in_the_way()
    {
        var old = _world.Ordered(Ada, "o1", OrderStatus.Delivered);
        _world.Event("custom");
        _world.Event("custom");
        var changed = Changed(Ada, "7");
        await _world.SendAsync(old, changed, _world.Ordered(Ada, "o2", OrderStatus.Cancelled), Of("7", "bo@example.com") with { SourceId = Guid.CreateVersion7() });
        await _world.LeaveAloneAsync(changed.OccurredAt + Hour);
        (await _world.RowsAsync(Told)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_time_counts_for_carts_that_are_waiting_and_none_ends_their_wait()
    {
        var changed = Changed(Ada, "c1");
        await _world.SendAsync(changed);
        await SettleAsync("10");
        (await _world.IdleCarts.EarliestAsync([_world.WorkspaceId], CancellationToken.None)).ShouldBe([(_world.WorkspaceId, changed.OccurredAt.AddMinutes(10))]);
        await SettleAsync(null);
        (await _world.IdleCarts.EarliestAsync([_world.WorkspaceId], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_carts_of_a_disconnected_source_are_let_go()
    {
        var changed = Changed(Ada, "c1");
        await _world.SendAsync(changed);
        await _world.RunAsync("update source set disconnected_at = now() where workspace_id = $1", _world.WorkspaceId);
        (await _world.LeaveAloneAsync(changed.OccurredAt + Hour)).ShouldBe(1);
        (await _world.RowsAsync(Told)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_nameless_cart_of_a_browser_is_told_of_for_the_person_it_turned_out_to_be()
    {
        var changed = Changed(Ada, "") with { Who = new Identifiers { AnonymousId = "browser-1" } };
        await _world.SendAsync(changed);
        await _world.SendAsync(_world.Event(EventNames.CustomerUpdated, e => e with { Who = new Identifiers { Email = Ada } }));
        await _world.SendAsync(_world.Event(EventNames.CustomerUpdated, e => e with { Who = new Identifiers { AnonymousId = "browser-1", Email = Ada } }));
        (await _world.LeaveAloneAsync(changed.OccurredAt + Hour)).ShouldBe(1);
        (await _world.RowsAsync("select k.status, c.email from cart k join contact c on c.workspace_id = $1 and c.id = k.contact_id where k.workspace_id = $1")).ShouldBe([$"abandoned {Ada}"]);
    }

    [Fact]
    public async Task A_cart_that_an_event_is_about_to_change_is_left_to_it()
    {
        var changed = Changed(Ada, "c1");
        await _world.SendAsync(changed, Changed("bo@example.com", "c2"));
        await using (var connection = await _world.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await connection.Command("select from cart where workspace_id = $1 and external_id = 'c1' for update").With(_world.WorkspaceId).RunAsync(CancellationToken.None);
            (await _world.LeaveAloneAsync(changed.OccurredAt.AddHours(2))).ShouldBe(1);
        }
        (await _world.LeaveAloneAsync(changed.OccurredAt.AddHours(2))).ShouldBe(1);
        (await _world.RowsAsync(Told)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Many_at_once_are_told_of_in_parts_and_each_once()
    {
        const int Many = 2_300;
        await _world.SendAsync([.. Enumerable.Range(0, Many).Select(i => Changed($"shopper{i}@example.com", $"c{i}", PipelineWorld.Start))]);
        (await _world.LeaveAloneAsync(PipelineWorld.Start.AddDays(3))).ShouldBe(Many);
        (await _world.RowsAsync("select count(*), count(distinct contact_id) from event where workspace_id = $1 and name = 'cart_abandoned'")).ShouldBe([$"{Many} {Many}"]);
        (await _world.RowsAsync("select count(*) from raw_payload where workspace_id = $1")).ShouldBe(["3"]);
    }

    [Fact]
    public async Task Told_twice_it_counts_once()
    {
        var changed = Changed(Ada, "c1");
        await _world.SendAsync(changed);
        await _world.LeaveAloneAsync(changed.OccurredAt + Hour);
        await _world.RunAsync("update cart set idle_at = changed_at, status = 'open', changed_at = changed_at - interval '60 minutes' where workspace_id = $1", _world.WorkspaceId);
        (await _world.LeaveAloneAsync(changed.OccurredAt + Hour)).ShouldBe(1);
        (await _world.RowsAsync(Told)).Count.ShouldBe(1);
    }

    private CanonicalEvent Changed(string email, string cart, DateTimeOffset? at = null) => _world.Event(EventNames.CartUpdated, e => e with
    {
        OccurredAt = at ?? e.OccurredAt,
        Who = new Identifiers { Email = email },
        Cart = new CartChange { ExternalId = cart, Status = CartStatus.Open, Items = [new LineItem { ProductId = "p1", Price = 12 }] },
    });

    private CanonicalEvent Of(string cart, string email) =>
        _world.Ordered(email, "o9", OrderStatus.InProgress) with { Cart = new CartChange { ExternalId = cart, Status = CartStatus.Converted } };

    private static CanonicalEvent With(CanonicalEvent e, Func<CartChange, CartChange> change) => e with { Cart = change(e.Cart!) };

    private Task<int> ConnectAsync(Guid source, string minutes) => _world.RunAsync(
        """
        insert into source (workspace_id, id, kind, name, cart_abandonment, settings, created_at)
        values ($1, $2, 'browser', 'Website', 'dynamic', jsonb_build_object('abandonAfterMinutes', $3), now())
        """,
        _world.WorkspaceId, source, minutes);

    private async Task SettleAsync(string? minutes)
    {
        await _world.RunAsync("update source set settings = jsonb_strip_nulls(jsonb_build_object('abandonAfterMinutes', nullif($2, ''))) where workspace_id = $1", _world.WorkspaceId, minutes ?? "");
        await using var connection = await _world.Source.OpenConnectionAsync();
        int? number = minutes is null ? null : int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture);
        await IdleCartStore.RescheduleAsync(connection, _world.WorkspaceId, _world.SourceId, number, CancellationToken.None);
    }
}
