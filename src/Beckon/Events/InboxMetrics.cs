using System.Diagnostics.Metrics;

namespace Beckon.Events;

/// <summary>How much is taken in; docs/operators/observability.md has each.</summary>
public static class InboxMetrics
{
    private static readonly Meter Meter = new("Beckon.Inbox");

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("beckon.ingest.events", "{event}", "Events on disk and acknowledged to their senders.");

    /// <summary>Once for each group of appends that was written together.</summary>
    public static void Stored(int events) => Events.Add(events);
}
