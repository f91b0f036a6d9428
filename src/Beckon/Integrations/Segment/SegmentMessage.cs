using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Segment;

/// <summary>One message of any type, as an event.</summary>
public static class SegmentMessage
{
    public static CanonicalEvent Read(Envelope envelope, Fields message, string type, int index)
    {
        var at = envelope.TimeOf(message);
        var id = MessageOf(envelope, message, type, index);
        switch (type)
        {
            case "track" or "event":
                return Track(envelope, message, id, at);
            case "identify":
                var traits = Traits.Of(message);
                return Whose(envelope.Begin(id, EventNames.CustomerUpdated, at), envelope, message, traits) with
                {
                    Profile = traits?.ProfileWithFields(),
                    Properties = SegmentProperties.OfTraits(envelope, message, traits),
                };
            case "alias":
                return Joined(envelope, message, id, at);
            case "group":
                return Whose(envelope.Begin(id, type, at), envelope, message, Traits.OfContext(message)) with
                {
                    Properties = SegmentProperties.Of(envelope, message, "traits"u8, ["groupId"]),
                };
            default:
                // page, screen, and whatever else a library may come to send.
                return Whose(envelope.Begin(id, type == "page" ? EventNames.ViewedPage : Named(type), at), envelope, message, Traits.OfContext(message)) with
                {
                    Properties = SegmentProperties.Of(envelope, message, "properties"u8, ["name", "category"]),
                };
        }
    }

    private static CanonicalEvent Track(Envelope envelope, Fields message, string id, DateTimeOffset at)
    {
        var told = message.TryGet("event"u8, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()?.Trim() : null;
        var traits = Traits.OfContext(message);
        if (told is not null && EcommerceNames.TryFind(told, out var known))
        {
            var commerce = message.Nested("properties"u8);
            var e = Whose(envelope.Begin(id, known.Name, at), envelope, message, traits, known.NamesBuyer ? commerce : null) with { Profile = traits?.Profile() };
            return Ecommerce.Read(e, envelope, known, message, commerce);
        }
        return Whose(envelope.Begin(id, Named(told), at), envelope, message, traits) with
        {
            Profile = traits?.Profile(),
            Properties = SegmentProperties.Of(envelope, message, "properties"u8, []),
        };
    }

    // What a person was called before, most often a browser's id, and what they are called now.
    private static CanonicalEvent Joined(Envelope envelope, Fields message, string id, DateTimeOffset at)
    {
        var e = Whose(envelope.Begin(id, "alias", at), envelope, message, null);
        var before = SegmentPerson.Id(message, "previousId"u8);
        return e with
        {
            Who = before is null || before == e.Who.CustomerId ? e.Who : e.Who with { AnonymousId = before },
            Properties = SegmentProperties.Of(envelope, message, "properties"u8, ["previousId", "userId"]),
        };
    }

    private static CanonicalEvent Whose(CanonicalEvent e, Envelope envelope, Fields message, Traits? traits, Fields? buyer = null)
    {
        var who = SegmentPerson.Read(message, traits, buyer, envelope.Arrival.Workspace);
        return e with { Who = who.None ? Person.Unnamed(envelope.Arrival.Source, "message", e.MessageId) : who };
    }

    /// <summary>The sender's id of the message; else one made of what is said, if it says when; else the message is a new one each time.</summary>
    private static string MessageOf(Envelope envelope, Fields message, string type, int index)
    {
        if (message.Id("messageId"u8) is { } id) return "id:" + id;
        if (envelope.Arrival.IdempotencyKey is { } key) return string.Create(CultureInfo.InvariantCulture, $"key:{key}#{index}");
        if (message.Has("messageId"u8) || message.Has("timestamp"u8) || message.Has("originalTimestamp"u8)) return ContentHash.Of(message.Element, $"body:{Named(type)}:");
        return string.Create(CultureInfo.InvariantCulture, $"new:{envelope.Arrival.RequestId:n}#{index}");
    }

    private static string Named(string? told) => CustomName.Of(told, SegmentIntegration.Source.Kind, "track");
}
