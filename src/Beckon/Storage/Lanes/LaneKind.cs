namespace Beckon.Storage.Lanes;

/// <summary>What kind of work a lane carries.</summary>
public enum LaneKind
{
    /// <summary>Whose events these are; and, while one lane is enough for the workspace, everything that they lead to.</summary>
    Arrivals,

    /// <summary>What events lead to, for the contacts of one partition of a busy workspace.</summary>
    Contacts,

    /// <summary>Flow runs whose time has come.</summary>
    Timers,

    /// <summary>Messages on their way to the provider.</summary>
    Sending,
}
