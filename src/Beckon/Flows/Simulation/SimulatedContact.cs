using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Orders;

namespace Beckon.Flows.Simulation;

/// <summary>
/// A flow on what happened to one contact, on a clock that stands where the next thing happens: the same decisions in the same order as those of the live
/// engine, by the same code. Pure.
/// </summary>
public sealed class SimulatedContact(LiveFlow flow, FilterContext context, TimeZoneInfo zone, SendingRules rules, ContactPast past)
{
    private const string SimulatedCode = "CODE";

    private readonly LiveFlows _live = new([flow], new HashSet<string>(), zone);
    private readonly Dictionary<(Guid FlowId, int Version), FlowDefinition> _definitions = new() { [(flow.Id, flow.Version)] = flow.Definition };
    private readonly Dictionary<(Guid FlowId, Guid ContactId), DateTimeOffset> _lastEntered = [];
    private readonly Dictionary<Guid, FlowRun> _runs = [];
    private readonly List<SentMessage> _sent = [];
    private readonly Dictionary<(Guid Source, string Key), Cart> _carts = [];
    private readonly Dictionary<(Guid Source, string Key), (OrderStatus Status, DateTimeOffset PlacedAt, DateTimeOffset StatusAt)> _orders = [];

    /// <summary>Its runs as they stand, in the order in which they began.</summary>
    public IReadOnlyCollection<FlowRun> Runs => _runs.Values;

    public Guid ContactId => past.ContactId;

    /// <summary>Every decision and when it was taken.</summary>
    public List<SimulatedTurn> Turns { get; } = [];

    /// <summary>What they would have been sent.</summary>
    public IEnumerable<SentMessage> Sent => Turns.SelectMany(one => one.Turn.Messages.Where(message => message.Skipped is null).Select(message => new SentMessage(one.At, message.Channel)));

    /// <summary>Goes through all that happened until a moment.</summary>
    public void Run(DateTimeOffset until)
    {
        foreach (var resolved in past.Events)
        {
            if (resolved.Event.ReceivedAt > until) break;
            CatchUp(resolved.Event.ReceivedAt);
            Take(resolved);
        }
        CatchUp(until);
    }

    private void Take(ResolvedEvent resolved)
    {
        var now = resolved.Event.ReceivedAt;
        var cart = Fold(resolved);
        FoldOrder(resolved.Event);
        var today = _live.TodayAt(now);
        var batch = new FlowBatch(() => Guid.CreateVersion7(now), _live, today, new FlowsBefore([.. _runs.Values.Where(run => run.IsUnderWay)], _definitions, _lastEntered));
        batch.Hear(resolved, cart);
        if (_live.Triggers.Contains(resolved.Event.Name)) batch.Start(new TriggerFacts(resolved.Event, past.RecipientAt(now), cart, today) { Sending = rules.Any ? null : SendingState.Free }, now);
        foreach (var turn in batch.Turns) Keep(turn, now);
    }

    // What is due goes on at its own time, the earliest first.
    private void CatchUp(DateTimeOffset until)
    {
        while (NextDue(until) is { DueAt: { } due } run)
        {
            var look = flow.Definition.Looks ? new ContactLook(past.FactsAt(due, order => WasDelivered(order, due)), _live.TodayAt(due), context, zone) : null;
            var facts = new ResumeFacts(new FlowSight(past.RecipientAt(due), look) { Sending = SendingAt(due), Offer = OfferTo(run) }, Live: true, HasBought(run), IsRestarted(run));
            var turn = FlowRunner.Resume(run, flow.Definition, facts, due);
            Keep(turn, due);
            if (run.IsAtDoor && turn.Run.Status is not (FlowRunStatus.Skipped or FlowRunStatus.Exited)) TakePlaces(turn.Run, due);
        }
    }

    // Codes are not given away; that there will be enough of them is taken for granted.
    private DiscountOffer? OfferTo(FlowRun run) => run is { InStep: false, Step: { Length: > 0 } at } && flow.Definition.Map.Step(at) is DiscountStep step
        ? new DiscountOffer(step.Id, SimulatedCode)
        : null;

    private void TakePlaces(FlowRun entered, DateTimeOffset at)
    {
        foreach (var run in _runs.Values.Where(run => ExitRules.TakesPlaceOf(entered, run)).ToList())
            Keep(FlowRunner.End(run, flow.Definition, SkipReason.Restarted), at);
    }

