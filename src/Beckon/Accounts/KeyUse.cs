using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>Notes when each key was last used, at most once a minute and beside the requests, never in them.</summary>
public sealed partial class KeyUse(ApiKeyStore keys, TimeProvider time, ILogger<KeyUse> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, long> _noted = new();
    private readonly Channel<(KeyAccess Key, DateTimeOffset At)> _uses =
        Channel.CreateBounded<(KeyAccess, DateTimeOffset)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Note(KeyAccess key)
    {
        var now = time.GetTimestamp();
        if (_noted.TryGetValue(key.KeyId, out var last) && time.GetElapsedTime(last, now) < Between) return;
        _noted[key.KeyId] = now;
        _uses.Writer.TryWrite((key, time.GetUtcNow()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (key, at) in _uses.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await keys.NoteUseAsync(key, at, stoppingToken);
            }
            catch (NpgsqlException error)
            {
                // The next use of the key tries again in a minute.
                NotNoted(log, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When an API key was last used could not be stored")]
    private static partial void NotNoted(ILogger logger, Exception error);
}
