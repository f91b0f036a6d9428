using System.Globalization;
using Beckon.Integrations.Reading;

namespace Beckon.Tests.Integrations;

public sealed class IsoTimeTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2026-03-08T09:30:00+02:00", "2026-03-08T07:30:00Z")]
    [InlineData("2026-03-08T09:30:00Z", "2026-03-08T09:30:00Z")]
    [InlineData("2026-03-08 09:30:00", "2026-03-08T08:30:00Z")]
    [InlineData("2026-03-08t09:30z", "2026-03-08T09:30:00Z")]
    [InlineData("2026-07-08T09:30:00", "2026-07-08T07:30:00Z")]
    [InlineData("2026-03-08", "2026-03-07T23:00:00Z")]
    [InlineData("2026-03-08T09:30:00.123456+0000", "2026-03-08T09:30:00.123456Z")]
    [InlineData("2017-05-14T10:11:10.7022176+03:00", "2017-05-14T07:11:10.7022176Z")]
    [InlineData("2017-05-14T10:11:10.702217699999+03:00", "2017-05-14T07:11:10.7022176Z")]
    [InlineData("2026-03-08T09:30:00-05", "2026-03-08T14:30:00Z")]
    [InlineData("2026-03-08 09:30:00 +0000", "2026-03-08T09:30:00Z")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T01:30:00Z")]
    [InlineData("1900-01-01T00:00:00", "1899-12-31T23:50:00Z")]
    public void Real_times_are_understood(string text, string utc)
    {
        IsoTime.TryParse(text, Paris, out var time).ShouldBeTrue();
        time.ShouldBe(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture));
        time.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1772452800")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-08T25:00:00Z")]
    [InlineData("2026-03-08T09:30:00+15:00")]
    [InlineData("2026-03-08T09:30:00+2")]
    [InlineData("2026-03-08T09:30:00+02:0")]
    [InlineData("2026-03-08X09:30:00")]
    [InlineData("2026-03-08T")]
    [InlineData("2026-03-08T+02:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("2026-03-08T09:30:00.12a4567890Z")]
    public void What_is_no_time_is_refused(string text) => IsoTime.TryParse(text, Paris, out _).ShouldBeFalse();
}
