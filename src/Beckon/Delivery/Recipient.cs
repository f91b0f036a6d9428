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

    /// <summary>The custom field that says where they are, by the IANA name of the zone.</summary>
    public const string ZoneField = "time_zone";

    /// <summary>What that field holds.</summary>
    public string? Zone { get; init; }

    /// <summary>Where they are, if their field names a zone; an unknown one stops nothing.</summary>
    public TimeZoneInfo ZoneOr(TimeZoneInfo other) => Zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : other;
}
