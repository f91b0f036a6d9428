using Beckon.Events;

namespace Beckon.Integrations;

/// <summary>A platform or door that Beckon can be connected to, and what it is able to say. The dashboard offers what follows from this.</summary>
public sealed record Integration
{
    /// <summary>What its sources are of, such as <c>jane</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>One sentence for the person who chooses.</summary>
    public required string Description { get; init; }

    /// <summary>The most it says of an abandoned cart.</summary>
    public required CartAbandonment CartAbandonment { get; init; }

    /// <summary>The names of the events it sends; empty where senders choose their own.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>What the retailer may or must fill in when connecting.</summary>
    public required IReadOnlyList<IntegrationSetting> Settings { get; init; }

    /// <summary>Set for a door that an API key opens: a workspace has it once and need not connect it.</summary>
    public BuiltInSource? BuiltIn { get; init; }

    /// <summary>How the platform gets in, for the person who sets it up there.</summary>
    public required string Authentication { get; init; }
}

/// <summary>A field of the form in which an integration is connected.</summary>
/// <param name="Name">Its name in the request, such as <c>signingSecret</c>.</param>
/// <param name="Title">Its label.</param>
/// <param name="Description">What to fill in.</param>
/// <param name="Secret">Whether it is kept encrypted and never shown again.</param>
/// <param name="Required">Whether connecting needs it.</param>
public sealed record IntegrationSetting(string Name, string Title, string Description, bool Secret, bool Required);
