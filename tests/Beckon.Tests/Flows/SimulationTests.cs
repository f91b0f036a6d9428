using Beckon.Audiences;
using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Flows.Simulation;
using Beckon.Kernel;
using Beckon.Templates;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>What a simulation says a flow would have done is what the live engine did with the same events.</summary>
public sealed class SimulationTests
{
    private const int Flows = 24;
    private const int Events = 160;
    private const int People = 5;

    private const string Step = "m.contact_id, m.step, coalesce(m.reason, ''), to_char(m.created_at at time zone 'UTC', 'MM-DD HH24:MI:SS')";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_simulation_equals_what_the_live_engine_sends(int seed)
    {
        var random = new Random(seed);
        await using var world = await PipelineWorld.CreateAsync();
        var flows = new List<LiveFlow>();
        for (var i = 0; i < Flows; i++) flows.Add(await world.PublishAsync(i % 2 == 0 ? new RandomFlow(random).Next() : new RandomFlow(random).NextOfCarts()));
        var until = await LiveThroughAsync(world, random);

        var messages = 0;
        foreach (var flow in flows)
        {
            var simulated = await SimulateAsync(world, flow, until);
            var live = await world.RowsAsync($"select {Step} from message m where m.workspace_id = $1 and m.flow_id = '{flow.Id}'");
            ShouldAgree(MessagesOf(simulated), live, $"seed {seed}: {flow.Definition.ToJson()}");
            var runs = await world.RowsAsync($"select contact_id, status, coalesce(reason, ''), coalesce(step, '') from flow_run where workspace_id = $1 and flow_id = '{flow.Id}'");
            ShouldAgree(RunsOf(simulated), runs, $"seed {seed}: {flow.Definition.ToJson()}");
            messages += live.Count;
        }
        messages.ShouldBeGreaterThan(50);
        (await world.RowsAsync("select distinct channel, status from message where workspace_id = $1 order by 1, 2")).ShouldBe(["email sent", "sms sent", "sms skipped"]);
    }

    // One flow at a time: of two that write at the same moment a simulation of one cannot know which came first.
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task And_so_it_does_under_quiet_hours_and_caps(int seed)
    {
        var random = new Random(seed);
        await using var world = await PipelineWorld.CreateAsync();
        var rules = new SendingRules
        {
            QuietHours = new QuietHours(new TimeOnly(random.Next(18, 23), 30), new TimeOnly(random.Next(6, 10), 15)),
            Caps = [new FrequencyCap(1, random.Next(1, 4)), new FrequencyCap(random.Next(2, 4), 24), new FrequencyCap(1, 30, TemplateChannel.Sms)],
            WhenHeld = random.Next(3) == 0 ? WhenHeld.Drop : WhenHeld.Wait,
            MostHours = random.Next(12, 48),
        };
        await world.RuleAsync(rules);
        var flow = await world.PublishAsync(new RandomFlow(random).NextOfMany());
        var until = await LiveThroughAsync(world, random);

        var simulated = await SimulateAsync(world, flow, until, rules: rules);
        var live = await world.RowsAsync($"select {Step} from message m where m.workspace_id = $1");
        ShouldAgree(MessagesOf(simulated), live, $"seed {seed}: {rules.ToJson()} {flow.Definition.ToJson()}");
        ShouldAgree(RunsOf(simulated), await world.RowsAsync("select contact_id, status, coalesce(reason, ''), coalesce(step, '') from flow_run where workspace_id = $1"), $"seed {seed}");
        live.ShouldContain(line => line.Contains("frequency_cap") || line.Contains("quiet_hours"), $"seed {seed} holds nothing back: {string.Join('\n', live)}");
        foreach (var contact in simulated)
        {
            contact.Sent.ShouldAllBe(sent => rules.QuietHours.EndAt(sent.At, TimeZoneInfo.Utc) == null);
            foreach (var (sent, cap) in contact.Sent.SelectMany(sent => rules.Caps.Where(cap => cap.Counts(sent.Channel)).Select(cap => (sent, cap))))
                contact.Sent.Count(other => cap.Counts(other.Channel) && other.At <= sent.At && other.At > sent.At.AddHours(-cap.Hours)).ShouldBeLessThanOrEqualTo(cap.Messages);
        }
    }

