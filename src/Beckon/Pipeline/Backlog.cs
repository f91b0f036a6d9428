using Beckon.Events;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// How a workspace's lane of arrivals stands to the lanes of its contacts. While one lane gets through, these stay empty and events take effect where
/// they arrive. When more waits than that, batches are handed over until the backlog is gone.
/// </summary>
public sealed class Backlog(LaneHold hold, LaneLeases leases, PipelineOptions options)
{
    private readonly Guid _workspaceId = hold.Lane.WorkspaceId;
    private readonly OnItsWay _onItsWay = new();
    private bool _mayBeOnItsWay = true;
    private bool _foreign = true;

    public long Fence { get; } = hold.Fence;

    /// <summary>Something is on its way that was handed over before this node had the lane: it has to arrive first.</summary>
    public bool IsUnknown => _foreign && _mayBeOnItsWay;

    /// <summary>Looks at what has arrived meanwhile.</summary>
    public async Task LookAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!_mayBeOnItsWay) return;
        var oldest = await InboxStore.OldestHandedOverAsync(connection, _workspaceId, ct);
        _onItsWay.Arrive(oldest);
        if (oldest.Count > 0) return;
        (_mayBeOnItsWay, _foreign) = (false, false);
    }

    /// <param name="behind">How many events wait behind the batch.</param>
    public bool IsToBeShared(long behind) => _mayBeOnItsWay || (behind >= options.ShareFrom && leases.Workers * options.Loops > 1);

    /// <summary>Hands the work to the lanes of contacts, within the transaction; null when it has to wait for what is on its way.</summary>
    public async Task<HandedOver?> HandOverAsync(NpgsqlConnection connection, List<Stretch> stretches, CancellationToken ct)
    {
        if (Dispatch.Of(stretches, _onItsWay, leases.PartitionsToShare(_workspaceId, options.Loops)) is not { } shares) return null;
        if (shares.Count == 0) return new HandedOver([], () => { });
        var rows = shares.Select(share => (share.Key, InboxRow.Of(_workspaceId, share.Value.Sum(part => part.Events.Count), Stretch.Write(share.Value)))).ToList();
        var ids = await InboxStore.HandOverAsync(connection, _workspaceId, rows, ct);
        return new HandedOver([.. shares.Keys.Select(partition => new Lane(_workspaceId, LaneKind.Contacts, partition))], Committed);

        void Committed()
        {
            _mayBeOnItsWay = true;
            foreach (var (share, id) in shares.Zip(ids)) _onItsWay.Add(share.Key, id, share.Value);
        }
    }
}

/// <summary>Work that was handed over: whose lanes have something to do, and what is to be remembered after the commit.</summary>
public sealed record HandedOver(IReadOnlyCollection<Lane> Lanes, Action Committed);
