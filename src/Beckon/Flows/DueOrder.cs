namespace Beckon.Flows;

/// <summary>
/// Which of the runs that are due goes on first, which matters where somebody may get one message only of several: that of the flow which comes first,
/// then the one that was put off first, then the one that began first. Pure.
/// </summary>
public sealed class DueOrder : IComparer<(FlowRun Run, FlowPriority Priority)>
{
    public static DueOrder Instance { get; } = new();

    public int Compare((FlowRun Run, FlowPriority Priority) x, (FlowRun Run, FlowPriority Priority) y) => KeyOf(x).CompareTo(KeyOf(y));

    private static (int, DateTimeOffset, DateTimeOffset, Guid) KeyOf((FlowRun Run, FlowPriority Priority) one) =>
        (Rank(one.Priority), one.Run.HeldSince ?? DateTimeOffset.MaxValue, one.Run.TriggeredAt, one.Run.EventId);

    private static int Rank(FlowPriority priority) => priority switch
    {
        FlowPriority.High => 0,
        FlowPriority.Normal => 1,
        _ => 2,
    };
}
