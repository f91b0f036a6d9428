using System.Globalization;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Templates;

namespace Beckon.Tests.Delivery;

public sealed class SendingRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly QuietHours Night = new(new TimeOnly(21, 0), new TimeOnly(9, 0));

    [Theory]
    [InlineData("2026-03-02T19:59:59Z", null)]
    [InlineData("2026-03-02T20:00:00Z", "2026-03-03T08:00:00Z")]
    [InlineData("2026-03-03T07:59:59Z", "2026-03-03T08:00:00Z")]
    [InlineData("2026-03-03T08:00:00Z", null)]
    // The night in which the clocks go forward, and that in which they go back.
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T07:00:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T08:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T08:00:00Z")]
    public void Quiet_hours_are_those_of_where_somebody_is(string at, string? end) =>
        Night.EndAt(At(at), Paris).ShouldBe(end is null ? null : At(end));

    [Theory]
    // Half past two does not come: the quiet hours end when the clocks go forward.
    [InlineData("2026-03-29T00:59:00Z", "01:00", "02:30", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29T01:00:00Z", "01:00", "02:30", null)]
    // Half past two comes twice: the first counts.
    [InlineData("2026-10-25T00:10:00Z", "01:00", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:10:00Z", "01:00", "02:30", null)]
    // An hour at noon.
    [InlineData("2026-03-02T11:30:00Z", "12:00", "13:00", "2026-03-02T12:00:00Z")]
    public void Hours_that_the_clocks_leave_out_or_show_twice_hold_nobody_up_for_a_day(string at, string from, string until, string? end) =>
        new QuietHours(Clock(from), Clock(until)).EndAt(At(at), Paris).ShouldBe(end is null ? null : At(end));

    [Fact]
    public void A_message_waits_until_nothing_stands_against_it()
    {
        var rules = new SendingRules { QuietHours = Night, Caps = [new FrequencyCap(1, 10)] };
        var sent = Noon.AddHours(-1);
        // Ten hours after the last one it is night.
        var timing = When(SendLimits.Workspace, rules, [sent], null, Noon);
        timing.Until.ShouldBe(At("2026-03-03T09:00:00Z"));
        timing.Reason.ShouldBe(SkipReason.FrequencyCap);
        timing.Trace.Select(line => $"{line.Rule}: {line.Seen}").ShouldBe(
        [
            "has not had 1 in 10 hours yet: 1",
            "is not in quiet hours (21:00 to 09:00 in UTC): 21:00",
            "waits until it may go out: 2026-03-03 09:00 UTC",
        ]);
    }

    [Fact]
    public void Each_message_takes_the_rules_in_its_own_way()
    {
        var rules = new SendingRules { QuietHours = new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)) };
        When(SendLimits.Workspace, rules, [], null, Noon).Until.ShouldBe(Noon.AddHours(1));
        When(SendLimits.Drop, rules, [], null, Noon).ShouldSatisfyAllConditions(timing => timing.Until.ShouldBeNull(), timing => timing.Reason.ShouldBe(SkipReason.QuietHours));
        When(SendLimits.Ignore, rules, [], null, Noon).ShouldBe(Timing.Now);
        var dropping = rules with { WhenHeld = WhenHeld.Drop };
        When(SendLimits.Workspace, dropping, [], null, Noon).Until.ShouldBeNull();
        When(SendLimits.Wait, dropping, [], null, Noon).Until.ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public void It_waits_so_long_and_no_longer()
    {
        var rules = new SendingRules { Caps = [new FrequencyCap(1, 48)], MostHours = 24 };
        When(SendLimits.Workspace, rules, [Noon.AddHours(-24)], null, Noon).Until.ShouldBe(Noon.AddHours(24));
        When(SendLimits.Workspace, rules, [Noon.AddHours(-24)], Noon.AddSeconds(-1), Noon).ShouldSatisfyAllConditions(
            timing => timing.Until.ShouldBeNull(), timing => timing.Reason.ShouldBe(SkipReason.FrequencyCap), timing => timing.Trace[^1].Seen.ShouldBe("could go out on 2026-03-03 12:00 UTC"));
    }

    // The law: it is the first minute at which the rules, read as they are written, let it go.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_goes_out_in_the_first_minute_in_which_it_may(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var rules = new SendingRules
            {
                QuietHours = random.Next(3) == 0 ? null : new QuietHours(AnyTime(random), AnyTime(random)),
                Caps = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new FrequencyCap(random.Next(1, 4), random.Next(1, 60), random.Next(3) switch { 0 => TemplateChannel.Sms, 1 => TemplateChannel.Email, _ => null }))],
                MostHours = 720,
            };
            if (rules.QuietHours is { } quiet && quiet.From == quiet.Until) continue;
            var now = At(random.Next(2) == 0 ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z").AddMinutes(random.Next(1_440));
            List<SentMessage> sent = [.. Enumerable.Range(0, random.Next(6)).Select(_ => new SentMessage(now.AddMinutes(-random.Next(3_000)), random.Next(2) == 0 ? Channel.Sms : Channel.Email))];
            var channel = random.Next(2) == 0 ? Channel.Sms : Channel.Email;
            var state = new SendingState(rules, Paris, sent);
            var expected = Enumerable.Range(0, 10_000).Select(minute => now.AddMinutes(minute)).First(at => May(rules, sent, channel, at));
            var timing = SendPolicy.When(SendLimits.Wait, state, channel, null, now);
            (timing.Until ?? now).ShouldBe(expected, $"{rules.ToJson()} at {now:O} after {string.Join(", ", sent)}");
        }
    }

    private static bool May(SendingRules rules, List<SentMessage> sent, Channel channel, DateTimeOffset at) =>
        !(rules.QuietHours is { } quiet && IsQuiet(quiet, at))
        && rules.Caps.Where(cap => Is(cap, channel)).All(cap => sent.Count(one => Is(cap, one.Channel) && one.At > at.AddHours(-cap.Hours)) < cap.Messages);

    private static bool Is(FrequencyCap cap, Channel channel) => cap.Channel is not { } only || (only == TemplateChannel.Sms) == (channel == Channel.Sms);

    // By the clock on the wall; nothing begins or ends in the hour that comes twice or not at all, of which the examples above are.
    private static bool IsQuiet(QuietHours quiet, DateTimeOffset at)
    {
        var clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Paris).DateTime);
        return quiet.From < quiet.Until ? clock >= quiet.From && clock < quiet.Until : clock >= quiet.From || clock < quiet.Until;
    }

    private static TimeOnly AnyTime(Random random) => new TimeOnly(3, 0).AddMinutes(random.Next(23 * 60));

    private static Timing When(SendLimits limits, SendingRules rules, DateTimeOffset[] sent, DateTimeOffset? heldSince, DateTimeOffset now) =>
        SendPolicy.When(limits, new SendingState(rules, TimeZoneInfo.Utc, [.. sent.Select(at => new SentMessage(at, Channel.Email))]), Channel.Email, heldSince, now);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static TimeOnly Clock(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);
}
