using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Delivery;

/// <summary>What is written down about messages that never reached a provider, and the events that tell of those that did.</summary>
public static class Outcomes
{
    public static MessageOutcome Skipped(DueMessage message, SkipReason reason, IReadOnlyList<TraceLine> trace) => new()
    {
        MessageId = message.Id,
        ContactId = message.Recipient.ContactId,
        Status = "skipped",
        Reason = Reasons.Of(reason),
        Address = message.Address,
        Trace = [new("asked again at the instant of sending", "", true), .. trace],
    };

    /// <summary>The rules of sending put it off.</summary>
    public static MessageOutcome Held(DueMessage message, Timing timing, DateTimeOffset now) => new()
    {
        MessageId = message.Id,
        ContactId = message.Recipient.ContactId,
        Status = "queued",
        Reason = timing.Reason is { } reason ? Reasons.Of(reason) : null,
        DueAt = timing.Until,
        HeldSince = message.HeldSince ?? now,
        Trace = timing.Trace,
    };

    public static MessageOutcome CannotCompose(DueMessage message, string fault) => new()
    {
        MessageId = message.Id,
        ContactId = message.Recipient.ContactId,
        Status = "failed",
        Reason = "cannot_compose",
        Detail = fault,
        Address = message.Address,
        Trace = [new("content can be rendered", fault, false)],
    };

    /// <summary>The feedback event of an outcome; none while a message is still on its way.</summary>
    public static CanonicalEvent? Event(MessageOutcome outcome, Guid id, DateTimeOffset now)
    {
        var name = outcome.Status switch
        {
            "sent" => EventNames.MessageSent,
            "skipped" => EventNames.MessageSkipped,
            "bounced" => EventNames.MessageBounced,
            _ => null,
        };
        if (name is null) return null;
        var properties = new Dictionary<string, string?>
        {
            ["messageId"] = Ids.Out(Ids.Message, outcome.MessageId),
            ["subject"] = outcome.Subject,
            ["reason"] = outcome.Reason,
        };
        return new CanonicalEvent
        {
            Id = id,
            SourceId = Source.Own,
            MessageId = $"{name}:{outcome.MessageId:n}",
            Name = name,
            OccurredAt = outcome.HandedAt ?? now,
            ReceivedAt = now,
            Who = new Identifiers { ContactId = outcome.ContactId },
            Feedback = new MessageFeedback(outcome.MessageId),
            Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(properties, DeliveryJson.Default.DictionaryStringString)),
        };
    }
}
