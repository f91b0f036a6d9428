using Beckon.Contacts;

namespace Beckon.Delivery;

/// <summary>What sending needs to know of a contact.</summary>
public sealed record Recipient
{
    public required Guid ContactId { get; init; }

    public ChannelReach Email { get; init; } = ChannelReach.None;

    public ChannelReach Sms { get; init; } = ChannelReach.None;

    /// <summary>The same, with what is known of a channel.</summary>
    public Recipient With(Channel channel, ChannelReach reach) => channel switch
    {
        Channel.Email => this with { Email = reach },
        Channel.Sms => this with { Sms = reach },
        Channel.Push => this,
    };

    /// <summary>How they can be written to on a channel.</summary>
    public ChannelReach On(Channel channel) => channel switch
    {
        Channel.Email => Email,
        Channel.Sms => Sms,
        Channel.Push => ChannelReach.None,
    };

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

/// <summary>How somebody can be written to on one channel.</summary>
/// <param name="Address">The e-mail address, or the phone number in E.164; null: none is known.</param>
/// <param name="Consent"><c>subscribed</c>, <c>unsubscribed</c>, <c>pending</c> or <c>never</c>.</param>
/// <param name="Suppression">Why the address must not be written to: <c>bounced</c> or <c>complained</c>; null: it may be.</param>
public sealed record ChannelReach(string? Address, string Consent = "never", string? Suppression = null)
{
    public static ChannelReach None { get; } = new(Address: null);
}
