using Beckon.Storage.Lanes;

namespace Beckon.Delivery;

/// <summary>One workspace's turn of sending on a channel: its settings, read once, and what the turn finds out about the server.</summary>
public sealed class SendingTurn(LaneHold hold, ConnectedChannel connected)
{
    private readonly Lock _gate = new();
    private Circuit _circuit = connected.Circuit;

    public LaneHold Hold => hold;

    public Guid WorkspaceId => hold.Lane.WorkspaceId;

    public ChannelSettings Settings => connected.Settings;

    public IMessageProvider Provider => connected.Provider;

    public Circuit Circuit
    {
        get
        {
            lock (_gate) return _circuit;
        }
    }

    /// <summary>
    /// How many messages to claim at a time: where the server takes few a second no more than for some seconds, so that a lane is not held, and
    /// after a crash not more is uncertain, than need be.
    /// </summary>
    public int MostTogether(int most) => Settings.MostPerSecond is { } perSecond ? Math.Clamp(perSecond * 5, 2, most) : most;

    /// <summary>Takes results into account; the state if they changed it, to be written down.</summary>
    public Circuit? Learn(IEnumerable<ProviderResult> results, DateTimeOffset now, double jitter)
    {
        lock (_gate)
        {
            var before = _circuit;
            _circuit = CircuitRules.After(before, results, now, jitter);
            return _circuit == before ? null : _circuit;
        }
    }
}
