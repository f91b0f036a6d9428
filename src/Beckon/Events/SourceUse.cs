using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Events;

/// <summary>Notes when each source last sent something, at most every ten seconds and beside the requests, never in them.</summary>
public sealed partial class SourceUse(SourceStore sources, TimeProvider time, ILogger<SourceUse> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, long> _noted = new();
    private readonly ConcurrentDictionary<Guid, byte> _dynamic = new();
    private readonly Channel<Use> _uses =
        Channel.CreateBounded<Use>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="source">Who has sent something.</param>
    /// <param name="dynamic">Whether it named the products of an abandoned cart: a source thought to be Simple is Dynamic from then on.</param>
    public void Note(Source source, bool dynamic)
    {
        var now = time.GetTimestamp();
        var news = dynamic && source.CartAbandonment != CartAbandonment.Dynamic && _dynamic.TryAdd(source.Id, 0);
        if (!news && _noted.TryGetValue(source.Id, out var last) && time.GetElapsedTime(last, now) < Between) return;
        _noted[source.Id] = now;
        _uses.Writer.TryWrite(new(source, time.GetUtcNow(), news));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (source, at, dynamic) in _uses.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await sources.NoteEventAsync(source, at, dynamic, stoppingToken);
            }
            catch (NpgsqlException error)
            {
                // The next event of the source tries again.
                _dynamic.TryRemove(source.Id, out _);
                NotNoted(log, error);
            }
        }
    }

    private sealed record Use(Source Source, DateTimeOffset At, bool Dynamic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a source last sent something could not be stored")]
    private static partial void NotNoted(ILogger logger, Exception error);
}
