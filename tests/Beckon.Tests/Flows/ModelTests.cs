using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Contacts.Fields;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;

namespace Beckon.Tests.Flows;

/// <summary>Random flows, driven with random histories event by event and due time by due time, do what an interpreter says that knows all beforehand.</summary>
public sealed class ModelTests
{
    private const int Cases = 3_000;

    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Begin.AddHours(20);
    private static readonly FilterContext NoContext = new(new Dictionary<string, ContactField>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), []);

    [Fact]
    public void The_engine_does_what_the_naive_interpreter_says()
    {
        var (messages, lefts) = (0, 0);
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var (flowId, contact) = (Guid.CreateVersion7(Begin.AddMilliseconds(seed)), Guid.CreateVersion7(Begin.AddSeconds(seed)));
            var flow = new RandomFlow(random).Next();
            // No two of them in the same second of a minute, so that nothing happens at the very moment at which something is due.
            List<Told> told = [.. Enumerable.Range(0, random.Next(1, 30)).Select(second => new Told(RandomFlow.Names[random.Next(RandomFlow.Names.Length)], Begin.AddMinutes(random.Next(0, 900)).AddSeconds(second))).OrderBy(one => one.At)];

            var expected = new NaiveFlow(flow, flowId, contact, told, End).Play();
            var found = new Engine(flow, flowId, contact).Play(told);

            found.ShouldBe(expected, $"seed {seed}: {flow.ToJson()}");
            messages += found.Count(line => line.Contains("send", StringComparison.Ordinal));
            lefts += found.Count(line => line.Contains("left", StringComparison.Ordinal));
        }
        messages.ShouldBeGreaterThan(Cases);
        lefts.ShouldBeGreaterThan(Cases / 10);
    }

    // As the pipeline and the timers do it, with everything in memory.
    private sealed class Engine(FlowDefinition flow, Guid flowId, Guid contact)
    {
        private readonly Recipient _recipient = new() { ContactId = contact, Email = new("ada@example.com", "subscribed"), Sms = new("+13125550142", "subscribed") };
        private readonly LiveFlows _live = new([new LiveFlow(flowId, 1, flow)], new HashSet<string>(flow.Listens()), TimeZoneInfo.Utc);
        private readonly List<FlowRun> _runs = [];
        private readonly List<(Guid Run, string Line)> _lines = [];
        private readonly Dictionary<(Guid FlowId, Guid ContactId), DateTimeOffset> _lastEntered = [];
        private int _orders;

        public List<string> Play(IReadOnlyList<Told> told)
        {
            foreach (var one in told)
            {
                FireUntil(one.At);
                Hear(one);
            }
            FireUntil(End);
            foreach (var run in _runs.Where(run => run.IsUnderWay)) _lines.Add((run.Id, "rests"));
            var order = _runs.ConvertAll(run => run.Id);
            return [.. _lines.OrderBy(line => order.IndexOf(line.Run)).Select(line => $"{order.IndexOf(line.Run)} {line.Line}")];
        }

        private void Hear(Told told)
        {
            var e = new CanonicalEvent
            {
                Id = Guid.CreateVersion7(told.At),
                SourceId = flowId,
                MessageId = $"{told.At:O}",
                Name = told.Name,
                OccurredAt = told.At,
                ReceivedAt = told.At,
            };
            if (told.Name == EventNames.OrderCompleted) _orders++;
            var today = new Today(told.At, TimeZoneInfo.Utc);
            var definitions = new Dictionary<(Guid FlowId, int Version), FlowDefinition> { [(flowId, 1)] = flow };
            var batch = new FlowBatch(() => Guid.CreateVersion7(told.At), _live, today, new FlowsBefore([.. _runs.Where(run => run.IsUnderWay)], definitions, _lastEntered));
            batch.Hear(new ResolvedEvent(e, contact), null);
            if (_live.Triggers.Contains(told.Name)) batch.Start(new TriggerFacts(e, _recipient, null, today), told.At);
            foreach (var turn in batch.Turns) Take(turn, told.At);
            FireUntil(told.At);
        }

        private void FireUntil(DateTimeOffset moment)
        {
            while (_runs.Where(run => run.Status == FlowRunStatus.Waiting && run.DueAt <= moment).MinBy(run => run.DueAt) is { } due)
            {
                var at = due.DueAt!.Value;
                var facts = new ContactFacts { Id = contact, OrderCount = _orders, LastOrderAt = Begin };
                var look = new ContactLook(facts, new Today(at, TimeZoneInfo.Utc), NoContext, TimeZoneInfo.Utc);
                Take(FlowRunner.Resume(due, flow, new ResumeFacts(new FlowSight(_recipient, look), Live: true, Bought: false, Restarted: false), at), at);
            }
        }

        private void Take(FlowTurn turn, DateTimeOffset at)
        {
            var run = turn.Run;
            var index = _runs.FindIndex(one => one.Id == run.Id);
            if (index < 0) _runs.Add(run);
            else _runs[index] = run;
            foreach (var passed in turn.Passed.Where(passed => passed.Step.StartsWith("send", StringComparison.Ordinal) || passed.Step.StartsWith("call", StringComparison.Ordinal)))
                _lines.Add((run.Id, $"{passed.Step} {at:HH:mm:ss}"));
            if (run.Status == FlowRunStatus.Completed) _lines.Add((run.Id, $"completed {at:HH:mm:ss}"));
            if (run.Status == FlowRunStatus.Exited) _lines.Add((run.Id, $"left {at:HH:mm:ss}"));
            if (run.Status == FlowRunStatus.Skipped) _lines.Add((run.Id, $"skipped {Reasons.Of(run.Reason!.Value)}"));
        }
    }
}
