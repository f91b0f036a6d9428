using System.Runtime.InteropServices;
using Beckon.Delivery;

namespace Beckon.Flows.Simulation;

/// <summary>Adds up what a flow did with one contact after the other. Pure.</summary>
public sealed class SimulationSum(Func<DateTimeOffset, DateOnly> dayOf)
{
    // Of each way of ending.
    private const int MostExamples = 10;

    private readonly SortedDictionary<DateOnly, (int CameIn, int Messages, int Skipped)> _days = [];
    private readonly Dictionary<(DateOnly, string), long> _stepDays = [];
    private readonly Dictionary<StepPassed, long> _passed = [];
    private readonly Dictionary<string, long> _standing = new(StringComparer.Ordinal);
    private readonly Dictionary<(FlowRunStatus Status, string? Reason), long> _endings = [];
    private readonly Dictionary<(FlowRunStatus, SkipReason?), int> _examples = [];
    private readonly Dictionary<Guid, SimulatedOverlap> _overlaps = [];
    private int _people;
    private int _reached;
    private int _messages;
    private int _texts;

    /// <summary>Runs worth looking at, some of each way of ending.</summary>
    public List<SimulatedRun> Examples { get; } = [];

    public void Add(SimulatedContact contact)
    {
        var sent = _messages;
        foreach (var (turn, at) in contact.Turns)
        {
            foreach (var passed in turn.Passed) Count(_passed, passed);
            foreach (var message in turn.Messages) Add(message, at);
            if (turn.Run is { Status: FlowRunStatus.Skipped, Reason: { } why } && contact.Runs.All(run => run.Id != turn.Run.Id)) Count(_endings, (FlowRunStatus.Skipped, Reasons.Of(why)));
        }
        var came = contact.Runs.Where(run => run.Status != FlowRunStatus.Skipped).ToList();
        if (came.Count > 0) _people++;
        if (_messages > sent) _reached++;
        foreach (var run in came) Change(dayOf(run.StartedAt), cameIn: 1);
        foreach (var run in contact.Runs) Add(run, contact);
    }

    /// <summary>Adds what else some of the people got; nobody twice.</summary>
    public void Add(IEnumerable<(Guid FlowId, SimulatedOverlap Overlap)> overlaps)
    {
        foreach (var (flow, overlap) in overlaps)
        {
            _overlaps[flow] = _overlaps.TryGetValue(flow, out var known)
                ? overlap with { Messages = known.Messages + overlap.Messages, People = known.People + overlap.People }
                : overlap;
        }
    }

    /// <summary>What it comes to.</summary>
    public SimulationResult Result(MessagePrices prices) => new()
    {
        People = _people,
        Reached = _reached,
        CameIn = _days.Values.Sum(day => day.CameIn),
        Messages = _messages,
        Skipped = _days.Values.Sum(day => day.Skipped),
        Texts = _texts,
        Cost = prices.Of(_messages - _texts, _texts),
        Days = [.. _days.Select(day => new SimulatedDay(day.Key, day.Value.CameIn, day.Value.Messages, day.Value.Skipped))],
        StepDays = [.. _stepDays.Select(one => new SimulatedStepDay(one.Key.Item1, one.Key.Item2, one.Value)).OrderBy(one => one.Day).ThenBy(one => one.Step, StringComparer.Ordinal)],
        Passed = [.. _passed.Select(one => new StepTally(one.Key.Step, one.Key.Way, one.Value)).OrderBy(one => one.Step, StringComparer.Ordinal).ThenBy(one => one.Way, StringComparer.Ordinal)],
        Standing = [.. _standing.Select(one => new StepTally(one.Key, "", one.Value)).OrderBy(one => one.Step, StringComparer.Ordinal)],
        Endings = [.. _endings.Select(one => new RunEnding(one.Key.Status, one.Key.Reason, one.Value)).OrderByDescending(one => one.Count)],
        Overlaps = [.. _overlaps.Values.OrderByDescending(one => one.Messages)],
    };

    private void Add(NewMessage message, DateTimeOffset at)
    {
        var day = dayOf(at);
        if (message.Skipped is not null)
        {
            Change(day, skipped: 1);
            return;
        }
        _messages++;
        if (message.Channel == Contacts.Channel.Sms) _texts++;
        Change(day, messages: 1);
        Count(_stepDays, (day, message.Step));
    }

    private void Add(FlowRun run, SimulatedContact contact)
    {
        Count(_endings, (run.Status, run.Reason is { } reason ? Reasons.Of(reason) : null));
        if (run.IsUnderWay) Count(_standing, run.Step ?? "");
        ref var examples = ref CollectionsMarshal.GetValueRefOrAddDefault(_examples, (run.Status, run.Reason), out _);
        if (examples++ < MostExamples) Examples.Add(SimulatedRun.Of(run, contact));
    }

    private void Change(DateOnly day, int cameIn = 0, int messages = 0, int skipped = 0)
    {
        var known = _days.GetValueOrDefault(day);
        _days[day] = (known.CameIn + cameIn, known.Messages + messages, known.Skipped + skipped);
    }

    private static void Count<T>(Dictionary<T, long> counts, T key) where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
