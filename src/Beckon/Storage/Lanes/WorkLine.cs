using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Beckon.Storage.Lanes;

/// <summary>
/// Lanes that have something to do, each at most once and in one hand at a time, first come first served: a busy lane goes back to the end of the
/// line after each batch, so that it never starves a quiet one.
/// </summary>
public sealed class WorkLine
{
    private enum State
    {
        Waiting,
        Taken,
        TakenAndRungAgain,
    }

    private readonly Channel<Lane> _line = Channel.CreateUnbounded<Lane>();
    private readonly ConcurrentDictionary<Lane, State> _states = new();

    public void Add(Lane lane)
    {
        while (true)
        {
            if (_states.TryAdd(lane, State.Waiting))
            {
                _line.Writer.TryWrite(lane);
                return;
            }
            if (!_states.TryGetValue(lane, out var state)) continue;
            if (state != State.Taken || _states.TryUpdate(lane, State.TakenAndRungAgain, State.Taken)) return;
        }
    }

    /// <summary>Waits for work. The lane is this taker's until <see cref="Done"/>; what arrives meanwhile puts it back into the line then.</summary>
    public async ValueTask<Lane> TakeAsync(CancellationToken ct)
    {
        var lane = await _line.Reader.ReadAsync(ct);
        _states[lane] = State.Taken;
        return lane;
    }

    public void Done(Lane lane)
    {
        if (_states.TryRemove(KeyValuePair.Create(lane, State.Taken))) return;
        _states[lane] = State.Waiting;
        _line.Writer.TryWrite(lane);
    }
}
