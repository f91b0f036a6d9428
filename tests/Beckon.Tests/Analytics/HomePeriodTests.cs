using Beckon.Analytics;

namespace Beckon.Tests.Analytics;

public sealed class HomePeriodTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Fact]
    public void Days_begin_at_midnight_of_the_workspaces_zone()
    {
        // Two in the morning of the 20th in London is still the 19th in New York.
        var period = HomePeriod.Of(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero), NewYork, 7);

        period.Days[0].ShouldBe(new DateOnly(2026, 11, 13));
        period.Days[^1].ShouldBe(new DateOnly(2026, 11, 19));
        period.Start.ShouldBe(new DateTimeOffset(2026, 11, 13, 0, 0, 0, TimeSpan.FromHours(-5)));
        period.PreviousStart.ShouldBe(new DateTimeOffset(2026, 11, 6, 0, 0, 0, TimeSpan.FromHours(-5)));
        period.PreviousEnd.ShouldBe(new DateTimeOffset(2026, 11, 12, 21, 0, 0, TimeSpan.FromHours(-5)));
    }

    [Fact]
    public void A_day_may_have_25_hours()
    {
        // The clocks of New York were put back on 1 November 2026.
        var period = HomePeriod.Of(new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.FromHours(-5)), NewYork, 7);

        period.Start.ShouldBe(new DateTimeOffset(2026, 10, 27, 0, 0, 0, TimeSpan.FromHours(-4)));
        period.Days.Count.ShouldBe(7);
    }

    [Fact]
    public void A_day_without_midnight_begins_with_its_first_hour()
    {
        // Beirut puts its clocks forward at midnight.
        var beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");
        var period = HomePeriod.Of(new DateTimeOffset(2026, 4, 4, 12, 0, 0, TimeSpan.Zero), beirut, 7);

        period.Days[0].ShouldBe(new DateOnly(2026, 3, 29));
        period.Start.ShouldBe(new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero));
    }
}
