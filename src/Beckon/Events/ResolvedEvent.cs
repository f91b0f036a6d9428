namespace Beckon.Events;

/// <summary>An event and the contact it belongs to; none for events about a product.</summary>
public readonly record struct ResolvedEvent(CanonicalEvent Event, Guid? ContactId)
{
    /// <summary>The e-mail address the contact was known by when the event had been heard: one that only came later does not count for it.</summary>
    public string? Address { get; init; }
}
