namespace Beckon.Storage.Lanes;

/// <summary>The lines at which this node's workers wait.</summary>
public sealed class WorkLines
{
    /// <summary>Events: arrivals and contacts.</summary>
    public WorkLine Events { get; } = new();

    public WorkLine Timers { get; } = new();

    public WorkLine Sending { get; } = new();

    public WorkLine Of(LaneKind kind) => kind switch
    {
        LaneKind.Arrivals or LaneKind.Contacts => Events,
        LaneKind.Timers => Timers,
        LaneKind.Sending => Sending,
    };
}
