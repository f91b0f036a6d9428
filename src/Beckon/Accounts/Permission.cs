namespace Beckon.Accounts;

/// <summary>What a caller may do. Roles and key scopes are sets of these; each route names the one it needs.</summary>
[Flags]
public enum Permission
{
    None = 0,

    /// <summary>Send events through the doors (API keys only).</summary>
    Ingest = 1 << 0,

    /// <summary>Look contacts up.</summary>
    ContactsRead = 1 << 1,

    /// <summary>Event history, orders and the figures of the home screen.</summary>
    HistoryRead = 1 << 2,

    CampaignsRead = 1 << 3,

    /// <summary>Create, edit, set live and pause campaigns and edit templates.</summary>
    CampaignsWrite = 1 << 4,

    SettingsRead = 1 << 5,

    /// <summary>Connect integrations, set channels, make and revoke keys, change the workspace.</summary>
    SettingsWrite = 1 << 6,

    /// <summary>Read the built-in test inbox, which shows whole messages.</summary>
    TestInboxRead = 1 << 7,

    /// <summary>Change what is kept of a contact, such as their consent.</summary>
    ContactsWrite = 1 << 8,

    /// <summary>Hand out everything that is kept of a person, and erase it.</summary>
    Privacy = 1 << 9,
}
