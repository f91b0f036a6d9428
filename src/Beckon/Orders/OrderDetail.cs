using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Orders;

/// <summary>One order with everything that is kept of it.</summary>
/// <param name="Id">Starts with <c>ord_</c>.</param>
/// <param name="ExternalId">The platform's id of it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusSentence">What that means for revenue and messages.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="StatusAt">When its present status took effect.</param>
/// <param name="DeliveredAt">When it became DELIVERED.</param>
/// <param name="CreatedAt">When Beckon first heard of it.</param>
/// <param name="UpdatedAt">When Beckon last heard of it.</param>
/// <param name="Items">What was ordered.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Contact">Whose it is.</param>
/// <param name="Credit">The message that it is credited to; null when it is credited to none.</param>
/// <param name="Document">Every field as the platform sent it.</param>
public sealed record OrderDetail(
    string Id, string ExternalId, OrderStatus Status, string StatusSentence, decimal Total, string Currency,
    DateTimeOffset PlacedAt, DateTimeOffset StatusAt, DateTimeOffset? DeliveredAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<LineItem> Items, SourceRef Source, OrderContact Contact, OrderCredit? Credit, RawJson Document);

/// <summary>The message that brought the shopper back.</summary>
/// <param name="MessageId">Starts with <c>msg_</c>.</param>
/// <param name="Subject">The message's subject.</param>
/// <param name="CampaignId">Starts with <c>cmp_</c>.</param>
/// <param name="CampaignName">The campaign's name.</param>
/// <param name="Touch">What the shopper did with the message.</param>
/// <param name="TouchedAt">When.</param>
/// <param name="CreditedAt">When the order became DELIVERED: the day its revenue counts for.</param>
public sealed record OrderCredit(
    string MessageId, string? Subject, string? CampaignId, string? CampaignName, CreditTouch Touch, DateTimeOffset TouchedAt, DateTimeOffset CreditedAt);

/// <summary>What an order is credited for.</summary>
public enum CreditTouch
{
    Click,
    Open,
}
