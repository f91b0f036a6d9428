using System.Text.Json.Serialization;
using Beckon.Contacts;

namespace Beckon.Delivery;

/// <summary>How a workspace sends on a channel: what table <c>channel</c> holds in <c>settings</c>, as JSON. The secret is stored apart, encrypted.</summary>
public abstract record ChannelSettings
{
    /// <summary>The channels that messages are sent on.</summary>
    public static IReadOnlyList<Channel> Sending { get; } = [Channel.Email, Channel.Sms];

    [JsonIgnore]
    public abstract Channel Channel { get; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; init; }

    public WhenInterrupted WhenInterrupted { get; init; } = WhenInterrupted.AtMostOnce;

    /// <summary>Messages per second; null for as fast as it goes.</summary>
    [JsonIgnore]
    public abstract int? MostPerSecond { get; }

    /// <summary>What hands over, as it is stored.</summary>
    [JsonIgnore]
    public abstract string ProviderWord { get; }

    /// <summary>What the audit log tells of a change.</summary>
    internal abstract object ForAudit();
}

/// <summary>What to do with a message whose hand-over was interrupted, so that nobody knows whether the provider took it.</summary>
public enum WhenInterrupted
{
    /// <summary>It becomes uncertain; a person decides. Nobody gets it twice, somebody may not get it at all.</summary>
    AtMostOnce,

    /// <summary>It is sent again. Nobody goes without it, somebody may get it twice.</summary>
    AtLeastOnce,
}
