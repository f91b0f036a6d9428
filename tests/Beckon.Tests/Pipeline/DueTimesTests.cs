using Beckon.Pipeline;

namespace Beckon.Tests.Pipeline;

public sealed class DueTimesTests
{
    private static readonly Guid Shop = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
    private static readonly Guid Other = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);

    private readonly FakeTime _time = new();
    private readonly DueTimes _due;

    public DueTimesTests() => _due = new DueTimes(_time);

    [Fact]
    public async Task A_workspace_is_taken_at_its_time_and_not_before()
    {
        _due.Tell(Shop, _time.GetUtcNow().AddMinutes(10));
        var taken = _due.TakeAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        taken.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await taken).ShouldBe(Shop);
    }

    [Fact]
    public async Task What_is_told_while_it_waits_and_is_due_sooner_goes_first()
    {
        _due.Tell(Shop, _time.GetUtcNow().AddMinutes(10));
        var taken = _due.TakeAsync(CancellationToken.None);
        _due.Tell(Other, _time.GetUtcNow());
        (await taken).ShouldBe(Other);
    }

    [Fact]
    public async Task Of_several_times_of_a_workspace_the_earliest_counts_and_counts_once()
    {
        var now = _time.GetUtcNow();
        _due.Tell(Shop, now.AddMinutes(5));
        _due.Tell(Shop, now);
        _due.Tell(Shop, now.AddMinutes(9));
        (await _due.TakeAsync(CancellationToken.None)).ShouldBe(Shop);
        var again = _due.TakeAsync(CancellationToken.None);
        _due.Tell(Other, now);
        (await again).ShouldBe(Other);
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var taken = _due.TakeAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(taken);
    }
}
