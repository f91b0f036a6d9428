using Beckon.Delivery;
using Beckon.Kernel;

namespace Beckon.Campaigns;

/// <summary>A message, as a report lists it.</summary>
/// <param name="Id">Starts with <c>msg_</c>.</param>
/// <param name="Status">queued, sending, sent, delivered, bounced, failed, uncertain or skipped.</param>
/// <param name="Reason">Why it was not sent, such as <c>not_subscribed</c>.</param>
/// <param name="Address">Where it went.</param>
/// <param name="Subject">As rendered.</param>
/// <param name="Contact">Whose it is.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="SentAt">When the provider took it.</param>
/// <param name="OpenedAt">The first open.</param>
/// <param name="ClickedAt">The first click.</param>
public sealed record MessageRow(
    string Id,
    string Status,
    string? Reason,
    string? Address,
    string? Subject,
    MessageContact Contact,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt)
{
    public static MessageRow Of(MessageRead message) => new(
        Ids.Out(Ids.Message, message.Id), message.Status, message.Reason, message.Address, message.Subject, MessageContact.Of(message),
        message.CreatedAt, message.SentAt, message.OpenedAt, message.ClickedAt);
}

/// <summary>The contact of a message.</summary>
public sealed record MessageContact(string Id, string Name, string? Email)
{
    public static MessageContact Of(MessageRead message) => new(Ids.Out(Ids.Contact, message.ContactId), message.ContactName, message.ContactEmail);
}

/// <summary>A message with every decision on its way.</summary>
/// <param name="Message">The message.</param>
/// <param name="CampaignId">Its campaign.</param>
/// <param name="EventId">The event that started it.</param>
/// <param name="CartId">The cart it is about.</param>
/// <param name="Detail">What the provider or the renderer said, in words.</param>
/// <param name="Provider">What it was handed to.</param>
/// <param name="ProviderReply">The provider's answer.</param>
/// <param name="Attempts">How often it was handed over.</param>
/// <param name="MillisecondsToHandOff">To the hand-over: from the event's arrival, or from the end of the wait where there was one.</param>
/// <param name="WaitedUntil">When the wait before it was to end; null when there was none.</param>
/// <param name="UnsubscribedAt">When its link was used to unsubscribe.</param>
/// <param name="Trace">Why it was or was not sent: each decision, the value seen, passed or not.</param>
public sealed record MessageDetail(
    MessageRow Message,
    string? CampaignId,
    string EventId,
    string? CartId,
    string? Detail,
    string? Provider,
    string? ProviderReply,
    int Attempts,
    double? MillisecondsToHandOff,
    DateTimeOffset? WaitedUntil,
    DateTimeOffset? UnsubscribedAt,
    IReadOnlyList<TraceLine> Trace)
{
    public static MessageDetail Of(MessageRead message) => new(
        MessageRow.Of(message),
        Ids.Out(Ids.Campaign, message.CampaignId),
        Ids.Out(Ids.Event, message.EventId),
        Ids.Out(Ids.Cart, message.CartId),
        message.Detail,
        message.Provider,
        message.ProviderReply,
        message.Attempts,
        message.MillisecondsToHandOff,
        message.WaitedUntil,
        message.UnsubscribedAt,
        message.Trace);
}

/// <summary>Why a contact was or was not reached by a campaign.</summary>
/// <param name="Answer">In one sentence.</param>
/// <param name="Message">The latest message decided on for the contact; null when nothing has triggered.</param>
/// <param name="Trace">Each decision, or, when nothing has triggered, what would be decided now.</param>
public sealed record CampaignWhy(string Answer, MessageRow? Message, IReadOnlyList<TraceLine> Trace);
