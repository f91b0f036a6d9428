using Beckon.Events;

namespace Beckon.Delivery;

/// <summary>Wakes the outbox: a workspace has messages to send.</summary>
public sealed class OutboxSignal
{
    private readonly PendingWork _work = new();

    public void Add(Guid workspaceId) => _work.Add(workspaceId);

    public ValueTask<Guid> TakeAsync(CancellationToken ct) => _work.TakeAsync(ct);
}
