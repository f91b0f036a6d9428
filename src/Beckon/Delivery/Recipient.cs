namespace Beckon.Delivery;

/// <summary>What sending needs to know of a contact, on one channel.</summary>
public sealed record Recipient
{
    public required Guid ContactId { get; init; }

    public string? Address { get; init; }

    /// <summary><c>subscribed</c>, <c>unsubscribed</c>, <c>pending</c> or <c>never</c>.</summary>
    public string Consent { get; init; } = "never";

    /// <summary>Why the address must not be written to: <c>bounced</c> or <c>complained</c>.</summary>
    public string? Suppression { get; init; }
}
