using Npgsql;

namespace Beckon.Storage.Lanes;

/// <summary>The right to work on a lane, from entering it to leaving it: while somebody is inside, this node does not give the lane away.</summary>
public sealed class LaneHold : IDisposable
{
    private readonly Action<Lane> _leave;
    private int _left;

    internal LaneHold(Lane lane, long fence, Action<Lane> leave)
    {
        (Lane, Fence) = (lane, fence);
        _leave = leave;
    }

    public Lane Lane { get; }

    /// <summary>Another number than before means: others may have worked on the lane meanwhile.</summary>
    public long Fence { get; }

    /// <summary>To be asked inside each transaction of the lane, just before its commit.</summary>
    /// <exception cref="LeaseLostException">Another node has it now: do not commit.</exception>
    public Task CheckAsync(NpgsqlConnection connection, CancellationToken ct) => SlotStore.CheckAsync(connection, Lane.Slot, Fence, ct);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0) _leave(Lane);
    }
}
