namespace Beckon.Rfm;

/// <summary>The RFM table as it was last computed.</summary>
/// <param name="Computed">When and from what; null while nobody has a delivered order.</param>
/// <param name="Currency">Of all amounts: the workspace's.</param>
/// <param name="Cells">The grid, the cells that have customers.</param>
/// <param name="Segments">The segments in the order in which they are tried, those without customers too.</param>
/// <param name="Moves">How many went from one segment into another since the computation before; empty for the first.</param>
/// <param name="SettingsChanged">Whether the settings were changed in between, so that people moved who did nothing.</param>
/// <param name="Trend">How big each segment was, the earliest day first; at most 90 days.</param>
public sealed record RfmView(
    RfmComputation? Computed, string Currency, IReadOnlyList<RfmCell> Cells, IReadOnlyList<RfmSegmentView> Segments, IReadOnlyList<RfmMove> Moves,
    bool SettingsChanged, IReadOnlyList<RfmDay> Trend)
{
    public static RfmView Empty(string currency) => new(null, currency, [], [], [], false, []);

    public static RfmView Of(IReadOnlyList<RfmRun> runs, ILookup<Guid, RfmCellRow> cells, IReadOnlyList<RfmMove> moves, string currency)
    {
        var last = runs[0];
        var all = cells[last.Id].ToList();
        return new RfmView(
            new RfmComputation(last.Day, last.FinishedAt, last.Milliseconds, last.Customers, last.Cuts),
            currency,
            [.. all.GroupBy(cell => (cell.Recency, cell.Frequency)).OrderBy(cell => cell.Key).Select(cell => Cell(cell.Key, [.. cell], last.Customers))],
            [.. Names(last.Settings, all).Select(name => Segment(name, all, last))],
            moves,
            runs.Count > 1 && runs[0].Settings.ToJson() != runs[1].Settings.ToJson(),
            [.. runs.DistinctBy(run => run.Day).Reverse().Select(run => new RfmDay(run.Day, Sizes(cells[run.Id])))]);
    }

    private static IEnumerable<string> Names(RfmSettings settings, List<RfmCellRow> cells) =>
        settings.Segments.Select(segment => segment.Name)
            .Concat(cells.Exists(cell => cell.Segment == RfmSegment.Others) ? [RfmSegment.Others] : []);

    private static RfmCell Cell((int Recency, int Frequency) at, List<RfmCellRow> rows, long customers)
    {
        var (count, orders, revenue) = (rows.Sum(row => row.Customers), rows.Sum(row => row.Orders), rows.Sum(row => row.Revenue));
        return new RfmCell(
            at.Recency, at.Frequency, count, Share(count, customers), orders, revenue, Average(revenue, orders),
            [.. rows.OrderByDescending(row => row.Customers).Select(row => row.Segment)]);
    }

    private static RfmSegmentView Segment(string name, List<RfmCellRow> all, RfmRun run)
    {
        var rows = all.FindAll(row => row.Segment == name);
        var (count, orders, revenue) = (rows.Sum(row => row.Customers), rows.Sum(row => row.Orders), rows.Sum(row => row.Revenue));
        var rule = run.Settings.Segments.FirstOrDefault(segment => segment.Name == name);
        return new RfmSegmentView(
            name, count, Share(count, run.Customers), orders, revenue, Average(revenue, orders), rule?.Recency, rule?.Frequency, rule?.Monetary);
    }

    private static Dictionary<string, long> Sizes(IEnumerable<RfmCellRow> cells) =>
        cells.GroupBy(cell => cell.Segment).ToDictionary(segment => segment.Key, segment => segment.Sum(cell => cell.Customers), StringComparer.Ordinal);

    private static decimal Share(long part, long whole) => whole == 0 ? 0 : Math.Round((decimal)part / whole, 4);

    private static decimal? Average(decimal revenue, long orders) => orders == 0 ? null : Math.Round(revenue / orders, 2, MidpointRounding.AwayFromZero);
}

/// <summary>When the scores were computed, and from what.</summary>
/// <param name="Day">The workspace's calendar day that recency is counted from.</param>
/// <param name="FinishedAt">When it was done.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Customers">How many customers have scores: those with a delivered order.</param>
/// <param name="Cuts">At which values the next score begins.</param>
public sealed record RfmComputation(DateOnly Day, DateTimeOffset FinishedAt, int Milliseconds, long Customers, RfmCuts Cuts);

/// <summary>The customers of one recency and one frequency score.</summary>
/// <param name="Recency">1 (long ago) to 5 (lately).</param>
/// <param name="Frequency">1 (seldom) to 5 (often).</param>
/// <param name="Customers">How many.</param>
/// <param name="Share">Of all customers, 0 to 1.</param>
/// <param name="Orders">Their delivered orders.</param>
/// <param name="Revenue">What those came to.</param>
/// <param name="AverageOrder">What one of them came to.</param>
/// <param name="Segments">The segments they are in, the biggest first.</param>
public sealed record RfmCell(
    int Recency, int Frequency, long Customers, decimal Share, long Orders, decimal Revenue, decimal? AverageOrder, IReadOnlyList<string> Segments);

/// <summary>A segment.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Customers">How many.</param>
/// <param name="Share">Of all customers, 0 to 1.</param>
/// <param name="Orders">Their delivered orders.</param>
/// <param name="Revenue">What those came to.</param>
/// <param name="AverageOrder">What one of them came to.</param>
/// <param name="Recency">From which score to which; null for those whom no segment fits.</param>
/// <param name="Frequency">From which score to which.</param>
/// <param name="Monetary">From which score to which.</param>
public sealed record RfmSegmentView(
    string Name, long Customers, decimal Share, long Orders, decimal Revenue, decimal? AverageOrder, ScoreSpan? Recency, ScoreSpan? Frequency,
    ScoreSpan? Monetary);

/// <summary>How big the segments were on a day.</summary>
/// <param name="Day">The workspace's calendar day.</param>
/// <param name="Customers">By segment.</param>
public sealed record RfmDay(DateOnly Day, IReadOnlyDictionary<string, long> Customers);
