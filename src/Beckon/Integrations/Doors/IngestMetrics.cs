using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;

namespace Beckon.Integrations.Doors;

/// <summary>How long senders wait for their answer at the doors, and what is turned away; docs/operators/observability.md has each.</summary>
public static class IngestMetrics
{
    private const string Name = "Beckon.Ingest";
    private const string Door = "beckon.door";

    // Seconds. An acknowledgement waits for the disk: a millisecond where that is fast, and nobody should see one second.
    private static readonly InstrumentAdvice<double> Waits = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    };

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram("beckon.ingest.duration", "s", "From a request read to its events on disk.", tags: null, Waits);

    private static readonly Counter<long> Turned =
        Meter.CreateCounter<long>("beckon.ingest.refused", "{request}", "Requests that a door answered with a problem.");

    /// <summary>The trace of one request at a door; null, and free, while nobody collects traces.</summary>
    public static Activity? Begin(HttpRequest request, string door)
    {
        if (!Source.HasListeners()) return null;
        // The framework's own activity is never exported and would be a parent that nobody finds: the sender's is the parent, or there is none.
        Activity.Current = null;
        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var sender);
        return Source.StartActivity("ingest", ActivityKind.Server, sender)?.SetTag(Door, door);
    }

    public static void Stored(string door, int events, TimeSpan took, Activity? trace)
    {
        Duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Door, door));
        trace?.SetTag("beckon.events", events);
    }

    public static void Refused(int? status) => Turned.Add(1, new KeyValuePair<string, object?>("error.type", status switch
    {
        StatusCodes.Status400BadRequest => "invalid",
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status413PayloadTooLarge => "too_large",
        StatusCodes.Status429TooManyRequests => "too_many",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => "other",
    }));
}
