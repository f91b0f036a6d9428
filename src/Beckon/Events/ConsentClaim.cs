namespace Beckon.Events;

/// <summary>
/// What a platform says of somebody's consent. A no counts at once and is never undone by a claim; a yes counts only because the platform says
/// explicitly that the person agreed.
/// </summary>
/// <param name="Channel">To messages on which channel.</param>
/// <param name="Answer">What the person said.</param>
/// <param name="At">When they said it; null: when the event happened.</param>
/// <param name="Wording">What they read when they said it, or how the platform calls the way of asking.</param>
public sealed record ConsentClaim(ConsentChannel Channel, ConsentAnswer Answer, DateTimeOffset? At = null, string? Wording = null);

/// <summary>The channels that people agree to messages on.</summary>
public enum ConsentChannel
{
    Email,
    Sms,
    Push,
}

/// <summary>What somebody said to messages on a channel.</summary>
public enum ConsentAnswer
{
    Yes,
    No,

    /// <summary>Yes, and not confirmed yet.</summary>
    Unconfirmed,

    /// <summary>The platform says that it never asked: then the workspace's default does not apply.</summary>
    NeverAsked,
}
