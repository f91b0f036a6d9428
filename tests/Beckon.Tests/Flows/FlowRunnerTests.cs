using Beckon.Audiences.Language;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Orders;

namespace Beckon.Tests.Flows;

/// <summary>What a flow makes of an event and of a time that has come, decision by decision.</summary>
public sealed class FlowRunnerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ada = Guid.CreateVersion7(Noon);
    private static readonly Guid Cart = Guid.CreateVersion7(Noon);
    private static readonly Guid First = Guid.CreateVersion7(Noon);
    private static readonly Guid Second = Guid.CreateVersion7(Noon);
    private static readonly Recipient Subscribed = new() { ContactId = Ada, Email = new("ada@example.com", "subscribed") };
    private static readonly WaitStep AnHour = new("hour", new Duration(1, TimeUnit.Hours));
    private static readonly WaitStep ADay = new("day", new Duration(1, TimeUnit.Days));
    private static readonly SendStep Mail = new("mail") { ContentId = First };
    private static readonly SendStep Another = new("another") { ContentId = Second };

    [Fact]
    public void Without_a_wait_it_sends_at_once_and_is_through()
    {
        var turn = Start([Mail]);
        (turn.Run.Status, turn.Run.DueAt).ShouldBe((FlowRunStatus.Completed, null));
        turn.Messages.ShouldHaveSingleItem().Skipped.ShouldBeNull();
    }

    [Fact]
    public void A_wait_counts_from_the_abandonment_and_decides_nothing_yet()
    {
        var turn = Start([AnHour, Mail], occurredAt: Noon.AddMinutes(-10));
        (turn.Run.Status, turn.Run.Step, turn.Run.DueAt).ShouldBe((FlowRunStatus.Waiting, "hour", Noon.AddMinutes(50)));
        turn.Messages.ShouldBeEmpty();
        turn.Run.Trace[^1].ShouldBe(new TraceLine("waits 1 hour", "until 2026-03-02 12:50 UTC", true));
    }

    [Fact]
    public void News_that_comes_after_the_wait_would_have_been_over_does_not_wait()
    {
        var turn = Start([AnHour, Mail], occurredAt: Noon.AddHours(-3));
        turn.Run.Status.ShouldBe(FlowRunStatus.Completed);
        turn.Messages.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(5, TimeUnit.Minutes, "waits 5 minutes")]
    [InlineData(1, TimeUnit.Minutes, "waits 1 minute")]
    [InlineData(90, TimeUnit.Minutes, "waits 90 minutes")]
    [InlineData(2, TimeUnit.Hours, "waits 2 hours")]
    [InlineData(1, TimeUnit.Days, "waits 1 day")]
    [InlineData(3, TimeUnit.Months, "waits 3 months")]
    public void The_trace_tells_the_wait_as_it_was_set(int amount, TimeUnit unit, string told) =>
        Start([new WaitStep("wait", new Duration(amount, unit)), Mail]).Run.Trace[^1].Rule.ShouldBe(told);

    [Theory]
    [InlineData("subscribed", false, false, true, null)]
    [InlineData("unsubscribed", false, false, true, SkipReason.Unsubscribed)]
    [InlineData("never", false, false, true, SkipReason.NotSubscribed)]
    [InlineData("subscribed", true, false, true, SkipReason.Bought)]
    [InlineData("subscribed", false, true, true, SkipReason.Restarted)]
    [InlineData("subscribed", false, false, false, SkipReason.Paused)]
    [InlineData("subscribed", true, true, false, SkipReason.Paused)]
    public void When_the_wait_is_over_it_is_decided_by_how_things_are_then(string consent, bool bought, bool restarted, bool live, SkipReason? skipped)
    {
        var waiting = Start([AnHour, Mail]).Run;
        var facts = new ResumeFacts(new FlowSight(Subscribed with { Email = new("ada@example.com", consent) }, null), live, bought, restarted);
        var turn = FlowRunner.Resume(waiting, Definition([AnHour, Mail]), facts, Noon.AddHours(1));
        var message = turn.Messages.ShouldHaveSingleItem();
        (message.Skipped, message.Step, message.ContentId, message.TriggeredAt).ShouldBe((skipped, "mail", First, Noon));
        turn.Run.Status.ShouldBe(bought || restarted || !live ? FlowRunStatus.Exited : FlowRunStatus.Completed);
        turn.Run.Reason.ShouldBe(turn.Run.Status == FlowRunStatus.Exited ? skipped : null);
        message.Trace.Count(line => !line.Passed).ShouldBe(skipped is null ? 0 : 1);
        message.Trace.ShouldContain(line => line.Rule == "waits 1 hour");
    }

    [Fact]
    public void A_flow_without_exit_rule_does_not_ask_who_has_bought()
    {
        var definition = Definition([AnHour, Mail]) with { Exits = new FlowExits() };
        var turn = FlowRunner.Resume(Start([AnHour, Mail]).Run, definition, new ResumeFacts(new FlowSight(Subscribed, null), Live: true, Bought: true, Restarted: false), Noon.AddHours(1));
        turn.Messages.ShouldHaveSingleItem().Skipped.ShouldBeNull();
    }

    [Fact]
    public void A_second_wait_counts_from_the_step_before_it()
    {
        FlowStep[] steps = [AnHour, Mail, ADay, Another];
        var late = Noon.AddHours(1).AddMinutes(7);
        var turn = FlowRunner.Resume(Start(steps).Run, Definition(steps), Fine, late);
        (turn.Run.Status, turn.Run.Step, turn.Run.DueAt).ShouldBe((FlowRunStatus.Waiting, "day", late.AddDays(1)));
        turn.Messages.ShouldHaveSingleItem().Step.ShouldBe("mail");

        var last = FlowRunner.Resume(turn.Run, Definition(steps), Fine, late.AddDays(1));
        (last.Run.Status, last.Messages.ShouldHaveSingleItem().Step).ShouldBe((FlowRunStatus.Completed, "another"));
    }

    [Fact]
    public void Two_waits_in_a_row_add_up()
    {
        FlowStep[] steps = [AnHour, ADay, Mail];
        Start(steps, occurredAt: Noon.AddHours(-2)).Run.DueAt.ShouldBe(Noon.AddHours(-1).AddDays(1));
    }

    [Fact]
    public void A_run_that_ends_early_records_every_message_it_would_have_come_to()
    {
        FlowStep[] steps = [AnHour, Mail, ADay, Another];
        var turn = FlowRunner.End(Start(steps).Run, Definition(steps), SkipReason.Bought);
        turn.Messages.Select(message => (message.Step, message.Skipped)).ShouldBe([("mail", SkipReason.Bought), ("another", SkipReason.Bought)]);
    }

    [Fact]
    public void An_abandonment_older_than_the_limit_is_skipped_and_does_not_wait()
    {
        var turn = Start([AnHour, Mail], occurredAt: Noon.AddDays(-8));
        (turn.Run.Status, turn.Run.DueAt, turn.Messages.ShouldHaveSingleItem().Skipped).ShouldBe((FlowRunStatus.Skipped, null, SkipReason.TooOld));
    }

    [Fact]
    public void A_step_that_its_version_does_not_have_is_a_fault_of_the_run() =>
        Should.Throw<InvalidDataException>(() => FlowRunner.Resume(Start([AnHour, Mail]).Run with { Step = "gone" }, Definition([AnHour, Mail]), Fine, Noon))
            .Message.ShouldContain("“gone”");

    // PostgreSQL keeps the members of a jsonb in its own order, and short names come first.
    [Fact]
    public void Steps_are_read_whatever_the_order_of_their_members()
    {
        const string Stored =
            """
            {"steps": [{"id": "hour", "for": {"unit": "hours", "amount": 1}, "type": "wait"}, {"id": "mail", "type": "send", "contentId": "00000000-0000-7000-8000-000000000001"}],
             "trigger": {"on": {"event": "cart_abandoned"}, "type": "event"}}
            """;
        var definition = FlowDefinition.Parse(Stored);
        definition.Steps.ShouldBe([AnHour, new SendStep("mail") { ContentId = new Guid("00000000-0000-7000-8000-000000000001") }]);
        FlowDefinition.Parse(definition.ToJson()).Steps.ShouldBe(definition.Steps);
    }

    private static ResumeFacts Fine => new(new FlowSight(Subscribed, null), Live: true, Bought: false, Restarted: false);

    private static FlowDefinition Definition(IReadOnlyList<FlowStep> steps) =>
        new()
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)),
            CampaignId = Second,
            Exits = new FlowExits { Bought = true },
            Steps = steps,
        };

    private static FlowTurn Start(IReadOnlyList<FlowStep> steps, DateTimeOffset? occurredAt = null)
    {
        var e = new CanonicalEvent
        {
            Id = Guid.CreateVersion7(Noon),
            SourceId = Guid.CreateVersion7(Noon),
            MessageId = "m1",
            Name = EventNames.CartAbandoned,
            OccurredAt = occurredAt ?? Noon,
            ReceivedAt = Noon,
        };
        var cart = new Cart
        {
            Id = Cart,
            SourceId = e.SourceId,
            ExternalId = "c1",
            ContactId = Ada,
            Status = CartStatus.Abandoned,
            CreatedAt = Noon,
            ChangedAt = Noon,
        };
        var flow = new LiveFlow(Guid.CreateVersion7(Noon), 1, Definition(steps));
        return FlowRunner.Start(flow, new TriggerFacts(e, Subscribed, cart, new Today(Noon, TimeZoneInfo.Utc)), Guid.CreateVersion7(Noon), Noon).ShouldNotBeNull();
    }
}
