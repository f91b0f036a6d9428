namespace Beckon.Contacts;

/// <summary>What somebody has said to messages on a channel.</summary>
public enum ConsentStatus
{
    Subscribed,
    Unsubscribed,

    /// <summary>Asked, and not confirmed yet.</summary>
    Pending,

    /// <summary>Never asked, never answered.</summary>
    Never,
}