    [Fact]
    public async Task Who_had_not_agreed_yet_would_not_have_been_written_to()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var flow = new LiveFlow(Guid.CreateVersion7(PipelineWorld.Start), 0, new FlowDefinition { Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)), Steps = [new SendStep("send") { ContentId = Guid.Empty }] });
        await world.SendAsync(world.Abandoned("ada@example.com", "c1"));
        var no = world.Event("unsubscribed", e => e with { Who = new Identifiers { Email = "ada@example.com" }, Consents = [new ConsentClaim(ConsentChannel.Email, ConsentAnswer.No)] });
        await world.SendAsync(no);
        await world.SendAsync(world.Abandoned("ada@example.com", "c2"));

        var simulated = await SimulateAsync(world, flow, world.Time.GetUtcNow().AddMinutes(1));
        simulated.SelectMany(contact => contact.Turns).SelectMany(one => one.Turn.Messages).Select(message => message.Skipped).ShouldBe([null, SkipReason.Unsubscribed]);
    }

    [Fact]
    public async Task Loaded_history_counts_as_if_it_had_come_when_it_happened_where_that_is_asked_for()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var flow = new LiveFlow(Guid.CreateVersion7(PipelineWorld.Start), 0, new FlowDefinition
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)),
            Exits = new FlowExits { Bought = true },
            Steps = [new WaitStep("wait", new Duration(1, TimeUnit.Hours)), new SendStep("send") { ContentId = Guid.Empty }],
        });
        var before = PipelineWorld.Start.AddHours(-20);
        CanonicalEvent Old(CanonicalEvent e, DateTimeOffset at) => e with { Backfill = true, OccurredAt = at, Order = e.Order is { } order ? order with { PlacedAt = at } : null };
        await world.SendAsync(
            Old(world.Ordered("bo@example.com", "o1", OrderStatus.Delivered), before.AddMinutes(30)),
            Old(world.Abandoned("bo@example.com", "c2"), before),
            Old(world.Abandoned("ada@example.com", "c1"), before));

        var until = world.Time.GetUtcNow().AddMinutes(1);
        (await SimulateAsync(world, flow, until)).SelectMany(contact => contact.Turns).SelectMany(one => one.Turn.Passed).ShouldAllBe(passed => passed.Way == "backfill");
        var simulated = await SimulateAsync(world, flow, until, loaded: true);
        simulated.SelectMany(contact => contact.Runs).Select(run => run.Reason).ShouldBe([null, SkipReason.Bought], ignoreOrder: true);
        simulated.SelectMany(contact => contact.Turns).Where(one => one.Turn.Messages.Count > 0).ShouldHaveSingleItem().At.ShouldBe(before.AddHours(1));
    }

    // Only what they differ in is shown.
    private static void ShouldAgree(IEnumerable<string> simulated, IEnumerable<string> live, string about)
    {
        var differences = simulated.CountBy(one => one).Except(live.CountBy(one => one)).Select(one => $"simulated {one}")
            .Concat(live.CountBy(one => one).Except(simulated.CountBy(one => one)).Select(one => $"live {one}"));
        differences.ShouldBeEmpty(about);
    }

    // Event by event and due time by due time.
    private static async Task<DateTimeOffset> LiveThroughAsync(PipelineWorld world, Random random)
    {
        var at = PipelineWorld.Start.AddMinutes(Events);
        for (var person = 0; person < People; person++) await world.SendAsync(OfTexts(world, person, at, agrees: person % 2 == 0));
        for (var i = 0; i < Events; i++)
        {
            at = at.AddSeconds(random.Next(1, 1_800) + 0.25);
            await FireUntilAsync(world, at);
            // Now and then somebody says something else about text messages.
            if (i % 25 == 24) await world.SendAsync(OfTexts(world, i / 25 % People, at.AddMilliseconds(-100), agrees: i / 25 % 2 == 1));
            await world.SendAsync(Next(world, random, at));
            await SentAsync(world);
        }
        at = at.AddHours(1);
        await FireUntilAsync(world, at);
        return at;
    }

    private static CanonicalEvent OfTexts(PipelineWorld world, int person, DateTimeOffset at, bool agrees) => world.Event(EventNames.CustomerUpdated, e => e with
    {
        Id = Guid.CreateVersion7(at),
        OccurredAt = at,
        ReceivedAt = at,
        Who = new Identifiers { Email = $"p{person}@example.com", Phone = $"+1312555010{person}" },
        Consents = [new ConsentClaim(ConsentChannel.Sms, agrees ? ConsentAnswer.Yes : ConsentAnswer.No)],
    });

    private static async Task FireUntilAsync(PipelineWorld world, DateTimeOffset at)
    {
        while (await world.Timers.EarliestAsync([world.WorkspaceId], CancellationToken.None) is [var (_, due)] && due <= at)
        {
            await world.FireAsync(due);
            await SentAsync(world);
        }
        world.Time.Advance(at - world.Time.GetUtcNow());
    }

    private static Task<int> SentAsync(PipelineWorld world) =>
        world.RunAsync("update message set status = 'sent', handed_at = created_at, sent_at = created_at where workspace_id = $1 and status = 'queued'", world.WorkspaceId);

    private static CanonicalEvent Next(PipelineWorld world, Random random, DateTimeOffset at)
    {
        var (email, number) = ($"p{random.Next(People)}@example.com", random.Next(3));
        var e = random.Next(8) switch
        {
            0 or 1 => world.Abandoned(email, $"{email}-c{number}"),
            2 => world.Event(EventNames.CartUpdated, one => one with { Who = new Identifiers { Email = email }, Cart = new CartChange { ExternalId = $"{email}-c{number}", Status = random.Next(2) == 0 ? CartStatus.Open : CartStatus.Converted } }),
            3 => world.Ordered(email, $"{email}-o{number}", (OrderStatus)random.Next(4)),
            _ => world.Event(RandomFlow.Names[random.Next(RandomFlow.Names.Length)], one => one with { Who = new Identifiers { Email = email } }),
        };
        return e with { Id = Guid.CreateVersion7(at), OccurredAt = at, ReceivedAt = at, Order = e.Order is { } order ? order with { PlacedAt = at } : null };
    }

    private static async Task<List<SimulatedContact>> SimulateAsync(PipelineWorld world, LiveFlow flow, DateTimeOffset until, bool loaded = false, SendingRules? rules = null)
    {
        await using var connection = await world.Source.OpenConnectionAsync();
        var from = PipelineWorld.Start.AddDays(-1);
        var context = await AudienceDesk.ContextAsync(connection, world.WorkspaceId, CancellationToken.None);
        var needed = FactsNeeded.OfHistory(flow.Definition.Filters.Select(context.Meanings.Of).Append(FlowDefinition.ZoneAsked), new Today(from, TimeZoneInfo.Utc));
        var asked = new PastAsked(flow.Definition, from, until, needed, Loaded: loaded) { FlowId = flow.Id, Rules = rules ?? SendingRules.None };
        var contacts = await PastStore.ContactsAsync(connection, world.WorkspaceId, asked, CancellationToken.None);
        var simulated = (await PastStore.LoadAsync(connection, world.WorkspaceId, contacts, asked, CancellationToken.None)).ConvertAll(past => new SimulatedContact(flow, context, TimeZoneInfo.Utc, asked.Rules, past));
        simulated.ForEach(contact => contact.Run(until));
        return simulated;
    }

    private static IEnumerable<string> MessagesOf(List<SimulatedContact> simulated) => simulated
        .SelectMany(contact => contact.Turns)
        .SelectMany(one => one.Turn.Messages.Select(message => $"{message.ContactId} {message.Step} {(message.Skipped is { } why ? Reasons.Of(why) : "")} {one.At.UtcDateTime:MM-dd HH:mm:ss}"));

    private static IEnumerable<string> RunsOf(List<SimulatedContact> simulated) => simulated
        .SelectMany(contact => contact.Runs)
        .Select(run => $"{run.ContactId} {Words.Of(run.Status)} {(run.Reason is { } why ? Reasons.Of(why) : "")} {run.Step}");
}
