using System.Diagnostics.Metrics;
using Beckon.Flows;

namespace Beckon.Pipeline;

/// <summary>How many waits are over, and how punctually; docs/operators/observability.md has each.</summary>
public static class TimerMetrics
{
    // Seconds. Late is what a person would notice: one second.
    private static readonly InstrumentAdvice<double> Delays = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 300],
    };

    private static readonly Meter Meter = new("Beckon.Timers");

    private static readonly Counter<long> Runs =
        Meter.CreateCounter<long>("beckon.timer.runs", "{run}", "Runs of flows that went on at their time.");

    private static readonly Histogram<double> Lateness =
        Meter.CreateHistogram("beckon.timer.lateness", "s", "From when a run was due to when it went on.", tags: null, Delays);

    public static void WentOn(List<DueRun> runs, DateTimeOffset now)
    {
        if (runs.Count == 0) return;
        Runs.Add(runs.Count);
        foreach (var due in runs)
        {
            if (due.Run.DueAt is { } at) Lateness.Record((now - at).TotalSeconds);
        }
    }
}
