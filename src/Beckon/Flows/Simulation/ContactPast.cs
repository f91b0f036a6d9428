using Beckon.Audiences.Matching;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows.Simulation;

/// <summary>What happened to a contact, so that it can be gone through again. Pure.</summary>
public sealed class ContactPast
{
    public required Guid ContactId { get; init; }

    public PastReach Email { get; init; } = PastReach.None;

    public PastReach Sms { get; init; } = PastReach.None;

    /// <summary>The custom field that says where they are.</summary>
    public string? Zone { get; init; }

    /// <summary>Where the store is in which they have joined.</summary>
    public string? StoreZone { get; init; }

    /// <summary>What they were sent by what else there is, as far as it counts for how often they may be.</summary>
    public List<SentMessage> Sent { get; } = [];

    /// <summary>Of the span of time, in the order in which they came.</summary>
    public List<ResolvedEvent> Events { get; } = [];

    /// <summary>What they agreed to, in order of time.</summary>
    public List<(Channel Channel, ConsentStatus Status, DateTimeOffset At)> Consents { get; } = [];

    /// <summary>What filters can ask; null where the flow asks nothing.</summary>
    public ContactFacts? Facts { get; init; }

    /// <summary>How they could be written to at a moment.</summary>
    public Recipient RecipientAt(DateTimeOffset at) => new()
    {
        ContactId = ContactId,
        Zone = Zone,
        StoreZone = StoreZone,
        Email = ReachAt(Channel.Email, Email, at),
        Sms = ReachAt(Channel.Sms, Sms, at),
    };

    private ChannelReach ReachAt(Channel channel, PastReach past, DateTimeOffset at) =>
        new(past.Address, Words.Of(ConsentAt(channel, at)), past.Suppression is { } known && known.At <= at ? known.Reason : null);

    /// <summary>What filters could ask at a moment.</summary>
    public ContactFacts FactsAt(DateTimeOffset at, Func<OrderFact, bool> wasDelivered)
    {
        var then = (Facts ?? throw new InvalidOperationException("What filters ask was not loaded.")).AsOf(at, wasDelivered);
        foreach (var channel in Consents.Select(one => one.Channel).Distinct()) then.Consents[channel] = ConsentAt(channel, at);
        return then;
    }

    // Before the first word about it there was none.
    private ConsentStatus ConsentAt(Channel channel, DateTimeOffset at) => Consents.FindLast(one => one.Channel == channel && one.At <= at) is { At.Ticks: > 0 } last ? last.Status : ConsentStatus.Never;
}

/// <summary>How somebody could be written to on one channel.</summary>
/// <param name="Address">The address as it is now; null: none is known.</param>
/// <param name="Suppression">Why it must not be written to, and since when; null: it may be.</param>
public sealed record PastReach(string? Address, (string Reason, DateTimeOffset At)? Suppression = null)
{
    public static PastReach None { get; } = new(Address: null);
}
