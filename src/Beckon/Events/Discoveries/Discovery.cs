using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Events.Discoveries;

/// <summary>
/// Learns the names and properties of events as they arrive: in memory where they are processed, and written down every second. What a
/// node that is killed had not written yet is lost; the next events say it again.
/// </summary>
public sealed partial class Discovery(NpgsqlDataSource source, TimeProvider time, ILogger<Discovery> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, HeardEvents> _heard = new();

    /// <summary>Events of a workspace that have been processed.</summary>
    public void Hear(Guid workspaceId, IReadOnlyList<ResolvedEvent> events)
    {
        if (events.Count == 0) return;
        var heard = _heard.GetOrAdd(workspaceId, _ => new HeardEvents());
        lock (heard) heard.Hear(events);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the rest is written below.
        }
        await WriteAsync(CancellationToken.None);
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        foreach (var (workspaceId, heard) in _heard)
        {
            if (!heard.IsNews) continue;
            News news;
            lock (heard) news = heard.TakeNews();
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await DiscoveryStore.WriteAsync(connection, workspaceId, news, ct);
            }
            catch (NpgsqlException error)
            {
                NotWritten(log, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was learnt of the last events could not be written down; the next ones say it again")]
    private static partial void NotWritten(ILogger logger, Exception error);
}
