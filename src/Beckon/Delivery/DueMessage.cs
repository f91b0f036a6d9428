using Beckon.Contacts;
using Beckon.Events;

namespace Beckon.Delivery;

/// <summary>A message whose time has come, with everything that deciding and composing need, as it is at this instant.</summary>
public sealed record DueMessage
{
    public required Guid Id { get; init; }

    public required Guid ContentId { get; init; }

    /// <summary>What triggered it.</summary>
    public Guid EventId { get; init; }

    public Channel Channel { get; init; }

    public required Recipient Recipient { get; init; }

    /// <summary>Where it goes: the address on its channel.</summary>
    public string? Address => Recipient.On(Channel).Address;

    public string? Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public required ExitRule ExitRule { get; init; }

    /// <summary>The cart was bought, or the contact placed an order since the trigger.</summary>
    public required bool Bought { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Since when the server puts it off; null while it never did.</summary>
    public DateTimeOffset? DeferredSince { get; init; }

    /// <summary>How it takes the rules of sending.</summary>
    public SendLimits Limits { get; init; }

    /// <summary>Since when the rules put it off; null while they never did.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>When the event that triggered it was received; where its flow waited, when the wait was over.</summary>
    public required DateTimeOffset TriggerAt { get; init; }

    public DueCart? Cart { get; init; }

    /// <summary>The code of a discount that its run was given.</summary>
    public string? DiscountCode { get; init; }
}

/// <summary>The cart a message is about.</summary>
public sealed record DueCart(
    Guid Id, string ExternalId, string? Url, string? Currency, decimal? Total, IReadOnlyList<LineItem> Items, DateTimeOffset? AbandonedAt);
