using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Analytics.Operation;

/// <summary>
/// Remembers the last hour of this node in memory: every five seconds what was counted, every ten what waits. Nothing of it is stored; after a
/// restart the hour begins anew.
/// </summary>
public sealed partial class SystemHistory : BackgroundService
{
    private const int TicksToQueues = 2;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly SystemStore _store;
    private readonly NodeCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger<SystemHistory> _log;
    private readonly ShortCache<bool, DatabaseFacts> _database;
    private readonly ConcurrentDictionary<Guid, QueueHour> _queues = new();
    private readonly Meter _meter;
    private NodeTotals _before;
    private volatile IReadOnlyDictionary<Guid, QueueFacts> _waiting = new Dictionary<Guid, QueueFacts>();

    public SystemHistory(
        SystemStore store, NodeCounters counters, LaneLeases leases, IMeterFactory meters, TimeProvider time, ILogger<SystemHistory> log)
    {
        (_store, _counters, _time, _log) = (store, counters, time, log);
        _database = new(TimeSpan.FromSeconds(30), time, async (_, ct) => await store.DatabaseAsync(ct));
        _before = counters.Read();
        StartedAt = time.GetUtcNow();
        (Received, Processed, TimerRuns) = (new(StartedAt), new(StartedAt), new(StartedAt));
        (Sent, ProviderErrors) = (new(StartedAt), new(StartedAt));
        _meter = Instruments(meters, leases);
    }

    public DateTimeOffset StartedAt { get; }

    public RecentHour Received { get; }

    public RecentHour Processed { get; }

    public RecentHour TimerRuns { get; }

    public RecentHour Sent { get; }

    public RecentHour ProviderErrors { get; }

    /// <summary>What waited for a workspace over the last hour.</summary>
    public QueueHour QueueOf(Guid workspaceId) => _queues.TryGetValue(workspaceId, out var hour) ? hour : new QueueHour(StartedAt);

    /// <summary>The database itself, at most half a minute old.</summary>
    public async Task<DatabaseFacts> DatabaseAsync(CancellationToken ct) =>
        await _database.FindAsync(true, ct) ?? throw new InvalidOperationException("The database told nothing of itself.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var tick = 0; !stoppingToken.IsCancellationRequested; tick++)
        {
            await Task.Delay(Tick, _time, stoppingToken);
            Count();
            if (tick % TicksToQueues == 0) await LookAsync(stoppingToken);
        }
    }

    private void Count()
    {
        var (now, total) = (_time.GetUtcNow(), _counters.Read());
        Received.Add(now, total.Received - _before.Received);
        Processed.Add(now, total.Processed - _before.Processed);
        TimerRuns.Add(now, total.TimerRuns - _before.TimerRuns);
        Sent.Add(now, total.Sent - _before.Sent);
        ProviderErrors.Add(now, total.ProviderErrors - _before.ProviderErrors);
        _before = total;
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            _waiting = await _store.WaitingAsync(ct);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogBlind(exception);
            return;
        }
        var now = _time.GetUtcNow();
        foreach (var (workspaceId, facts) in _waiting) _queues.GetOrAdd(workspaceId, _ => new QueueHour(StartedAt)).Note(now, facts);
        foreach (var (workspaceId, hour) in _queues)
        {
            if (hour.IsQuiet(now)) _queues.TryRemove(workspaceId, out _);
        }
    }

    // What waits is the same whichever node looks: with several nodes the largest is meant, not the sum.
    private Meter Instruments(IMeterFactory meters, LaneLeases leases)
    {
        var meter = meters.Create("Beckon.Queues");
        meter.CreateObservableGauge("beckon.inbox.waiting", () => _waiting.Values.Sum(one => one.Events), "{event}", "Events on disk that are not processed yet.");
        meter.CreateObservableGauge("beckon.pipeline.lag", () => Longest(one => one.OldestEvent), "s", "The age of the oldest event that is not processed yet.");
        meter.CreateObservableGauge("beckon.outbox.waiting", () => _waiting.Values.Sum(one => one.Messages), "{message}", "Messages that are due and not handed over yet.");
        meter.CreateObservableGauge("beckon.outbox.lag", () => Longest(one => one.OldestMessage), "s", "For how long the first of them has been due.");
        meter.CreateObservableGauge("beckon.timer.lag", () => Longest(one => one.OldestRun), "s", "For how long the first run of a flow has been due that has not gone on yet.");
        meter.CreateObservableGauge("beckon.leases.held", () => leases.Held, "{slot}", "Slots of work, of 64, that this node holds.");
        return meter;
    }

    private double Longest(Func<QueueFacts, TimeSpan?> age) => _waiting.Values.Max(age)?.TotalSeconds ?? 0;

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What waits could not be read; the System page shows a gap.")]
    private partial void LogBlind(Exception exception);
}
