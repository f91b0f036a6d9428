using System.Diagnostics;
using System.Diagnostics.Metrics;
using Beckon.Storage.Lanes;

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

    /// <param name="batch">What it came to.</param>
    /// <param name="setAside">How many of its events went to the dead letters instead.</param>
    /// <param name="took">From reading the inbox to the commit.</param>
    /// <param name="trace">Of <see cref="Begin"/>.</param>
    public static void Processed(Processed batch, int setAside, TimeSpan took, Activity? trace)
    {
        if (batch.Events == 0) return;
        // Handed to the lanes of their contacts, events are counted there, when they have taken effect.
        var handedOver = batch.Rings.Any(lane => lane.Kind == LaneKind.Contacts);
        if (!handedOver) Events.Add(batch.Events - setAside);
        if (setAside > 0) Poisoned.Add(setAside);
        Duration.Record(took.TotalSeconds);
        trace?.SetTag("beckon.handed_over", handedOver).SetTag("beckon.events", batch.Events).SetTag("beckon.messages", batch.Messages);
    }

    public static void Fault() => Stopped.Add(1);
}
