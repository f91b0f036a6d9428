using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage.Lanes;

/// <summary>
/// Which lanes are this node's. The nodes share the slots evenly; one that joins is given its share by the others as soon as they are between two
/// batches, and one that dies is replaced within seconds.
/// </summary>
public sealed partial class LaneLeases(NpgsqlDataSource source, Node node, TimeProvider time, ILogger<LaneLeases> log) : BackgroundService
{
    private static readonly TimeSpan Beat = SlotStore.Life / 4;

    // While a slot waits for its last batch to end, or another node's last commit held one up.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly long[] _fences = new long[Lane.Slots];
    private readonly int[] _inside = new int[Lane.Slots];
    private readonly bool[] _leaving = new bool[Lane.Slots];
    private volatile Guid?[] _owners = new Guid?[Lane.Slots];
    private TaskCompletionSource _beatNow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _workers = 1;
    private volatile int _nodes = 1;

    /// <summary>How many nodes share the work, as far as this one knows.</summary>
    public int Workers => _workers;

    /// <summary>How many nodes there are, those that only take in counted.</summary>
    public int Nodes => _nodes;

    /// <summary>How many of the slots are this node's.</summary>
    public int Held
    {
        get
        {
            lock (_gate) return _fences.Count(fence => fence > 0);
        }
    }

    public bool Holds(Lane lane) => Volatile.Read(ref _fences[lane.Slot]) > 0;

    /// <summary>Enters a lane to work on it; null when it is another node's. Dispose of the hold to leave.</summary>
    public LaneHold? TryEnter(Lane lane)
    {
        var slot = lane.Slot;
        lock (_gate)
        {
            if (_fences[slot] == 0 || _leaving[slot]) return null;
            _inside[slot]++;
            return new LaneHold(lane, _fences[slot], Leave);
        }
    }

    /// <summary>Completes when this node has got slots that it did not have: what waits in their lanes has to be looked for.</summary>
    public Task ChangedAsync(CancellationToken ct)
    {
        lock (_gate) return _changed.Task.WaitAsync(ct);
    }

    /// <summary>Looks at how the work is shared without waiting for the next beat.</summary>
    public void BeatNow()
    {
        lock (_gate) _beatNow.TrySetResult();
    }

    /// <summary>
    /// Partitions of a workspace, so many of each node that works as far as they go: few, because small batches cost more. Who owns them may change at
    /// any time; it only decides who does the work.
    /// </summary>
    public IReadOnlyList<int> PartitionsToShare(Guid workspaceId, int each)
    {
        var owners = _owners;
        var some = Enumerable.Range(1, Lane.Partitions)
            .GroupBy(partition => owners[new Lane(workspaceId, LaneKind.Contacts, partition).Slot])
            .Where(node => node.Key is not null)
            .SelectMany(node => node.Take(each))
            .ToList();
        return some.Count > 0 ? some : [.. Enumerable.Range(1, Lane.Partitions)];
    }

    private void Leave(Lane lane)
    {
        lock (_gate) _inside[lane.Slot]--;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var asked = NextAsk();
            var unsettled = await TryBeatAsync(stoppingToken);
            await Task.WhenAny(asked, Task.Delay(unsettled ? Soon : Beat, time, stoppingToken));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await SlotStore.ReleaseAsync(connection, node.Id, Enumerable.Range(0, Lane.Slots), cancellationToken);
            await SlotStore.LeaveAsync(connection, node.Id, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // The others find out by themselves, a few seconds later.
            LogFault(exception);
        }
    }

    // From here on an ask is for the beat after the one that begins now.
    private Task NextAsk()
    {
        lock (_gate)
        {
            if (_beatNow.Task.IsCompleted) _beatNow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _beatNow.Task;
        }
    }

    private async Task<bool> TryBeatAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            return await BeatAsync(connection, ct);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // The rows decide, not this node's opinion: work goes on being tried, and the check before each commit says no if it must.
            LogFault(exception);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // True when something is left to be done soon.
    private async Task<bool> BeatAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var table = await SlotStore.BeatAsync(connection, node, ct);
        Believe(table);
        var dead = table.Nodes.Where(other => !other.Alive).Select(other => other.Id).ToList();
        if (dead.Count > 0) await SlotStore.BuryAsync(connection, dead, ct);

        var workers = table.Nodes.Where(other => other is { Alive: true, Works: true }).Select(other => other.Id).ToHashSet();
        _workers = Math.Max(1, workers.Count);
        _nodes = table.Nodes.Count(other => other.Alive);
        var moves = SlotShare.Of(node.Id, workers, table.Owners);
        var ready = ReadyToRelease(moves.Release);
        if (ready.Count > 0) await ReleaseAsync(connection, ready, ct);
        var taken = moves.Take.Count == 0 ? [] : await SlotStore.TakeAsync(
            connection, node.Id, [.. moves.Take.Order().Select(number => (number, table.Fences[number]))], ct);
        Gain(taken);
        return ready.Count < moves.Release.Count || taken.Count < moves.Take.Count;
    }

    // What the rows say. A slot that was lost and got back under another number is a new one.
    private void Believe(SlotTable table)
    {
        _owners = table.Owners;
        var lost = 0;
        lock (_gate)
        {
            for (var slot = 0; slot < Lane.Slots; slot++)
            {
                var fence = table.Owners[slot] == node.Id ? table.Fences[slot] : 0;
                if (_fences[slot] == fence) continue;
                if (fence == 0) lost++;
                _fences[slot] = fence;
            }
        }
        if (lost > 0) LogLost(lost);
    }

    // Nobody enters a slot that is to be given away; it goes when those inside have left.
    private List<int> ReadyToRelease(List<int> release)
    {
        lock (_gate)
        {
            Array.Clear(_leaving);
            foreach (var slot in release) _leaving[slot] = true;
            return release.FindAll(slot => _inside[slot] == 0);
        }
    }

    private async Task ReleaseAsync(NpgsqlConnection connection, List<int> slots, CancellationToken ct)
    {
        lock (_gate)
        {
            foreach (var slot in slots) _fences[slot] = 0;
        }
        await SlotStore.ReleaseAsync(connection, node.Id, slots, ct);
        LogReleased(slots.Count);
    }

    private void Gain(List<(int Number, long Fence)> taken)
    {
        if (taken.Count == 0) return;
        TaskCompletionSource changed;
        lock (_gate)
        {
            foreach (var (number, fence) in taken) _fences[number] = fence;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
        LogTaken(taken.Count, _workers);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This node works on {Slots} more slots; {Workers} nodes share the work.")]
    private partial void LogTaken(int slots, int workers);

    [LoggerMessage(Level = LogLevel.Information, Message = "This node has given {Slots} slots to other nodes.")]
    private partial void LogReleased(int slots);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes have taken over {Slots} slots of this one, which was not heard of in time.")]
    private partial void LogLost(int slots);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This node could not say that it lives; trying again.")]
    private partial void LogFault(Exception exception);
}
