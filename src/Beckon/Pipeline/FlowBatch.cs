using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Orders;

namespace Beckon.Pipeline;

/// <summary>
/// What a batch makes of the runs of flows, one event after the other: which runs that wait it ends, and which it begins. Pure. A run that begins
/// in a batch may be ended by a later event of it.
/// </summary>
public sealed class FlowBatch
{
    private readonly Func<Guid> _newId;
    private readonly IReadOnlyList<LiveFlow> _flows;
    private readonly Dictionary<(Guid FlowId, int Version), FlowDefinition> _definitions;
    private readonly Dictionary<Guid, FlowRun> _runs = [];
    private readonly Dictionary<Guid, List<Guid>> _ofContact = [];
    private readonly HashSet<Guid> _begun = [];
    private readonly HashSet<Guid> _changed = [];

    /// <param name="newId">Makes the ids of runs.</param>
    /// <param name="flows">Those that start runs now.</param>
    /// <param name="waiting">The runs that the events of the batch may end.</param>
    /// <param name="definitions">The versions that those began on.</param>
    public FlowBatch(
        Func<Guid> newId, IReadOnlyList<LiveFlow> flows, IReadOnlyList<FlowRun> waiting, Dictionary<(Guid FlowId, int Version), FlowDefinition> definitions)
    {
        (_newId, _flows, _definitions) = (newId, flows, definitions);
        foreach (var flow in flows) definitions.TryAdd((flow.Id, flow.Version), flow.Definition);
        foreach (var run in waiting) Remember(run);
    }

    /// <summary>The runs that began, as they now stand.</summary>
    public IReadOnlyList<FlowRun> Begun => [.. _runs.Values.Where(run => _begun.Contains(run.Id))];

    /// <summary>The runs that had waited and do not any more.</summary>
    public IReadOnlyList<FlowRun> Changed => [.. _runs.Values.Where(run => _changed.Contains(run.Id))];

    public List<NewMessage> Messages { get; } = [];

    /// <summary>Ends what the event ends: who has bought is not asked to come back.</summary>
    public void Hear(ResolvedEvent resolved, Cart? cart)
    {
        if (resolved.ContactId is not { } contact) return;
        foreach (var run in WaitingOf(contact).ToList())
        {
            if (DefinitionOf(run).ExitRule == ExitRule.CartBought && ExitRules.ShowsPurchase(run, resolved, cart)) End(run.Id, SkipReason.Bought);
        }
    }

    /// <summary>Begins what the event begins. Of several runs about one cart only that of the latest trigger waits.</summary>
    public void Start(TriggerFacts facts, DateTimeOffset now)
    {
        foreach (var turn in _flows.Select(flow => FlowRunner.Start(flow, facts, _newId(), now)).OfType<FlowTurn>())
        {
            var rivals = turn.Run.Status == FlowRunStatus.Skipped
                ? []
                : WaitingOf(turn.Run.ContactId).Where(run => ExitRules.AreRivals(run, turn.Run)).ToList();
            _begun.Add(turn.Run.Id);
            // News that came late does not take the place of what happened after it.
            if (rivals.Exists(run => run.TriggeredAt > turn.Run.TriggeredAt))
            {
                Take(FlowRunner.End(turn.Run, DefinitionOf(turn.Run), SkipReason.Restarted));
                continue;
            }
            foreach (var run in rivals) End(run.Id, SkipReason.Restarted);
            Take(turn);
        }
    }

    private void End(Guid id, SkipReason reason)
    {
        if (!_runs.TryGetValue(id, out var run) || run.Status != FlowRunStatus.Waiting) return;
        if (!_begun.Contains(id)) _changed.Add(id);
        Take(FlowRunner.End(run, DefinitionOf(run), reason));
    }

    private void Take(FlowTurn turn)
    {
        Remember(turn.Run);
        Messages.AddRange(turn.Messages);
    }

    private void Remember(FlowRun run)
    {
        var known = _runs.ContainsKey(run.Id);
        _runs[run.Id] = run;
        if (known || run.Status != FlowRunStatus.Waiting) return;
        if (!_ofContact.TryGetValue(run.ContactId, out var ids)) _ofContact.Add(run.ContactId, ids = []);
        ids.Add(run.Id);
    }

    private IEnumerable<FlowRun> WaitingOf(Guid contact) =>
        _ofContact.TryGetValue(contact, out var ids)
            ? ids.Select(id => _runs[id]).Where(run => run.Status == FlowRunStatus.Waiting)
            : [];

    private FlowDefinition DefinitionOf(FlowRun run) => _definitions[(run.FlowId, run.FlowVersion)];
}
