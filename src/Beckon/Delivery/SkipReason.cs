namespace Beckon.Delivery;

/// <summary>Why nothing was sent. Stored, counted and shown: nobody is left out silently.</summary>
public enum SkipReason
{
    /// <summary>History that was being loaded; it starts nothing.</summary>
    Backfill,

    /// <summary>It was taken in once more from what had been received; that never sends.</summary>
    Replay,

    /// <summary>It happened too long before Beckon heard of it.</summary>
    TooOld,

    /// <summary>The cart had been bought when the news of its abandonment came.</summary>
    CartNotAbandoned,

    /// <summary>The contact has no address on the channel.</summary>
    NoAddress,

    /// <summary>The contact never agreed to messages on the channel.</summary>
    NotSubscribed,

    /// <summary>The contact has said no.</summary>
    Unsubscribed,

    /// <summary>The double opt-in is not confirmed yet.</summary>
    OptInPending,

    /// <summary>The address bounced for good, or its owner complained.</summary>
    Suppressed,

    /// <summary>The cart was bought, or the contact ordered, before the message went out.</summary>
    Bought,

    /// <summary>The cart was abandoned again while the run waited: the run of the later abandonment goes on.</summary>
    Restarted,

    /// <summary>The contact does not fit the filter of whom the flow lets in.</summary>
    DoesNotFit,

    /// <summary>The contact is in the flow already, which lets nobody in twice at a time.</summary>
    AlreadyIn,

    /// <summary>The contact has been in the flow already, or lately, and may not come again.</summary>
    AlreadyBeen,

    /// <summary>The contact is one of those who are left out so that it can be seen what the flow brings about.</summary>
    Holdout,

    /// <summary>Something happened that takes people out of the flow.</summary>
    Left,

    /// <summary>The campaign was paused while the message, or the run that leads to it, waited.</summary>
    Paused,

    /// <summary>It would have gone out at an hour at which nobody is to be written to.</summary>
    QuietHours,

    /// <summary>The contact has had as many messages as they may get in such a time.</summary>
    FrequencyCap,
}
