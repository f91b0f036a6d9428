namespace Beckon.Events;

/// <summary>What an event says of the person beside the identifiers. Null: it said nothing, and what is known stays.</summary>
public sealed record Profile(string? FirstName, string? LastName);
