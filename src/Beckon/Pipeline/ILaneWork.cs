using Beckon.Storage.Lanes;

namespace Beckon.Pipeline;

/// <summary>
/// Work that is not events and must still be done by whoever holds the lane of arrivals, because it writes what only that one writes: contacts and
/// their identifiers. It takes turns with the batches of events, so that they never run at the same time and neither waits for long.
/// </summary>
public interface ILaneWork
{
    /// <summary>
    /// Does a short piece of what waits in the lane, in transactions that end with <see cref="LaneHold.CheckAsync"/>; true when there is more. Where
    /// nothing waits it must cost next to nothing: it is asked after every batch.
    /// </summary>
    Task<bool> StepAsync(LaneHold hold, CancellationToken ct);
}
