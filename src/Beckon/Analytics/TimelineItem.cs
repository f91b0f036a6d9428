namespace Beckon.Analytics;

/// <summary>Something that happened with a contact: an event of theirs or a message to them.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">The event's or the message's id.</param>
/// <param name="At">When it happened; of a message, when it was sent or decided.</param>
/// <param name="Name">The event's name; <c>message</c> for messages.</param>
/// <param name="Status">The event's status, if it has one, or the message's.</param>
/// <param name="Sentence">What happened, in a few words.</param>
/// <param name="Reason">Why a message was not sent, such as <c>not_subscribed</c>.</param>
/// <param name="CampaignId">The campaign of a message.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="MessageId">The message, also of an event that tells what became of one.</param>
/// <param name="OrderId">The order that the event is about.</param>
public sealed record TimelineItem(
    TimelineKind Kind, string Id, DateTimeOffset At, string Name, string? Status, string Sentence, string? Reason,
    string? CampaignId, string? CampaignName, string? MessageId, string? OrderId);

/// <summary>What a line of a contact's timeline is.</summary>
public enum TimelineKind
{
    Event,
    Message,
}
