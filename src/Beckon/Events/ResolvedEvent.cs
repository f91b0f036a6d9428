namespace Beckon.Events;

/// <summary>An event and the contact it belongs to; none for events about a product.</summary>
public readonly record struct ResolvedEvent(CanonicalEvent Event, Guid? ContactId);
