using System.Diagnostics.Metrics;

namespace Beckon.Analytics.Operation;

/// <summary>
/// What this program has counted since its start, over all workspaces, read from the very instruments that are exported, so that the
/// System page and a metrics store never tell different stories.
/// </summary>
public sealed class NodeCounters : IDisposable
{
    private static readonly string[] Names =
        ["beckon.ingest.events", "beckon.pipeline.events", "beckon.outbox.sent", "beckon.provider.errors", "beckon.timer.runs"];

    private readonly long[] _totals = new long[Names.Length];
    private readonly MeterListener _listener = new();

    public NodeCounters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var at = Array.IndexOf(Names, instrument.Name);
            if (at >= 0) listener.EnableMeasurementEvents(instrument, new Cell(_totals, at, instrument.Name == "beckon.outbox.sent"));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => (state as Cell)?.Add(value, tags));
        _listener.Start();
    }

    public NodeTotals Read() => new(Total(0), Total(1), Total(2), Total(3), Total(4));

    public void Dispose() => _listener.Dispose();

    private long Total(int at) => Interlocked.Read(ref _totals[at]);

    private sealed class Cell(long[] totals, int at, bool onlyAccepted)
    {
        public void Add(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (!onlyAccepted || IsAccepted(tags)) Interlocked.Add(ref totals[at], value);
        }

        private static bool IsAccepted(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "beckon.outcome", Value: "accepted" }) return true;
            }
            return false;
        }
    }
}

/// <summary>Counts since the program's start.</summary>
public sealed record NodeTotals(long Received, long Processed, long Sent, long ProviderErrors, long TimerRuns);
