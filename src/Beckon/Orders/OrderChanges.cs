using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What a batch does to the order statistics of contacts. Only DELIVERED orders count.</summary>
public sealed class OrderChanges
{
    private readonly SortedDictionary<Guid, OrderSum> _added = [];
    private readonly SortedSet<Guid> _recount = [];

    /// <summary>Contacts that gained orders and lost none: what they gained.</summary>
    public IReadOnlyDictionary<Guid, OrderSum> Added => _added;

    /// <summary>Contacts whose statistics are counted anew from their orders, because one was taken out or changed.</summary>
    public IReadOnlyCollection<Guid> Recount => _recount;

    /// <summary>Everybody whose orders changed.</summary>
    public HashSet<Guid> Contacts { get; } = [];

    /// <summary>An order before and after the batch.</summary>
    public void Add(Order? before, Order after)
    {
        Contacts.Add(after.ContactId);
        if (before is not null) Contacts.Add(before.ContactId);
        if (before?.Status == OrderStatus.Delivered) CountAnew(before.ContactId, after.ContactId);
        else if (after.Status == OrderStatus.Delivered && !_recount.Contains(after.ContactId)) Gain(after);
    }

    public void CountAnew(params IEnumerable<Guid> contacts)
    {
        foreach (var contact in contacts)
        {
            _recount.Add(contact);
            _added.Remove(contact);
        }
    }

    private void Gain(Order order)
    {
        var sum = _added.TryGetValue(order.ContactId, out var known) ? known : new OrderSum(0, 0, order.PlacedAt);
        _added[order.ContactId] = new OrderSum(sum.Count + 1, sum.Total + order.Total, order.PlacedAt > sum.Last ? order.PlacedAt : sum.Last);
    }
}

/// <summary>So many orders, what they come to, and when the last was placed.</summary>
public readonly record struct OrderSum(int Count, decimal Total, DateTimeOffset Last);