    private FlowRun? NextDue(DateTimeOffset until)
    {
        var next = default(FlowRun);
        foreach (var run in _runs.Values)
        {
            if (run.Status != FlowRunStatus.Waiting || run.DueAt > until || run.DueAt > next?.DueAt) continue;
            if (next is null || run.DueAt < next.DueAt || DueOrder.Instance.Compare((run, flow.Definition.Priority), (next, flow.Definition.Priority)) < 0) next = run;
        }
        return next;
    }

    // By the rules as they are now, and beside what others sent as it was sent.
    private SendingState SendingAt(DateTimeOffset at) => rules.Any
        ? new SendingState(rules, past.RecipientAt(at).ZoneOr(zone), [.. past.Sent.Where(sent => sent.At <= at), .. _sent])
        : SendingState.Free;

    private void Keep(FlowTurn turn, DateTimeOffset at)
    {
        Turns.Add(new SimulatedTurn(turn, at));
        _sent.AddRange(turn.Messages.Where(message => message is { Skipped: null, Limits: not SendLimits.Ignore }).Select(message => new SentMessage(at, message.Channel)));
        var counted = turn.Run is { Status: FlowRunStatus.Skipped, Reason: { } why } && StartRules.IsOnlyCounted(why, flow.Definition);
        if (!counted) _runs[turn.Run.Id] = turn.Run;
        if (past.Facts is not { } known) return;
        foreach (var change in turn.Deeds.OfType<ChangeStep>())
        {
            known.Tags.UnionWith(change.AddTags.Select(tag => tag.ToLowerInvariant()));
            known.Tags.ExceptWith(change.RemoveTags.Select(tag => tag.ToLowerInvariant()));
            known.Lists.UnionWith(ListsOf(change.AddLists));
            known.Lists.ExceptWith(ListsOf(change.RemoveLists));
        }
    }

    private static IEnumerable<Guid> ListsOf(IEnumerable<string> ids) =>
        ids.Select(id => Kernel.PublicId.TryParse(Kernel.Ids.List, id, out var list) ? list : Guid.Empty);

    private Cart? Fold(ResolvedEvent resolved)
    {
        if (resolved.Event.Cart is not { } change) return null;
        var key = (resolved.Event.SourceId, CartRules.NameOf(change, past.ContactId));
        var before = _carts.GetValueOrDefault(key);
        // An order closes its cart; where none was told of there is none to close.
        if (before is null && resolved.Event.Order is not null && change.Status == CartStatus.Converted) return null;
        return _carts[key] = CartRules.Apply(before, resolved, Guid.CreateVersion7(resolved.Event.ReceivedAt));
    }

    private void FoldOrder(CanonicalEvent e)
    {
        if (e.Order is not { } order) return;
        var known = _orders.TryGetValue((e.SourceId, order.ExternalId), out var before);
        if (known && e.OccurredAt < before.StatusAt) return;
        // News of an order by its id alone does not say when it was placed.
        if (order.PlacedAt == DateTimeOffset.UnixEpoch && !known) return;
        _orders[(e.SourceId, order.ExternalId)] = (order.Status, order.PlacedAt == DateTimeOffset.UnixEpoch ? before.PlacedAt : order.PlacedAt, e.OccurredAt);
    }

    // What was told of it within the span of time comes first.
    private bool WasDelivered(OrderFact order, DateTimeOffset at) =>
        _orders.TryGetValue(order.Key, out var told) ? told.Status == OrderStatus.Delivered : order.DeliveredAt <= at;

    private bool HasBought(FlowRun run) =>
        _carts.Values.Any(cart => cart.Id == run.CartId && cart.Status == CartStatus.Converted)
        || _orders.Values.Any(order => ExitRules.IsPurchaseSince(run, order.Status, order.PlacedAt));

    private bool IsRestarted(FlowRun run) => run.CartId is not null && _runs.Values.Any(other =>
        other.Status == FlowRunStatus.Waiting && !other.IsAtDoor && other.CartId == run.CartId
        && (other.TriggeredAt > run.TriggeredAt || (other.TriggeredAt == run.TriggeredAt && other.EventId.CompareTo(run.EventId) > 0)));
}

/// <summary>A decision and when it was taken.</summary>
public readonly record struct SimulatedTurn(FlowTurn Turn, DateTimeOffset At);
