using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>Notes when events came with each public key, at most every ten seconds and beside the requests, never in them.</summary>
public sealed partial class BrowserKeyUse(BrowserKeyStore keys, TimeProvider time, ILogger<BrowserKeyUse> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, long> _noted = new();
    private readonly Channel<(BrowserKey Key, DateTimeOffset At)> _uses =
        Channel.CreateBounded<(BrowserKey, DateTimeOffset)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Note(BrowserKey key)
    {
        var now = time.GetTimestamp();
        if (_noted.TryGetValue(key.Id, out var last) && time.GetElapsedTime(last, now) < Between) return;
        _noted[key.Id] = now;
        _uses.Writer.TryWrite((key, time.GetUtcNow()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (key, at) in _uses.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await keys.NoteEventAsync(key, at, stoppingToken);
            }
            catch (NpgsqlException error)
            {
                // The next event of the key tries again.
                NotNoted(log, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When events last came with a browser key could not be stored")]
    private static partial void NotNoted(ILogger logger, Exception error);
}
