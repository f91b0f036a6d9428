using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Beckon.Events;

/// <summary>Tells live screens that a workspace's history has grown, and up to which event.</summary>
public sealed class EventFeed
{
    private readonly ConcurrentDictionary<Channel<Guid>, Guid> _watchers = new();
    private ConcurrentDictionary<Guid, Guid> _news = new();

    /// <summary>This node has processed events.</summary>
    public void Publish(Guid workspaceId, Guid latestEventId)
    {
        _news[workspaceId] = latestEventId;
        Show(workspaceId, latestEventId);
    }

    /// <summary>This node or another has processed events.</summary>
    public void Show(Guid workspaceId, Guid latestEventId)
    {
        foreach (var (channel, watched) in _watchers)
        {
            if (watched == workspaceId) channel.Writer.TryWrite(latestEventId);
        }
    }

    /// <summary>By workspace, the latest event that this node has processed since it was last asked.</summary>
    public IReadOnlyDictionary<Guid, Guid> TakeNews() => _news.IsEmpty ? _news : Interlocked.Exchange(ref _news, new());

    /// <summary>The latest event's id whenever there is a later one; a slow watcher misses the ones between, never the last.</summary>
    public async IAsyncEnumerable<Guid> Watch(Guid workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<Guid>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers.TryAdd(channel, workspaceId);
        try
        {
            await foreach (var latest in channel.Reader.ReadAllAsync(ct)) yield return latest;
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }
}
