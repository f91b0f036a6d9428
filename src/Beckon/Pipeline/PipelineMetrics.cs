using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Beckon.Pipeline;

/// <summary>How much is processed, how long a batch takes, and what is set aside; docs/operators/observability.md has each.</summary>
public static class PipelineMetrics
{
    private const string Name = "Beckon.Pipeline";

    // Seconds, for batches of one event and of thousands.
    private static readonly InstrumentAdvice<double> Batches = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("beckon.pipeline.events", "{event}", "Events whose effects are committed.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram("beckon.pipeline.batch.duration", "s", "One batch, from reading the inbox to its commit.", tags: null, Batches);

    private static readonly Counter<long> Poisoned =
        Meter.CreateCounter<long>("beckon.pipeline.dead_letters", "{event}", "Events that could not be processed and were set aside.");

    private static readonly Counter<long> Stopped =
        Meter.CreateCounter<long>("beckon.pipeline.faults", "{fault}", "Times that processing stopped for a moment because its surroundings failed.");

    /// <summary>The trace of one batch; null, and free, while nobody collects traces.</summary>
    public static Activity? Begin() => Source.StartActivity("process batch");

    public static void Processed(int events, int messages, TimeSpan took, Activity? trace)
    {
        if (events == 0) return;
        Events.Add(events);
        Duration.Record(took.TotalSeconds);
        trace?.SetTag("beckon.events", events).SetTag("beckon.messages", messages);
    }

    public static void SetAside(int events)
    {
        if (events > 0) Poisoned.Add(events);
    }

    public static void Fault() => Stopped.Add(1);
}
