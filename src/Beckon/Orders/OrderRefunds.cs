using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What was given back of the orders that a batch tells of, as far as the events up to the present one say.</summary>
public sealed class OrderRefunds
{
    private static readonly IReadOnlyList<OrderRefund> None = [];

    private readonly Dictionary<(Guid Source, string ExternalId), List<OrderRefund>> _known = [];
    private readonly HashSet<(Guid Source, string ExternalId, Guid EventKey)> _keys = [];
    private readonly List<NewRefund> _new = [];

    /// <summary>Those that nobody had told of before.</summary>
    public IReadOnlyList<NewRefund> New => _new;

    /// <summary>True where it was not known.</summary>
    public bool Add(Guid source, string externalId, Guid eventKey, OrderRefund refund)
    {
        if (!_keys.Add((source, externalId, eventKey))) return false;
        if (_known.TryGetValue((source, externalId), out var known)) known.Add(refund);
        else _known[(source, externalId)] = [refund];
        return true;
    }

    /// <summary>All of the order that the event tells of, with what it gives back itself.</summary>
    public IReadOnlyList<OrderRefund> With(CanonicalEvent e)
    {
        if (e.Order is not { } order) return None;
        if (order.Refund is { } amount)
        {
            var refund = new OrderRefund(e.OccurredAt, amount, order.Status);
            var key = EventKeyStore.KeyOf(e);
            if (Add(e.SourceId, order.ExternalId, key, refund)) _new.Add(new NewRefund(e.SourceId, order.ExternalId, key, refund));
        }
        return _known.GetValueOrDefault((e.SourceId, order.ExternalId), []);
    }
}

/// <summary>A refund and the event that told of it first.</summary>
/// <param name="SourceId">Where the order comes from.</param>
/// <param name="ExternalId">The platform's id of the order.</param>
/// <param name="EventKey">A hash of the sender's name for the event.</param>
/// <param name="Refund">What was given back.</param>
public readonly record struct NewRefund(Guid SourceId, string ExternalId, Guid EventKey, OrderRefund Refund);
