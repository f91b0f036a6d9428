using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Beckon.Events;

/// <summary>
/// Workspaces that have something to do, each at most once, first come first served: a busy workspace goes back to the end
/// of the line after each batch, so that it never starves a quiet one.
/// </summary>
public sealed class PendingWork
{
    private readonly Channel<Guid> _line = Channel.CreateUnbounded<Guid>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, byte> _waiting = new();

    public void Add(Guid workspaceId)
    {
        if (_waiting.TryAdd(workspaceId, 0)) _line.Writer.TryWrite(workspaceId);
    }

    /// <summary>Waits for work. What arrives for the workspace from here on puts it back into the line.</summary>
    public async ValueTask<Guid> TakeAsync(CancellationToken ct)
    {
        var workspaceId = await _line.Reader.ReadAsync(ct);
        _waiting.TryRemove(workspaceId, out _);
        return workspaceId;
    }
}
