namespace Beckon.Analytics.Operation;

/// <summary>How the installation is doing, at this moment and over the last hour.</summary>
/// <param name="At">When this was read.</param>
/// <param name="State">All in all.</param>
/// <param name="Version">Of the program that answered.</param>
/// <param name="StartedAt">When the program that answered was started: its counts begin there.</param>
/// <param name="Nodes">The nodes that share the work. Rates are those of the one that answered; what waits is the workspace's, whichever node will do it.</param>
/// <param name="Database">The database.</param>
/// <param name="Intake">What comes in.</param>
/// <param name="Processing">What waits to be processed, and is.</param>
/// <param name="Timers">Runs of flows that wait for their time.</param>
/// <param name="Sending">What waits to be sent, and is.</param>
public sealed record SystemView(
    DateTimeOffset At, SystemState State, string Version, DateTimeOffset StartedAt, IReadOnlyList<NodeView> Nodes,
    DatabaseView Database, IntakeView Intake, ProcessingView Processing, TimersView Timers, SendingView Sending);

/// <summary>A program that shares the work.</summary>
/// <param name="Id">Made at its start; short, and enough to tell those on one machine apart.</param>
/// <param name="Name">Its machine.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Works">It processes and sends; otherwise it only takes in and answers.</param>
/// <param name="Slots">How many of the 64 slots of work it holds.</param>
/// <param name="Answered">It is the one that gave this answer.</param>
public sealed record NodeView(string Id, string Name, string Version, DateTimeOffset StartedAt, bool Works, int Slots, bool Answered);

/// <summary>The database.</summary>
/// <param name="State">How it is.</param>
/// <param name="Version">PostgreSQL's.</param>
/// <param name="Embedded">Beckon runs it itself, in its data folder.</param>
/// <param name="Bytes">All of it on disk, indexes too.</param>
/// <param name="Connections">Open ones to it, of all programs.</param>
/// <param name="MostConnections">The most that the server allows.</param>
public sealed record DatabaseView(SystemState State, string Version, bool Embedded, long Bytes, int Connections, int MostConnections);

/// <summary>What comes in through the doors of the node that answered, for all workspaces.</summary>
/// <param name="LastMinute">Events acknowledged in the last minute.</param>
/// <param name="LastHour">Events acknowledged in the last hour, or since the start.</param>
/// <param name="ByMinute">The last sixty minutes, oldest first; those before the start are left away.</param>
public sealed record IntakeView(long LastMinute, long LastHour, IReadOnlyList<long> ByMinute);

/// <summary>Processing: what waits is the workspace's, what was done the node's.</summary>
/// <param name="State">Whether it keeps up.</param>
/// <param name="Waiting">Events of the workspace on disk that have not taken effect yet.</param>
/// <param name="MoreWaiting">There are more than that: counting stopped.</param>
/// <param name="OldestSeconds">For how long the oldest has been waiting; null when none waits.</param>
/// <param name="DeadLetters">Events of the workspace that could not be processed and are kept aside; counted up to 10,000.</param>
/// <param name="LastMinute">Events that this node processed in the last minute, for all workspaces.</param>
/// <param name="LastHour">Events that this node processed in the last hour, or since its start, for all workspaces.</param>
/// <param name="ByMinute">Events that this node processed in each of the last sixty minutes, oldest first.</param>
/// <param name="WaitingByMinute">The most events of the workspace that waited at a time, in each of the last sixty minutes, oldest first.</param>
public sealed record ProcessingView(
    SystemState State, long Waiting, bool MoreWaiting, double? OldestSeconds, long DeadLetters, long LastMinute, long LastHour,
    IReadOnlyList<long> ByMinute, IReadOnlyList<long> WaitingByMinute);

/// <summary>Timers: what waits is the workspace's, what was done the node's.</summary>
/// <param name="State">Whether they are punctual.</param>
/// <param name="Waiting">Runs of the workspace's flows that wait for their time; counted up to 10,000.</param>
/// <param name="OverdueSeconds">For how long the first has been due that has not gone on; null when all are in time.</param>
/// <param name="LastHour">Runs that went on at their time on this node in the last hour, or since its start, for all workspaces.</param>
/// <param name="ByMinute">Runs that went on at their time on this node in each of the last sixty minutes, oldest first.</param>
public sealed record TimersView(SystemState State, long Waiting, double? OverdueSeconds, long LastHour, IReadOnlyList<long> ByMinute);

/// <summary>Sending: what waits is the workspace's, what was done the node's.</summary>
/// <param name="State">Whether it keeps up.</param>
/// <param name="Waiting">Messages of the workspace that are due and not handed over yet; counted up to 10,000.</param>
/// <param name="OldestSeconds">For how long the first of them has been due; null when none is.</param>
/// <param name="Later">Messages of the workspace whose time has not come, such as those that a mail server asked to bring again; counted up to 10,000.</param>
/// <param name="LastMinute">Messages that providers took from this node in the last minute, for all workspaces.</param>
/// <param name="LastHour">Messages that providers took from this node in the last hour, or since its start, for all workspaces.</param>
/// <param name="ProviderErrors">Hand-overs of this node in the last hour that failed for another reason than the recipient's address, for all workspaces.</param>
/// <param name="ByMinute">Messages that providers took from this node in each of the last sixty minutes, oldest first.</param>
/// <param name="WaitingByMinute">The most messages of the workspace that waited at a time, in each of the last sixty minutes, oldest first.</param>
public sealed record SendingView(
    SystemState State, long Waiting, double? OldestSeconds, long Later, long LastMinute, long LastHour, long ProviderErrors,
    IReadOnlyList<long> ByMinute, IReadOnlyList<long> WaitingByMinute);
