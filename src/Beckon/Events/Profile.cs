using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>What an event says of the person beside the identifiers. Null: it said nothing, and what is known stays.</summary>
public sealed record Profile(string? FirstName, string? LastName)
{
    /// <summary>Custom fields, as an object: those that the workspace has defined are kept with the contact. A null takes a value away.</summary>
    public RawJson? Fields { get; init; }
}
