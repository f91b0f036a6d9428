using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Contacts.Fields;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Kernel;

namespace Beckon.Tests.Flows;

/// <summary>What each kind of step does with a run, and who comes in.</summary>
public sealed class StepsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ada = Guid.CreateVersion7(Noon);
    private static readonly Guid FlowId = Guid.CreateVersion7(Noon);
    private static readonly Today Today = new(Noon, TimeZoneInfo.Utc);
    private static readonly Recipient Subscribed = new() { ContactId = Ada, Email = new("ada@example.com", "subscribed") };
    private static readonly SplitStep Split = new("split", [new Way("Regulars", OrdersAtLeast(2)) { Steps = [Mail("thanks")] }]) { Otherwise = [Mail("hello")] };

    [Fact]
    public void A_split_is_decided_when_the_contact_is_seen_and_then_goes_on_behind_it()
    {
        FlowStep[] steps = [Split, Mail("last")];
        var stands = Start(steps);
        (stands.Run.Status, stands.Run.Step, stands.Run.InStep, stands.Run.DueAt).ShouldBe((FlowRunStatus.Waiting, "split", false, Noon));

        var regular = Resume(stands.Run, steps, Look(orders: 3));
        regular.Messages.Select(message => message.Step).ShouldBe(["thanks", "last"]);
        regular.Run.Status.ShouldBe(FlowRunStatus.Completed);
        regular.Passed.ShouldBe([new("split", "Regulars"), new("thanks", ""), new("last", "")]);
        regular.Run.Trace.ShouldContain(line => line.Rule == "goes the way “Regulars”" && line.Seen.Contains("3 delivered orders", StringComparison.Ordinal) && line.Passed);

        Resume(stands.Run, steps, Look(orders: 1)).Messages.Select(message => message.Step).ShouldBe(["hello", "last"]);
    }

    [Fact]
    public void An_end_in_a_branch_ends_the_run_whatever_follows()
    {
        FlowStep[] steps = [Split with { Otherwise = [new EndStep("end"), Mail("never")] }, Mail("last")];
        var turn = Resume(Start(steps).Run, steps, Look(orders: 0));
        (turn.Run.Status, turn.Messages.Count).ShouldBe((FlowRunStatus.Completed, 0));
    }

    [Fact]
    public void Chance_takes_a_contact_the_same_way_each_time_and_shares_contacts_out()
    {
        FlowStep[] steps = [new RandomSplitStep("ab", [new RandomShare("A", 30) { Steps = [Mail("a")] }, new RandomShare("B", 70) { Steps = [Mail("b")] }])];
        var ways = Enumerable.Range(0, 2_000).Select(number => Guid.CreateVersion7(Noon.AddMilliseconds(number))).ToDictionary(contact => contact, contact => Way(contact));
        ways.Values.Count(way => way == "a").ShouldBeInRange(500, 700);
        foreach (var (contact, way) in ways.Take(20)) Way(contact).ShouldBe(way);

        string Way(Guid contact) => Start(steps, contact: contact).Messages.ShouldHaveSingleItem().Step;
    }

    [Fact]
    public void A_wait_for_an_event_goes_one_way_when_it_comes_and_the_other_when_it_does_not()
    {
        FlowStep[] steps =
        [
            new WaitForStep("opened", new EventTest(EventNames.MessageOpened), new Duration(2, TimeUnit.Days)) { Then = [Mail("glad")], Otherwise = [Mail("again")] },
            Mail("last"),
        ];
        var waiting = Start(steps).Run;
        (waiting.Step, waiting.InStep, waiting.DueAt).ShouldBe(("opened", true, Noon.AddDays(2)));

        Resume(waiting, steps, look: null, Noon.AddDays(2)).Messages.Select(message => message.Step).ShouldBe(["again", "last"]);

        var heard = FlowRunner.Hear(waiting, Definition(steps), Event(EventNames.MessageOpened, Noon.AddHours(3)));
        (heard.Run.Status, heard.Run.Step, heard.Run.InStep, heard.Run.DueAt).ShouldBe((FlowRunStatus.Waiting, "glad", false, Noon.AddHours(3)), "who is written to is looked up first");
        Resume(heard.Run, steps, look: null).Messages.Select(message => message.Step).ShouldBe(["glad", "last"]);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-02T12:00:00Z", "09:30", "2026-03-03T08:30:00Z", "the next morning")]
    [InlineData("America/New_York", "2026-03-02T12:00:00Z", "09:30", "2026-03-02T14:30:00Z", "later the same day")]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z", "02:30", "2026-03-29T01:00:00Z", "a time that the clocks leave out is when they go forward")]
    [InlineData("Europe/Berlin", "2026-10-24T12:00:00Z", "02:30", "2026-10-25T00:30:00Z", "a time that comes twice is the first of them")]
    [InlineData("not a zone", "2026-03-02T12:00:00Z", "13:00", "2026-03-02T13:00:00Z", "an invalid zone is the shop's")]
    public void A_time_of_day_is_that_of_the_contact(string zone, string now, string at, string due, string why)
    {
        var (from, until) = (DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
        FlowStep[] steps = [new WaitUntilStep("morning", TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture)), Mail("mail")];
        var run = Resume(Start(steps, at: from).Run, steps, Look(zone: zone), from).Run;
        (run.Step, run.InStep, run.DueAt).ShouldBe(("morning", true, until), why);
        Resume(run, steps, Look(zone: zone), until).Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_day_of_the_week_is_waited_for()
    {
        FlowStep[] steps = [new WaitUntilStep("friday", new TimeOnly(10, 0)) { Days = [DayOfWeek.Friday] }, Mail("mail")];
        Resume(Start(steps).Run, steps, Look()).Run.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 6, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Who_is_let_in_is_seen_before_the_first_step()
    {
        FlowStep[] steps = [Mail("mail")];
        var definition = Definition(steps) with { Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedIn)) { Who = OrdersAtLeast(1) } };
        var stands = Start(definition);
        (stands.Run.Status, stands.Run.Step, stands.Messages.Count).ShouldBe((FlowRunStatus.Waiting, StartRules.Door, 0));

        var out_ = FlowRunner.Resume(stands.Run, definition, Facts(Look(orders: 0)), Noon);
        (out_.Run.Status, out_.Run.Reason).ShouldBe((FlowRunStatus.Skipped, SkipReason.DoesNotFit));
        FlowRunner.Resume(stands.Run, definition, Facts(Look(orders: 1)), Noon).Messages.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(ReentryMode.EveryTime, 1, true, null)]
    [InlineData(ReentryMode.NotWhileActive, 1, true, SkipReason.AlreadyIn)]
    [InlineData(ReentryMode.NotWhileActive, 1, false, null)]
    [InlineData(ReentryMode.Once, 400, false, SkipReason.AlreadyBeen)]
    [InlineData(ReentryMode.OncePerPeriod, 29, false, SkipReason.AlreadyBeen)]
    [InlineData(ReentryMode.OncePerPeriod, 30, false, null)]
    public void Who_comes_in_again_is_as_it_was_set(ReentryMode mode, int daysAgo, bool isIn, SkipReason? reason)
    {
        var definition = Definition([Mail("mail")]) with { Reentry = new Reentry(mode) { Period = new Duration(30, TimeUnit.Days) } };
        Start(definition, facts => facts with { LastEntered = Noon.AddDays(-daysAgo), IsIn = isIn }).Run.Reason.ShouldBe(reason);
        Start(definition).Run.Reason.ShouldBeNull("the first time is always let in");
    }

    [Fact]
    public void A_part_of_the_contacts_is_left_out_and_always_the_same()
    {
        var definition = Definition([Mail("mail")]) with { HoldoutPercent = 10 };
        var contacts = Enumerable.Range(0, 2_000).Select(number => Guid.CreateVersion7(Noon.AddMilliseconds(number))).ToList();
        var left = contacts.Where(contact => Start(definition, contact: contact).Run.Reason == SkipReason.Holdout).ToList();
        left.Count.ShouldBeInRange(140, 260);
        left.ShouldAllBe(contact => Start(definition, null, contact).Run.Status == FlowRunStatus.Skipped);
    }

    public static TheoryData<FlowStep> Tells =>
    [
        new CallStep("tell", "flw_x"),
        new EmitStep("tell", "tier_reached"),
        new ChangeStep("tell") { SetFields = [new FieldValue("tier", "Gold")] },
    ];

    [Theory]
    [MemberData(nameof(Tells))]
    public void Flows_that_lead_to_each_other_come_to_an_end(FlowStep tell)
    {
        var definition = Definition([tell, Mail("mail")]) with { Trigger = new CalledTrigger() };
        Depth(0).Deeds.ShouldHaveSingleItem();
        Depth(4).Deeds.ShouldHaveSingleItem();
        var last = Depth(5);
        (last.Deeds.Count, last.Messages.Count).ShouldBe((0, 1));
        last.Passed.ShouldContain(new StepPassed("tell", "too_deep"));

        FlowTurn Depth(int depth) => Start(definition, called: RawJson.Parse($$"""{"flowId":"{{Ids.Out(Ids.Flow, FlowId)}}","depth":{{depth}}}"""));
    }

    [Fact]
    public void A_flow_starts_only_for_the_events_that_it_asks_for()
    {
        var test = new EventTest(EventNames.CartStatusUpdated) { Status = "ready_for_pickup", Where = [new PropertyTest("store", new ValueTest(ValueOp.Is) { Text = "Pearl" })] };
        var definition = Definition([Mail("mail")]) with { Trigger = new EventTrigger(test) };
        Starts("ready_for_pickup", "pearl").ShouldBeTrue();
        Starts("preparing", "Pearl").ShouldBeFalse();
        Starts("ready_for_pickup", "Main").ShouldBeFalse();

        bool Starts(string status, string store)
        {
            var e = Event(EventNames.CartStatusUpdated, Noon) with { Status = status, Properties = RawJson.Parse($$"""{"store":"{{store}}"}""") };
            return FlowRunner.Start(new LiveFlow(FlowId, 1, definition), new TriggerFacts(e, Subscribed, null, Today), Guid.CreateVersion7(Noon), Noon) is not null;
        }
    }

    private static SendStep Mail(string id) => new(id) { ContentId = FlowId };

    private static OrderCondition OrdersAtLeast(int number) => new() { Is = new NumberTest(NumberOp.AtLeast, number) };

    private static FlowDefinition Definition(IReadOnlyList<FlowStep> steps) => new() { Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedIn)), Steps = steps };

    private static ContactLook Look(int orders = 0, string? zone = null) => new(
        new ContactFacts { Id = Ada, OrderCount = orders, LastOrderAt = orders > 0 ? Noon.AddDays(-1) : null, FieldsJson = zone is null ? null : $$"""{"time_zone":"{{zone}}"}""" },
        Today, new FilterContext(new Dictionary<string, ContactField>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), []), TimeZoneInfo.Utc);

    private static ResumeFacts Facts(ContactLook? look) => new(new FlowSight(Subscribed, look), Live: true, Bought: false, Restarted: false);

    private static FlowTurn Resume(FlowRun run, IReadOnlyList<FlowStep> steps, ContactLook? look, DateTimeOffset? now = null) => FlowRunner.Resume(run, Definition(steps), Facts(look), now ?? Noon);

    private static FlowTurn Start(IReadOnlyList<FlowStep> steps, DateTimeOffset? at = null, Guid? contact = null) => Start(Definition(steps), null, contact, at);

    private static FlowTurn Start(
        FlowDefinition definition, Func<TriggerFacts, TriggerFacts>? with = null, Guid? contact = null, DateTimeOffset? at = null, RawJson? called = null)
    {
        var e = Event(definition.Trigger.EventName, at ?? Noon);
        if (called is { } properties) e = e with { SourceId = Source.Own, Properties = properties };
        var facts = new TriggerFacts(e, Subscribed with { ContactId = contact ?? Ada }, null, Today);
        return FlowRunner.Start(new LiveFlow(FlowId, 1, definition), with?.Invoke(facts) ?? facts, Guid.CreateVersion7(Noon), at ?? Noon).ShouldNotBeNull();
    }

    private static CanonicalEvent Event(string name, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(Noon), SourceId = Guid.CreateVersion7(Noon), MessageId = name, Name = name, OccurredAt = at, ReceivedAt = at };
}
