using Beckon.Storage.Lanes;

namespace Beckon.Tests.Storage.Lanes;

public sealed class SlotShareTests
{
    private static readonly Guid[] Nodes = [.. Enumerable.Range(1, 5).Select(n => new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]))];

    private readonly Guid?[] _owners = new Guid?[Lane.Slots];

    [Fact]
    public void One_node_takes_everything()
    {
        Settle(1);
        _owners.ShouldAllBe(owner => owner == Nodes[0]);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    [InlineData(5, 2)]
    public void Whoever_joins_or_leaves_the_shares_become_even_and_nothing_moves_that_need_not(int before, int after)
    {
        Settle(before);
        var was = _owners.ToArray();
        Settle(after);

        var shares = Nodes[..after].Select(node => _owners.Count(owner => owner == node)).ToList();
        shares.Sum().ShouldBe(Lane.Slots);
        (shares.Max() - shares.Min()).ShouldBeLessThanOrEqualTo(1);
        var moved = Enumerable.Range(0, Lane.Slots).Count(slot => was[slot] != _owners[slot]);
        moved.ShouldBeLessThanOrEqualTo(after > before ? Lane.Slots * (after - before) / after + after : Lane.Slots * (before - after) / before + before);
    }

    [Fact]
    public void Two_that_join_at_once_do_not_look_for_the_same_slots_first()
    {
        var first = SlotShare.Of(Nodes[0], Nodes[..2], _owners).Take;
        SlotShare.Of(Nodes[1], Nodes[..2], _owners).Take.Intersect(first).ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_no_longer_works_gives_everything_back()
    {
        Settle(1);
        SlotShare.Of(Nodes[0], [Nodes[1]], _owners).Release.Count.ShouldBe(Lane.Slots);
    }

    // Each node in turn, until nobody wants to move anything.
    private void Settle(int nodes)
    {
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var node in Nodes[..nodes])
            {
                var moves = SlotShare.Of(node, Nodes[..nodes], _owners);
                foreach (var slot in moves.Release) _owners[slot] = null;
                foreach (var slot in moves.Take) _owners[slot] = node;
                moved |= moves.Release.Count + moves.Take.Count > 0;
            }
        }
    }
}
