using Beckon.Analytics.Operation;

namespace Beckon.Tests.Analytics;

public sealed class RecentHourTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Minutes_before_the_start_are_left_away()
    {
        var hour = new RecentHour(Start);
        hour.Add(Start, 3);

        hour.Counts(Start).ShouldBe([3L]);
        hour.Counts(Start.AddMinutes(2)).ShouldBe([3L, 0L, 0L]);
    }

    [Fact]
    public void A_count_is_in_the_minute_in_which_it_was_made_and_moves_back_as_time_goes_on()
    {
        var hour = new RecentHour(Start);
        hour.Add(Start.AddSeconds(10), 2);
        hour.Add(Start.AddSeconds(50), 3);
        hour.Add(Start.AddSeconds(70), 7);

        hour.LastMinute(Start.AddSeconds(70)).ShouldBe(10);
        hour.Counts(Start.AddSeconds(70)).ShouldBe([2L, 10L]);
        hour.Counts(Start.AddSeconds(130)).ShouldBe([2L, 10L, 0L]);
    }

    [Fact]
    public void After_an_hour_nothing_is_left()
    {
        var hour = new RecentHour(Start);
        hour.Add(Start, 5);

        hour.LastHour(Start.AddMinutes(59)).ShouldBe(5);
        hour.LastHour(Start.AddMinutes(61)).ShouldBe(0);
        hour.LastHour(Start.AddDays(3)).ShouldBe(0);
        hour.Counts(Start.AddDays(3)).Length.ShouldBe(60);
    }

    [Fact]
    public void A_peak_is_the_highest_of_its_minute()
    {
        var hour = new RecentHour(Start);
        hour.Raise(Start, 40);
        hour.Raise(Start, 10);
        hour.Raise(Start.AddSeconds(65), 20);

        hour.Peaks(Start.AddSeconds(65)).ShouldBe([40L, 20L]);
    }

    [Fact]
    public void A_clock_that_was_set_back_loses_nothing()
    {
        var hour = new RecentHour(Start);
        hour.Add(Start.AddMinutes(5), 1);
        hour.Add(Start.AddMinutes(4), 1);

        hour.LastHour(Start.AddMinutes(5)).ShouldBe(2);
    }

    // The law: whatever is added at whatever moments of the hour is found again, in all and by minute.
    [Fact]
    public void What_was_counted_in_the_last_hour_adds_up()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var hour = new RecentHour(Start);
            var (now, sum) = (Start.AddHours(2), 0L);
            var from = now;
            while (now - from < TimeSpan.FromMinutes(58))
            {
                var value = random.Next(100);
                hour.Add(now, value);
                sum += value;
                now = now.AddSeconds(random.Next(1, 300));
            }
            hour.LastHour(from.AddMinutes(58)).ShouldBe(sum);
            hour.Counts(from.AddMinutes(58)).Sum().ShouldBe(sum);
        }
    }
}
