using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>Notes when something was last used, not more often than is of interest, and beside the requests, never in them.</summary>
/// <param name="between">How long a use after a noted one is not noted.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told when a use could not be noted; the next one tries again.</param>
public abstract partial class UseNotes<T>(TimeSpan between, TimeProvider time, ILogger log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, long> _noted = new();
    private readonly Channel<(T Used, DateTimeOffset At)> _uses =
        Channel.CreateBounded<(T, DateTimeOffset)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Note(T used)
    {
        var (id, now) = (IdOf(used), time.GetTimestamp());
        if (_noted.TryGetValue(id, out var last) && time.GetElapsedTime(last, now) < between) return;
        _noted[id] = now;
        _uses.Writer.TryWrite((used, time.GetUtcNow()));
    }

    protected abstract Guid IdOf(T used);

    protected abstract Task WriteAsync(T used, DateTimeOffset at, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (used, at) in _uses.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(used, at, stoppingToken);
            }
            catch (NpgsqlException error)
            {
                NotNoted(log, typeof(T).Name, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a {What} was last used could not be stored")]
    private static partial void NotNoted(ILogger logger, string what, Exception error);
}
