namespace Beckon.Rfm;

/// <summary>
/// Scores and segments. Pure. A score is one more than the number of cut points that the value has reached, so that equal values have equal scores;
/// of recency it is counted down. Cut points by quantiles are R's type 7 at a fifth, two fifths and so on, plus one.
/// </summary>
public static class RfmRules
{
    public const int Scores = 5;

    public static int Score(decimal value, IReadOnlyList<decimal> cuts) => 1 + cuts.Count(cut => cut <= value);

    public static int RecencyScore(int days, IReadOnlyList<decimal> cuts) => Scores - cuts.Count(cut => cut <= days);

    public static string SegmentOf(IReadOnlyList<RfmSegment> segments, int recency, int frequency, int monetary) =>
        segments.FirstOrDefault(segment => segment.Fits(recency, frequency, monetary))?.Name ?? RfmSegment.Others;

    /// <summary>The segment of each combination of scores, in the order of recency, frequency and monetary: 125 of them.</summary>
    public static string[] Table(IReadOnlyList<RfmSegment> segments) =>
    [
        .. from recency in Enumerable.Range(1, Scores)
           from frequency in Enumerable.Range(1, Scores)
           from monetary in Enumerable.Range(1, Scores)
           select SegmentOf(segments, recency, frequency, monetary),
    ];
}
