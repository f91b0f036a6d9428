using Beckon.Kernel;
using Beckon.Rfm;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Rfm;

public sealed class RfmRulesTests
{
    private static readonly decimal[] Cuts = [10, 20, 30, 40];

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(29, 3)]
    [InlineData(40, 5)]
    public void A_score_begins_at_its_cut_point(int value, int score)
    {
        RfmRules.Score(value, Cuts).ShouldBe(score);
        RfmRules.RecencyScore(value, Cuts).ShouldBe(6 - score);
    }

    [Theory]
    [InlineData(5, 5, 5, "Champions")]
    [InlineData(5, 5, 1, "Others")]
    [InlineData(3, 3, 3, "Potential Loyalist")]
    [InlineData(2, 2, 2, "Loyal Customers")]
    [InlineData(5, 1, 5, "New Customers")]
    [InlineData(1, 4, 5, "Can't Lose Them")]
    [InlineData(1, 1, 1, "Lost")]
    public void The_first_segment_that_fits_is_a_customers(int recency, int frequency, int monetary, string segment) =>
        RfmRules.SegmentOf(RfmSegment.Usual, recency, frequency, monetary).ShouldBe(segment);

    [Fact]
    public void The_table_has_the_segment_of_every_combination()
    {
        var table = RfmRules.Table(RfmSegment.Usual);
        table.Length.ShouldBe(125);
        var all = Enumerable.Range(0, 125).Select(at => RfmRules.SegmentOf(RfmSegment.Usual, at / 25 + 1, at / 5 % 5 + 1, at % 5 + 1));
        table.ShouldBe(all);
    }

    [Fact]
    public void More_of_a_value_is_never_a_lower_score() => Prop
        .ForAll<int, int>((one, other) => one <= other ? RfmRules.Score(one, Cuts) <= RfmRules.Score(other, Cuts) : RfmRules.Score(one, Cuts) >= RfmRules.Score(other, Cuts))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Settings_are_read_as_they_were_written()
    {
        var settings = RfmSettings.Usual with { Method = RfmMethod.Thresholds, WindowDays = 365, Thresholds = new(Cuts, [2, 3, 4, 5], [50, 100, 200, 400]) };
        RfmSettings.Parse(settings.ToJson()).ToJson().ShouldBe(settings.ToJson());
    }

    [Fact]
    public void Settings_that_make_no_sense_are_named_by_their_path()
    {
        Faults(RfmSettings.Usual).ShouldBeEmpty();
        Faults(RfmSettings.Usual with { WindowDays = 1 }).ShouldBe(["windowDays"]);
        Faults(RfmSettings.Usual with { Method = RfmMethod.Thresholds }).ShouldBe(["thresholds"]);
        Faults(RfmSettings.Usual with { Thresholds = new([10, 10, 20, 30], [1, 2, 3], [-1, 2, 3, 4]) })
            .ShouldBe(["thresholds.recencyDays", "thresholds.frequency", "thresholds.monetary"], ignoreOrder: true);
        Faults(RfmSettings.Usual with { Segments = [] }).ShouldBe(["segments"]);
        var one = RfmSegment.Usual[0];
        Faults(RfmSettings.Usual with { Segments = [one, one with { Name = "CHAMPIONS" }, one with { Name = "x", Recency = new(4, 3) }, one with { Name = " " }] })
            .ShouldBe(["segments[1].name", "segments[2].recency", "segments[3].name"], ignoreOrder: true);
    }

    private static IEnumerable<string> Faults(RfmSettings settings)
    {
        var faults = new Faults();
        RfmSettingsRules.Check(settings, faults);
        return faults.ToErrors().Keys;
    }
}
