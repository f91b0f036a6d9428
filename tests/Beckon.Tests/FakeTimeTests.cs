namespace Beckon.Tests;

public sealed class FakeTimeTests
{
    [Fact]
    public void Fires_timers_in_order_and_at_the_time_they_were_due()
    {
        var time = new FakeTime();
        var start = time.GetUtcNow();
        var fired = new List<(string Name, double At)>();
        using var late = time.CreateTimer(_ => fired.Add(("late", (time.GetUtcNow() - start).TotalSeconds)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = time.CreateTimer(_ => fired.Add(("often", (time.GetUtcNow() - start).TotalSeconds)), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        time.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe([("often", 2), ("late", 3), ("often", 4)]);
        (time.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(5));
        time.PendingTimers.ShouldBe(1);
    }

    [Fact]
    public async Task Ends_a_delay_only_when_its_time_has_come()
    {
        var time = new FakeTime();
        var delay = Task.Delay(TimeSpan.FromMinutes(1), time);

        time.Advance(TimeSpan.FromSeconds(59));
        delay.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void Cancels_a_token_source_that_was_given_more_time_only_after_that()
    {
        var time = new FakeTime();
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
        time.Advance(TimeSpan.FromSeconds(9));
        source.CancelAfter(TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(9));
        source.IsCancellationRequested.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(1));
        source.IsCancellationRequested.ShouldBeTrue();
    }
}
