using Beckon.Audiences.Language;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Kernel;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>Quiet hours and frequency caps over all flows together. The clock starts at ten in the morning.</summary>
public sealed class HeldTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private const string Messages = "select step, status, coalesce(reason, '') from message where workspace_id = $1 order by created_at, step";
    private const string Runs = "select status, coalesce(reason, ''), coalesce(step, ''), to_char(due_at at time zone 'UTC', 'MM-DD HH24:MI') from flow_run where workspace_id = $1 order by flow_id, id";

    private static readonly QuietHours Night = new(new TimeOnly(21, 0), new TimeOnly(9, 0));

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_run_stands_before_its_message_through_the_night_and_goes_on_from_there()
    {
        await _world.RuleAsync(new SendingRules { QuietHours = Night });
        await _world.PublishAsync(Flow([Wait(12), Send("first"), Wait(1), Send("second")]));
        await _world.SendAsync(Happens("came"));

        await FireAsync(At(2, 22));
        (await _world.RowsAsync(Messages)).ShouldBeEmpty();
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting  first 03-03 09:00"]);
        (await _world.RowsAsync("select trace -> -2 ->> 'rule' from flow_run where workspace_id = $1")).ShouldBe(["is not in quiet hours (21:00 to 09:00 in UTC)"]);

        await FireAsync(At(3, 9));
        (await _world.RowsAsync(Messages)).ShouldBe(["first queued "]);
        // The next wait counts from the message, not from when it was put off.
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting  wait1 03-03 10:00"]);
    }

    [Fact]
    public async Task It_is_the_night_of_where_they_are()
    {
        await _world.RuleAsync(new SendingRules { QuietHours = Night });
        await _world.PublishAsync(Flow([Send("hello")]));
        await _world.SendAsync(Happens("came"), Happens("other", "tokyo@example.com"), Happens("other", "mars@example.com"));
        await ZoneAsync("tokyo@example.com", "Asia/Tokyo");
        await ZoneAsync("mars@example.com", "Mars/Olympus");
        await FireAsync(At(2, 12, 30));
        await _world.SendAsync(Happens("came", "tokyo@example.com"), Happens("came", "mars@example.com"));
        await FireAsync(At(2, 12, 40));

        // It is half past nine in the evening in Tokyo. A zone that there is none of stops nothing.
        (await _world.RowsAsync("select c.email, m.status from message m join contact c on c.workspace_id = $1 and c.id = m.contact_id where m.workspace_id = $1 order by 1"))
            .ShouldBe(["ada@example.com queued", "mars@example.com queued"]);
        (await _world.RowsAsync(Runs)).ShouldContain("waiting  hello 03-03 00:00");
    }

    [Fact]
    public async Task Two_flows_together_write_as_often_as_the_cap_allows_and_the_one_that_comes_first_goes_first()
    {
        await _world.RuleAsync(new SendingRules { Caps = [new FrequencyCap(1, 24)] });
        await _world.PublishAsync(Flow([Send("low")]) with { Priority = FlowPriority.Low });
        await _world.PublishAsync(Flow([Send("normal")]));
        await _world.PublishAsync(Flow([Send("high")]) with { Priority = FlowPriority.High });
        await _world.SendAsync(Happens("came"));

        await FireAsync(At(2, 10, 1));
        (await _world.RowsAsync(Messages)).ShouldBe(["high queued "]);
        await SentAsync();
        await FireAsync(At(3, 10, 2));
        (await _world.RowsAsync(Messages)).ShouldBe(["high sent ", "normal queued "]);
        await SentAsync();
        await FireAsync(At(4, 10, 3));
        (await _world.RowsAsync(Messages)).ShouldBe(["high sent ", "normal sent ", "low queued "]);
    }

    [Fact]
    public async Task Somebody_who_leaves_or_begins_anew_while_the_message_is_put_off_does_not_get_it()
    {
        await _world.RuleAsync(new SendingRules { QuietHours = new QuietHours(new TimeOnly(10, 0), new TimeOnly(20, 0)) });
        await _world.PublishAsync(Flow([Send("hello")]) with { Exits = new FlowExits { Events = [new EventTest("left")] } });
        await _world.PublishAsync(Flow([Send("cart")]) with { Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)) });
        await _world.SendAsync(Happens("came"), _world.Abandoned(Ada, "c1"));
        await FireAsync(At(2, 11));
        await _world.SendAsync(Happens("left"), _world.Abandoned(Ada, "c1"));
        await FireAsync(At(2, 20));
        (await _world.RowsAsync(Messages)).ShouldBe(["cart queued "]);
        (await _world.RowsAsync("select status, coalesce(reason, ''), step from flow_run where workspace_id = $1 order by 1, 2")).ShouldBe(["completed  cart", "exited left hello", "exited restarted cart"]);
    }

    [Fact]
    public async Task What_takes_people_out_reaches_a_message_that_waits_for_its_server_to_work_again()
    {
        await _world.PublishAsync(Flow([Send("hello")]) with { Exits = new FlowExits { Events = [new EventTest("left")] } });
        await _world.SendAsync(Happens("came"), Happens("came", "bo@example.com"));
        await _world.SendAsync(Happens("left"));
        (await _world.RowsAsync(Messages)).ShouldBe(["hello queued ", "hello queued "], "it goes out in the next moment");
        await _world.RunAsync(
            "insert into channel_circuit (workspace_id, kind, channel_version, failures, openings, since, next_try_at, error) values ($1, 'email', 1, 5, 1, now(), now(), 'gone')", _world.WorkspaceId);
        await _world.SendAsync(Happens("left"));
        (await _world.RowsAsync(Messages)).ShouldBe(["hello queued ", "hello skipped left"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_events_come_together_or_one_by_one_what_goes_out_in_the_next_moment_goes_out(bool together)
    {
        await _world.PublishAsync(Flow([Send("hello"), new WaitStep("wait", new Duration(1, TimeUnit.Days)), Send("again")]) with { Exits = new FlowExits { Events = [new EventTest("left")] } });
        CanonicalEvent[] events = [Happens("came"), Happens("left")];
        foreach (var some in events.Chunk(together ? 2 : 1)) await _world.SendAsync(some);
        await FireAsync(At(4, 10));
        (await _world.RowsAsync(Messages)).ShouldBe(["hello queued "]);
        (await _world.RowsAsync("select status, reason from flow_run where workspace_id = $1")).ShouldBe(["exited left"]);
    }

    [Fact]
    public async Task Who_is_let_in_anew_does_not_get_what_was_put_off_before()
    {
        await _world.PublishAsync(Flow([Send("first"), new WaitStep("wait", new Duration(1, TimeUnit.Days)), Send("second")]) with
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)) { Who = new EventCondition(EventNames.CartAbandoned) },
        });
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await FireAsync(At(2, 10, 5));
        await _world.RunAsync("update message set held_since = created_at, due_at = created_at + interval '1 day' where workspace_id = $1", _world.WorkspaceId);
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await FireAsync(At(2, 10, 10));
        (await _world.RowsAsync(Messages)).ShouldBe(["first skipped restarted", "first queued "]);
    }

    [Fact]
    public async Task What_takes_people_out_reaches_a_message_that_is_put_off()
    {
        await _world.PublishAsync(Flow([Send("hello")]) with { Exits = new FlowExits { Events = [new EventTest("left")] } });
        await _world.PublishAsync(Flow([Send("cart")]) with { Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)) });
        await _world.SendAsync(Happens("came"), Happens("came", "bo@example.com"), _world.Abandoned(Ada, "c1"));
        (await _world.RowsAsync("select status, step, count(*) from (select status, 'x' as step from flow_run where workspace_id = $1) r group by 1, 2")).ShouldBe(["completed x 3"]);
        await _world.RunAsync("update message set held_since = created_at, due_at = created_at + interval '1 day' where workspace_id = $1", _world.WorkspaceId);
        await _world.SendAsync(Happens("left"), _world.Abandoned(Ada, "c1"));
        (await _world.RowsAsync("select m.step, m.status, coalesce(m.reason, ''), count(*) from message m where m.workspace_id = $1 group by 1, 2, 3 order by 1, 2")).ShouldBe(
            ["cart queued  1", "cart skipped restarted 1", "hello queued  1", "hello skipped left 1"]);
        await SentAsync();
        await _world.SendAsync(Happens("left", "bo@example.com"));
        (await _world.RowsAsync("select status, coalesce(reason, ''), count(*) from flow_run where workspace_id = $1 group by 1, 2 order by 1, 2")).ShouldBe(["completed  2", "exited left 1", "exited restarted 1"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_who_is_let_in_takes_the_place_of_an_earlier_run(bool letIn)
    {
        await _world.PublishAsync(Flow([Wait(1), Send("cart")]) with
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)) { Who = new FieldCondition("time_zone", new ValueTest(ValueOp.IsSet)) },
        });
        await _world.SendAsync(Happens("other"));
        await ZoneAsync(Ada, "UTC");
        await _world.SendAsync(_world.Abandoned(Ada, "c1"));
        await FireAsync(At(2, 10, 5));
        if (!letIn) await _world.RunAsync("delete from contact_value where workspace_id = $1", _world.WorkspaceId);
        await _world.SendAsync(_world.Abandoned(Ada, "c1", At(2, 10, 20)));
        await FireAsync(At(2, 12));
        (await _world.RowsAsync("select status, coalesce(reason, '') from flow_run where workspace_id = $1 order by triggered_at")).ShouldBe(
            letIn ? ["exited restarted", "completed "] : ["completed ", "skipped does_not_fit"]);
    }

    [Fact]
    public async Task Each_product_may_be_a_run_of_its_own()
    {
        await _world.PublishAsync(Flow([Wait(1), Send("looked")]) with
        {
            Trigger = new EventTrigger(new EventTest("looked")) { PerProduct = true },
            Exits = new FlowExits { Events = [new EventTest("put_into_cart")] },
        });
        await _world.SendAsync(About("looked", "a"), About("looked", "b"));
        await FireAsync(At(2, 10, 10));
        await _world.SendAsync(About("looked", "a"), About("put_into_cart", "b") with { Cart = new CartChange { ExternalId = "c1", Status = CartStatus.Open } }, About("put_into_cart", "c"));
        await FireAsync(At(2, 12));
        (await _world.RowsAsync("select key, status, coalesce(reason, '') from flow_run where workspace_id = $1 order by key, status")).ShouldBe(
            ["product:a completed ", "product:a exited restarted", "product:b exited left"]);
    }

    private CanonicalEvent About(string name, string product) => Happens(name) with { Properties = RawJson.Parse($$"""{"productId":"{{product}}"}""") };

    [Fact]
    public async Task What_is_dropped_says_why_and_what_ignores_the_rules_goes_out_and_counts_for_none()
    {
        await _world.RuleAsync(new SendingRules { Caps = [new FrequencyCap(1, 24)], WhenHeld = WhenHeld.Drop });
        await _world.PublishAsync(Flow([Send("news") with { Limits = SendLimits.Ignore }, Send("one"), Send("two"), Send("more_news") with { Limits = SendLimits.Ignore }, Send("three") with { Limits = SendLimits.Wait }]));
        await _world.SendAsync(Happens("came"));
        await FireAsync(At(2, 10, 1));
        (await _world.RowsAsync(Messages)).ShouldBe(["more_news queued ", "news queued ", "one queued ", "two skipped frequency_cap"]);
        (await _world.RowsAsync(Runs)).ShouldBe(["waiting  three 03-03 10:00"]);
        (await _world.RowsAsync("select way, count from flow_tally where workspace_id = $1 and step = 'two'")).ShouldBe(["frequency_cap 1"]);
    }

    [Fact]
    public async Task Who_may_not_be_written_to_at_all_is_not_kept_waiting()
    {
        await _world.RuleAsync(new SendingRules { QuietHours = new QuietHours(new TimeOnly(10, 0), new TimeOnly(20, 0)) });
        await _world.PublishAsync(Flow([Send("hello")]));
        await _world.SendAsync(Happens("other"));
        await _world.RunAsync("update consent set status = 'unsubscribed' where workspace_id = $1", _world.WorkspaceId);
        await _world.SendAsync(Happens("came"));
        await FireAsync(At(2, 11));
        (await _world.RowsAsync(Messages)).ShouldBe(["hello skipped unsubscribed"]);
    }

    private static FlowDefinition Flow(FlowStep[] steps) => new() { Trigger = new EventTrigger(new EventTest("came")), Steps = steps };

    private static WaitStep Wait(int hours) => new($"wait{hours}", new Duration(hours, TimeUnit.Hours));

    private static SendStep Send(string id) => new(id) { ContentId = Guid.Empty };

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.Zero);

    private CanonicalEvent Happens(string name, string email = Ada)
    {
        var now = _world.Time.GetUtcNow();
        return _world.Event(name, e => e with { Id = Guid.CreateVersion7(now), OccurredAt = now, ReceivedAt = now, Who = new Identifiers { Email = email } });
    }

    private async Task FireAsync(DateTimeOffset until)
    {
        while (await _world.Timers.EarliestAsync([_world.WorkspaceId], CancellationToken.None) is [var (_, due)] && due <= until) await _world.FireAsync(due);
        if (until > _world.Time.GetUtcNow()) _world.Time.Advance(until - _world.Time.GetUtcNow());
    }

    private Task<int> SentAsync() => _world.RunAsync("update message set status = 'sent', handed_at = created_at, sent_at = created_at where workspace_id = $1 and status = 'queued'", _world.WorkspaceId);

    private Task<int> ZoneAsync(string email, string zone) => _world.RunAsync(
        "insert into contact_value (workspace_id, contact_id, fields) select $1, id, jsonb_build_object('time_zone', $3::text) from contact where workspace_id = $1 and email = $2",
        _world.WorkspaceId, email, zone);
}
