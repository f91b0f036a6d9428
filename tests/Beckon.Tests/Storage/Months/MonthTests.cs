using Beckon.Kernel;
using Beckon.Storage.Months;
using Microsoft.Extensions.Configuration;

namespace Beckon.Tests.Storage.Months;

public sealed class MonthTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Holds_the_ids_that_are_made_in_it()
    {
        var month = Month.Of(new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, TimeSpan.Zero));
        Guid.CreateVersion7(month.Start).ShouldBeGreaterThanOrEqualTo(month.FirstId);
        Guid.CreateVersion7(month.Start.AddMilliseconds(-1)).ShouldBeLessThan(month.FirstId);
        Guid.CreateVersion7(month.Next.Start.AddMilliseconds(-1)).ShouldBeLessThan(month.Next.FirstId);
    }

    [Theory]
    [InlineData("2026-11-30T23:59:59Z", "event_2026_11")]
    [InlineData("2026-12-31T23:30:00-01:00", "event_2027_01")]
    public void Is_a_calendar_month_in_UTC(string time, string table)
    {
        var month = Month.Of(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        month.Table("event").ShouldBe(table);
        Month.Read("event", table).ShouldBe(month);
    }

    [Theory]
    [InlineData("event_default")]
    [InlineData("event_key")]
    [InlineData("event_2026_13")]
    [InlineData("message_2026_01")]
    [InlineData("event")]
    public void Other_tables_are_no_months(string table) => Month.Read("event", table).ShouldBeNull();

    [Fact]
    public void Looks_back_from_the_latest_to_the_beginning()
    {
        IdSpan.Back(Now).Select(moment => moment?.ToString("yyyy-MM", null)).ShouldBe(["2026-02", "2025-11", "2025-03", null]);
        IdSpan.Back(Now, Now.AddMonths(-5)).Select(moment => moment?.ToString("yyyy-MM", null)).ShouldBe(["2026-02", "2025-11", null]);
        IdSpan.Back(Now, Now).ShouldBe([null]);
    }

    [Fact]
    public async Task Reads_a_span_backwards_without_gap_or_overlap_until_there_is_enough()
    {
        var asked = new List<IdSpan>();
        var none = await IdSpan.All.LatestAsync(Now, 5, (span, _) => Answer(span, 0));
        none.ShouldBeEmpty();
        asked[0].To.ShouldBe(IdSpan.All.To);
        asked[^1].From.ShouldBe(IdSpan.All.From);
        asked.Zip(asked.Skip(1), (later, earlier) => earlier.To == later.From).ShouldAllBe(joined => joined);

        asked.Clear();
        (await IdSpan.All.LatestAsync(Now, 5, (span, most) => Answer(span, Math.Min(3, most)))).Count.ShouldBe(5);
        asked.Count.ShouldBe(2);

        Task<List<int>> Answer(IdSpan span, int count)
        {
            asked.Add(span);
            return Task.FromResult(Enumerable.Range(0, count).ToList());
        }
    }

    [Fact]
    public void A_span_begins_behind_the_id_it_is_after()
    {
        var id = Guid.CreateVersion7(Now);
        IdSpan.All.After(id).From.ShouldBeGreaterThan(id);
        IdSpan.All.After(null).ShouldBe(IdSpan.All);
        IdSpan.All.After(Guid.AllBitsSet).From.ShouldBe(Guid.AllBitsSet);
        IdSpan.All.Since(id).Since(Ids.First(Now)).From.ShouldBe(id);
    }

    [Fact]
    public void Keeps_all_history_and_raw_payloads_for_ninety_days_where_nothing_is_set()
    {
        var retention = Read([]);
        retention.EventsMonths.ShouldBeNull();
        retention.MessagesMonths.ShouldBeNull();
        retention.RawDays.ShouldBe(90);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(28, 1)]
    [InlineData(29, 2)]
    [InlineData(90, 4)]
    public void Days_are_rounded_up_to_months(int days, int months) =>
        Read(new() { ["BECKON_KEEP_RAW_DAYS"] = $"{days}" }).RawMonths.ShouldBe(months);

    [Theory]
    [InlineData("BECKON_KEEP_EVENTS_MONTHS", "0", "Give the number of months to keep, 1 or more, or leave it out to keep all.")]
    [InlineData("BECKON_KEEP_MESSAGES_MONTHS", "-3", "Give the number of months to keep, 1 or more, or leave it out to keep all.")]
    [InlineData("BECKON_KEEP_RAW_DAYS", "ninety", "Give the number of days to keep, or 0 to keep none.")]
    public void Says_what_to_write_instead(string name, string value, string sentence) =>
        Should.Throw<SettingException>(() => Read(new() { [name] = value })).Message.ShouldBe($"{name} cannot be '{value}'. {sentence}");

    private static RetentionOptions Read(Dictionary<string, string?> settings) =>
        RetentionOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
