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

    /// <summary>What the custom field <c>time_zone</c> holds.</summary>
    public string? Zone { get; init; }

    /// <summary>Where the store is in which they have joined.</summary>
    public string? StoreZone { get; init; }

    /// <summary>Where they are: as their field says, else where their store is, else where the shop is. A zone that nobody knows stops nothing.</summary>
    public TimeZoneInfo ZoneOr(TimeZoneInfo workspace) => ZoneOf(Zone, StoreZone) ?? workspace;

    /// <summary>The first that names a zone.</summary>
    public static TimeZoneInfo? ZoneOf(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        }
        return null;
    }
}
