using System.Collections.Concurrent;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace Beckon.Pipeline;

/// <summary>
/// Work for which the people of a workspace must stand still. It is done in the lane of arrivals, between two batches, where nobody else finds out
/// whose events are. One errand a workspace at a time; it is only remembered here, so whoever asks asks again when it was not done.
/// </summary>
public sealed partial class Errands(ILogger<Errands> log)
{
    private readonly ConcurrentDictionary<Guid, Errand> _asked = new();

    public void Ask(Guid workspaceId, Errand errand) => _asked[workspaceId] = errand;

    /// <summary>Does what there is to do in a lane before its next batch; false when that batch must wait. Costs nothing while nothing is asked.</summary>
    public async ValueTask<bool> LetPassAsync(LaneHold hold, CancellationToken ct)
    {
        if (_asked.IsEmpty || hold.Lane.Kind != LaneKind.Arrivals || !_asked.TryGetValue(hold.Lane.WorkspaceId, out var errand)) return true;
        try
        {
            var outcome = await errand(hold, ct);
            if (outcome == ErrandOutcome.Done) _asked.TryRemove(KeyValuePair.Create(hold.Lane.WorkspaceId, errand));
            return outcome != ErrandOutcome.HoldsUp;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or LeaseLostException))
        {
            // Events must not wait for what fails: it is asked for again.
            _asked.TryRemove(KeyValuePair.Create(hold.Lane.WorkspaceId, errand));
            LogFault(exception);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was to be done between two batches failed; it is tried again.")]
    private partial void LogFault(Exception exception);
}

/// <summary>What is done in the lane of arrivals.</summary>
public delegate Task<ErrandOutcome> Errand(LaneHold hold, CancellationToken ct);

/// <summary>How far an errand is.</summary>
public enum ErrandOutcome
{
    Done,

    /// <summary>Events that arrived before it take effect first.</summary>
    AfterOthers,

    /// <summary>The next batch waits for it.</summary>
    HoldsUp,
}
