namespace Beckon.Storage.Lanes;

/// <summary>Who should own what. Pure: each node works out its own part, and together they come to equal shares with the fewest moves.</summary>
public static class SlotShare
{
    /// <param name="me">The node that asks.</param>
    /// <param name="nodes">The living nodes that work.</param>
    /// <param name="owners">The owner of each slot, by number; null for none.</param>
    public static SlotMoves Of(Guid me, IReadOnlyCollection<Guid> nodes, IReadOnlyList<Guid?> owners)
    {
        var order = nodes.Order().ToList();
        var place = order.IndexOf(me);
        var mine = Numbers(owners, owner => owner == me);
        if (place < 0) return new SlotMoves(mine, []);

        var share = owners.Count / order.Count + (place < owners.Count % order.Count ? 1 : 0);
        if (mine.Count > share) return new SlotMoves(mine[share..], []);
        var free = Numbers(owners, owner => owner is not { } id || !nodes.Contains(id));
        // Each begins to look at another place, so that two that are equally quick do not want the same.
        return new SlotMoves([], [.. free.OrderBy(number => (number + (order.Count - place) * owners.Count / order.Count) % owners.Count).Take(share - mine.Count)]);
    }

    private static List<int> Numbers(IReadOnlyList<Guid?> owners, Func<Guid?, bool> which) =>
        [.. Enumerable.Range(0, owners.Count).Where(number => which(owners[number]))];
}

/// <summary>The slots to give away and those to take.</summary>
public sealed record SlotMoves(List<int> Release, List<int> Take);
