using System.Globalization;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>Flows that begin when a date comes.</summary>
public sealed class DatesTests : IAsyncLifetime
{
    private const string Runs = "select c.email, to_char(r.triggered_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') from flow_run r join contact c on c.workspace_id = $1 and c.id = r.contact_id where r.workspace_id = $1 order by r.triggered_at, c.email";

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Days_after_the_last_order_it_begins_once_at_its_time()
    {
        await PublishAsync(new DateTrigger(DateOf.LastOrder, new TimeOnly(12, 0)) { Days = 2 });
        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Delivered), _world.Ordered("bo@example.com", "o2", OrderStatus.Cancelled));
        foreach (var hours in new[] { 1, 26, 49.9, 50, 50.1, 60, 74 }) await TellAsync(PipelineWorld.Start.AddHours(hours));
        (await _world.RowsAsync(Runs)).ShouldBe(["ada@example.com 2026-03-04 12:00"], "not before noon, and once");
    }

    [Fact]
    public async Task A_birthday_comes_each_year_and_that_of_February_29_on_the_28th_of_other_years()
    {
        await BornAsync(("ada@example.com", "1990-03-04"), ("bo@example.com", "1992-02-29"), ("cy@example.com", "1990-03-05"), ("di@example.com", "2027-02-28"));
        await PublishAsync(new DateTrigger(DateOf.Field, new TimeOnly(9, 0)) { Field = "birthday", Yearly = true });
        for (var day = 1; day <= 366; day++) await TellAsync(PipelineWorld.Start.Date.AddDays(day).AddHours(9.5));
        (await _world.RowsAsync(Runs)).ShouldBe(["ada@example.com 2026-03-04 09:30", "cy@example.com 2026-03-05 09:30", "bo@example.com 2027-02-28 09:30"]);
    }

    [Fact]
    public async Task Days_before_a_date_are_counted_and_a_day_that_was_missed_is_over()
    {
        await BornAsync(("ada@example.com", "2026-03-10"), ("bo@example.com", "2026-03-12"));
        await PublishAsync(new DateTrigger(DateOf.Field, new TimeOnly(9, 0)) { Field = "birthday", Days = -3 });
        await TellAsync(PipelineWorld.Start.Date.AddDays(4).AddHours(12));
        await TellAsync(PipelineWorld.Start.Date.AddDays(7).AddHours(23));
        (await _world.RowsAsync(Runs)).ShouldBe(["bo@example.com 2026-03-09 23:00"]);
    }

    [Fact]
    public async Task Of_several_nodes_one_tells()
    {
        await _world.SendAsync(_world.Ordered("ada@example.com", "o1", OrderStatus.Delivered));
        await PublishAsync(new DateTrigger(DateOf.LastOrder, new TimeOnly(12, 0)));
        var noon = PipelineWorld.Start.Date.AddHours(12.5);
        _world.Time.Advance(noon - _world.Time.GetUtcNow().DateTime);
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new FlowDates(_world.Source, _world.Flows, _world.Signal, _world.Time).TellAsync(_world.WorkspaceId, CancellationToken.None)));
        told.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task A_schedule_has_its_turn_for_everybody_who_is_let_in()
    {
        await BornAsync(("ada@example.com", "1990-03-04"), ("bo@example.com", "1992-02-29"));
        // The second of March is a Monday.
        await PublishAsync(new ScheduleTrigger(new TimeOnly(9, 0)) { Days = [DayOfWeek.Tuesday, DayOfWeek.Sunday], Who = new FieldCondition("birthday", new ValueTest(ValueOp.StartsWith) { Text = "1990" }) });
        await PublishAsync(new ScheduleTrigger(new TimeOnly(8, 0)) { DayOfMonth = 31, Who = new FieldCondition("birthday", new ValueTest(ValueOp.StartsWith) { Text = "1992" }) });
        await PublishAsync(new ScheduleTrigger(new TimeOnly(7, 0)) { On = new DateOnly(2026, 3, 5), Who = new FieldCondition("birthday", new ValueTest(ValueOp.StartsWith) { Text = "1992" }) });
        for (var day = 0; day <= 60; day++)
        {
            await TellAsync(PipelineWorld.Start.Date.AddDays(day).AddHours(9.5));
            if (day == 14) await _world.RunAsync("update flow set status = 'paused' where workspace_id = $1 and name = 'Dates' and id = (select flow_id from flow_version where workspace_id = $1 and definition -> 'trigger' ? 'days')", _world.WorkspaceId);
            _world.Flows.Forget(_world.WorkspaceId);
        }
        (await _world.RowsAsync(Runs)).ShouldBe(
        [
            "ada@example.com 2026-03-03 09:30", "bo@example.com 2026-03-05 09:30", "ada@example.com 2026-03-08 09:30", "ada@example.com 2026-03-10 09:30",
            "ada@example.com 2026-03-15 09:30", "bo@example.com 2026-03-31 09:30", "bo@example.com 2026-04-30 09:30",
        ]);
    }

    [Theory]
    [InlineData("2026-03-10", false, -3, "2026-03-07T09:00:00Z")]
    [InlineData("2026-03-02", false, 0, null)]
    [InlineData("1990-03-02", true, 0, "2027-03-02T09:00:00Z")]
    [InlineData("1990-03-03", true, 0, "2026-03-03T09:00:00Z")]
    [InlineData("1990-01-02", true, -5, "2026-12-28T09:00:00Z")]
    [InlineData("1990-12-30", true, 100, "2026-04-09T09:00:00Z")]
    [InlineData("1992-02-29", true, 0, "2027-02-28T09:00:00Z")]
    [InlineData("9999-12-31", true, 0, null)]
    [InlineData(null, true, 0, null)]
    public void A_run_waits_for_the_next_day_of_a_date(string? date, bool yearly, int days, string? expected)
    {
        var step = new WaitUntilDateStep("date", DateOf.Field, new TimeOnly(9, 0)) { Field = "birthday", Yearly = yearly, Days = days };
        var known = date is null ? default(DateOnly?) : DateOnly.Parse(date, CultureInfo.InvariantCulture);
        DateRules.Next(step, known, step.At, PipelineWorld.Start, TimeZoneInfo.Utc).ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task It_goes_on_at_once_where_the_date_is_not_known()
    {
        await BornAsync(("ada@example.com", "1990-03-04"));
        await _world.PublishAsync(new FlowDefinition
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedOut)),
            Steps = [new WaitUntilDateStep("date", DateOf.Field, new TimeOnly(9, 0)) { Field = "birthday", Yearly = true, Days = -1 }, new SendStep("send") { ContentId = Guid.Empty }],
        });
        await _world.SendAsync([.. new[] { "ada@example.com", "bo@example.com" }.Select(email => _world.Event(EventNames.CustomerCheckedOut, e => e with { Who = new Identifiers { Email = email } }))]);
        await _world.FireAsync(PipelineWorld.Start.AddHours(1));
        (await _world.RowsAsync("select status, to_char(due_at at time zone 'UTC', 'MM-DD HH24:MI') from flow_run where workspace_id = $1 order by status")).ShouldBe(["completed 03-02 10:02", "waiting 03-03 09:00"]);
    }

    private async Task PublishAsync(DailyTrigger trigger)
    {
        var id = Guid.CreateVersion7(PipelineWorld.Start);
        var definition = new FlowDefinition { Trigger = trigger, Steps = [new EndStep("end")] };
        await using var connection = await _world.Source.OpenConnectionAsync();
        await FlowStore.CreateAsync(connection, _world.WorkspaceId, id, "Dates", PipelineWorld.Start, CancellationToken.None);
        await FlowStore.PublishAsync(connection, _world.WorkspaceId, id, definition, PipelineWorld.Start, CancellationToken.None);
        _world.Flows.Forget(_world.WorkspaceId);
    }

    private async Task BornAsync(params (string Email, string Day)[] people)
    {
        foreach (var (email, day) in people)
        {
            await _world.SendAsync(_world.Event(EventNames.CustomerCheckedIn, e => e with { Who = new Identifiers { Email = email } }));
            await _world.RunAsync(
                "insert into contact_value (workspace_id, contact_id, fields) select $1, id, jsonb_build_object('birthday', $3::text) from contact where workspace_id = $1 and email = $2 on conflict (workspace_id, contact_id) do update set fields = excluded.fields",
                _world.WorkspaceId, email, day);
        }
    }

    private async Task TellAsync(DateTimeOffset at)
    {
        if (at > _world.Time.GetUtcNow()) _world.Time.Advance(at - _world.Time.GetUtcNow());
        await new FlowDates(_world.Source, _world.Flows, _world.Signal, _world.Time).TellAsync(_world.WorkspaceId, CancellationToken.None);
        await _world.ProcessAsync();
    }
}
