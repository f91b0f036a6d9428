using System.Collections.Concurrent;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// While a batch of arrivals takes effect, the one behind it is read and understood already. Rows are taken by their number, and nobody else takes
/// rows of the lane, so those behind a batch are the next when it is committed, unless one has come late under a lower number: who takes them looks.
/// </summary>
public sealed class ReadAhead(NpgsqlDataSource source, JustArrived arrived)
{
    private readonly ConcurrentDictionary<Guid, Next> _next = new();

    /// <summary>What was read while the last batch of the lane was processed; null when there is nothing, or so little that more is there by now.</summary>
    public async Task<Arrived?> TakeAsync(LaneHold hold, int mostEvents)
    {
        if (!_next.TryRemove(hold.Lane.WorkspaceId, out var next) || next.Fence != hold.Fence) return null;
        try
        {
            return await next.Reading is { } arrived && arrived.Events.Count >= mostEvents / 2 ? arrived : null;
        }
        catch (NpgsqlException)
        {
            // Read again, in the transaction that tells of it.
            return null;
        }
    }

    /// <summary>Begins to read what waits behind a batch.</summary>
    public Task<Arrived> ReadAsync(LaneHold hold, Waiting batch, int mostEvents, CancellationToken ct)
    {
        // Not in the caller's way: understanding what is read is half of the work.
        return Task.Run(
            async () =>
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                return Arrived.Of(await InboxStore.ReadAsync(connection, hold.Lane, batch.Rows[^1].Id, mostEvents, arrived.Of(hold.Lane.WorkspaceId), ct));
            },
            ct);
    }

    /// <summary>The batch before it is committed: what was read is the next.</summary>
    public void Keep(LaneHold hold, Task<Arrived> reading) => _next[hold.Lane.WorkspaceId] = new Next(hold.Fence, reading);

    private sealed record Next(long Fence, Task<Arrived> Reading);
}

/// <summary>Rows of arrivals and the events in them, compared with the catalogue.</summary>
public sealed record Arrived(Waiting Waiting, List<CanonicalEvent> Events)
{
    public static Arrived Of(Waiting waiting) => new(waiting, EventReview.Of([.. waiting.Rows.SelectMany(row => row.Read())]));
}
