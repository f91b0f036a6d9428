using Beckon.Audiences.Language;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows;

/// <summary>
/// What a batch makes of the runs of flows, one event after the other: which runs that wait it ends or lets go on, and which it begins. Pure. A run that
/// begins in a batch may be ended by a later event of it.
/// </summary>
public sealed class FlowBatch
{
    private readonly Func<Guid> _newId;
    private readonly IReadOnlyList<LiveFlow> _flows;
    private readonly Today _today;
    private readonly Dictionary<(Guid FlowId, int Version), FlowDefinition> _definitions;
    private readonly Dictionary<(Guid FlowId, Guid ContactId), DateTimeOffset> _lastEntered;
    private readonly Dictionary<Guid, FlowRun> _runs = [];
    private readonly Dictionary<Guid, List<Guid>> _ofContact = [];
    private readonly HashSet<Guid> _begun = [];
    private readonly HashSet<Guid> _changed = [];

    /// <param name="newId">Makes the ids of runs.</param>
    /// <param name="live">What starts runs now.</param>
    /// <param name="today">The moment of the batch.</param>
    /// <param name="before">What was there before it.</param>
    public FlowBatch(Func<Guid> newId, LiveFlows live, Today today, FlowsBefore before)
    {
        (_newId, _flows, _today, _definitions, _lastEntered) = (newId, live.Flows, today, before.Definitions, before.LastEntered);
        foreach (var flow in _flows) _definitions.TryAdd((flow.Id, flow.Version), flow.Definition);
        foreach (var run in before.UnderWay) Remember(run);
    }

    /// <summary>The runs that began, as they now stand.</summary>
    public IReadOnlyList<FlowRun> Begun => [.. _runs.Values.Where(run => _begun.Contains(run.Id))];

    /// <summary>The runs that were under way and stand otherwise now.</summary>
    public IReadOnlyList<FlowRun> Changed => [.. _runs.Values.Where(run => _changed.Contains(run.Id))];

    public List<NewMessage> Messages { get; } = [];

    /// <summary>Everything that was decided, in order.</summary>
    public List<FlowTurn> Turns { get; } = [];

    /// <summary>Ends what the event ends, and lets go on what has waited for it: who has bought is not asked to come back.</summary>
    public void Hear(ResolvedEvent resolved, Cart? cart)
    {
        if (resolved.ContactId is not { } contact) return;
        foreach (var run in InReachOf(contact).ToList())
        {
            var definition = DefinitionOf(run);
            if (definition.Exits.Bought && ExitRules.ShowsPurchase(run, resolved, cart)) End(run.Id, SkipReason.Bought);
            else if (definition.Exits.Events.FirstOrDefault(test => ExitRules.IsAbout(run, test, resolved, cart, _today)) is { } exit) End(run.Id, SkipReason.Left, exit.Words());
            else if (WaitsFor(run, definition) is { } step && ExitRules.IsAbout(run, step.On, resolved, cart, _today)) Change(FlowRunner.Hear(run, definition, resolved.Event));
        }
    }

    /// <summary>Begins what the event begins. Of several runs about one cart or order only that of the latest trigger goes on.</summary>
    public void Start(TriggerFacts facts, DateTimeOffset now)
    {
        foreach (var flow in _flows)
        {
            var contact = facts.Recipient.ContactId;
            var asked = facts with { LastEntered = LastEntered(flow.Id, contact), IsIn = InReachOf(contact).Any(run => run.FlowId == flow.Id) };
            if (FlowRunner.Start(flow, asked, _newId(), now) is { } turn) Begin(turn, now);
        }
    }

    private void Begin(FlowTurn turn, DateTimeOffset now)
    {
        if (turn.Run is { Status: FlowRunStatus.Skipped, Reason: { } why } && StartRules.IsOnlyCounted(why, DefinitionOf(turn.Run)))
        {
            Turns.Add(turn with { Passed = [new StepPassed(StartRules.Door, Reasons.Of(why))] });
            return;
        }
        _begun.Add(turn.Run.Id);
        if (turn.Run.Status == FlowRunStatus.Skipped)
        {
            Take(turn);
            return;
        }
        _lastEntered[(turn.Run.FlowId, turn.Run.ContactId)] = now;
        // Who has yet to be let in takes nobody's place.
        if (turn.Run.IsAtDoor)
        {
            Take(turn);
            return;
        }
        var rivals = InReachOf(turn.Run.ContactId).Where(run => ExitRules.AreRivals(run, turn.Run) && !run.IsAtDoor).ToList();
        // News that came late does not take the place of what happened after it.
        if (rivals.Exists(run => run.TriggeredAt > turn.Run.TriggeredAt))
        {
            Take(FlowRunner.End(turn.Run, DefinitionOf(turn.Run), SkipReason.Restarted));
            return;
        }
        foreach (var run in rivals) End(run.Id, SkipReason.Restarted);
        Take(turn);
    }

    // Runs of a paused flow hear only what ends them.
    private static WaitForStep? WaitsFor(FlowRun run, FlowDefinition definition) =>
        run is { Status: FlowRunStatus.Waiting, InStep: true, Step: { Length: > 0 } at } ? definition.Map.Step(at) as WaitForStep : null;

    private void End(Guid id, SkipReason reason, string? seen = null)
    {
        if (_runs.TryGetValue(id, out var run) && run.IsInReach) Change(FlowRunner.End(run, DefinitionOf(run), reason, seen));
    }

    private void Change(FlowTurn turn)
    {
        if (!_begun.Contains(turn.Run.Id)) _changed.Add(turn.Run.Id);
        Take(turn);
    }

    private void Take(FlowTurn turn)
    {
        Remember(turn.Run);
        Turns.Add(turn);
        Messages.AddRange(turn.Messages);
    }

    private void Remember(FlowRun run)
    {
        var known = _runs.ContainsKey(run.Id);
        _runs[run.Id] = run;
        if (known || !run.IsInReach) return;
        if (!_ofContact.TryGetValue(run.ContactId, out var ids)) _ofContact.Add(run.ContactId, ids = []);
        ids.Add(run.Id);
    }

    private IEnumerable<FlowRun> InReachOf(Guid contact) =>
        _ofContact.TryGetValue(contact, out var ids)
            ? ids.Select(id => _runs[id]).Where(run => run.IsInReach)
            : [];

    private DateTimeOffset? LastEntered(Guid flow, Guid contact) => _lastEntered.TryGetValue((flow, contact), out var at) ? at : null;

    private FlowDefinition DefinitionOf(FlowRun run) => _definitions[(run.FlowId, run.FlowVersion)];
}

/// <summary>What was there before a batch.</summary>
/// <param name="UnderWay">The runs that the events of the batch may concern.</param>
/// <param name="Definitions">The versions that those are on.</param>
/// <param name="LastEntered">When contacts last came into those flows that ask for it.</param>
public sealed record FlowsBefore(
    IReadOnlyList<FlowRun> UnderWay, Dictionary<(Guid FlowId, int Version), FlowDefinition> Definitions, Dictionary<(Guid FlowId, Guid ContactId), DateTimeOffset> LastEntered);
