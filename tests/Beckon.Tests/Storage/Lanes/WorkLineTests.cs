using Beckon.Storage.Lanes;

namespace Beckon.Tests.Storage.Lanes;

public sealed class WorkLineTests
{
    private static readonly Lane Busy = new(Guid.CreateVersion7(), LaneKind.Arrivals);
    private static readonly Lane Quiet = new(Guid.CreateVersion7(), LaneKind.Arrivals);

    private readonly WorkLine _line = new();

    [Fact]
    public async Task A_lane_stands_in_the_line_once_however_often_it_is_rung()
    {
        _line.Add(Busy);
        _line.Add(Busy);
        _line.Add(Quiet);
        (await TakeAsync()).ShouldBe(Busy);
        (await TakeAsync()).ShouldBe(Quiet);
        IsEmpty().ShouldBeTrue();
    }

    [Fact]
    public async Task A_lane_is_in_one_hand_at_a_time_and_what_came_meanwhile_is_not_forgotten()
    {
        _line.Add(Busy);
        await TakeAsync();
        _line.Add(Busy);
        _line.Add(Busy);
        IsEmpty().ShouldBeTrue();
        _line.Done(Busy);
        (await TakeAsync()).ShouldBe(Busy);
        _line.Done(Busy);
        IsEmpty().ShouldBeTrue();
    }

    [Fact]
    public async Task A_busy_lane_goes_behind_the_others()
    {
        _line.Add(Busy);
        await TakeAsync();
        _line.Add(Quiet);
        _line.Add(Busy);
        _line.Done(Busy);
        (await TakeAsync()).ShouldBe(Quiet);
        (await TakeAsync()).ShouldBe(Busy);
    }

    [Fact]
    public void A_lane_is_read_as_it_was_written()
    {
        var lane = new Lane(Guid.CreateVersion7(), LaneKind.Contacts, 12);
        Lane.TryParse(lane.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(lane);
        Lane.TryParse("Contacts twelve", out _).ShouldBeFalse();
    }

    // Nodes of different versions must agree on it.
    [Fact]
    public void A_lane_stays_in_its_slot()
    {
        var workspace = new Guid("0195a3c2-1d5e-7c40-9b1a-2f6d8e4c7a10");
        new Lane(workspace, LaneKind.Arrivals).Slot.ShouldBe(SlotOfArrivals);
        new Lane(workspace, LaneKind.Contacts, 3).Slot.ShouldBe(SlotOfContacts);
        Lane.PartitionOf(workspace, [.. Enumerable.Range(1, Lane.Partitions)]).ShouldBe(PartitionOfContact);
    }

    private const int SlotOfArrivals = 60;
    private const int SlotOfContacts = 3;
    private const int PartitionOfContact = 12;

    private ValueTask<Lane> TakeAsync() => _line.TakeAsync(CancellationToken.None);

    private bool IsEmpty()
    {
        using var now = new CancellationTokenSource();
        now.Cancel();
        var take = _line.TakeAsync(now.Token);
        return take.IsCanceled;
    }
}
