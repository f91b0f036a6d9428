using System.Text.Json.Serialization;
using Beckon.Events.Catalogue;
using Beckon.Events.Payloads;
using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>One event with everything that is kept of it.</summary>
/// <param name="Id">Starts with <c>evt_</c>.</param>
/// <param name="Name">A name of the catalogue or a custom one.</param>
/// <param name="Status">For events that carry one.</param>
/// <param name="OccurredAt">When it happened, as the sender says.</param>
/// <param name="ReceivedAt">When Beckon heard of it.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Contact">Whose it is; null for events about a product.</param>
/// <param name="MessageId">The sender's own id of the event: a repeat of it has no effect.</param>
/// <param name="Parameters">What a message that the event triggers can name.</param>
/// <param name="Properties">Everything the sender said, unknown fields too.</param>
/// <param name="Warnings">What does not fit the catalogue; the event was taken all the same.</param>
/// <param name="Received">The request it came in, as it was received; null when it came in by none or that is no longer kept.</param>
public sealed record EventDetail(
    string Id, string Name, string? Status, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, SourceRef Source, EventContact? Contact,
    string MessageId, EventParameters Parameters, RawJson Properties, IReadOnlyList<EventWarningView> Warnings,
    ReceivedPayload? Received);

/// <summary>Something about an event that does not fit the catalogue.</summary>
/// <param name="Kind">What.</param>
/// <param name="Property">Of which property; null where it is about the event as a whole.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record EventWarningView(WarningKind Kind, string? Property, string Sentence)
{
    public static EventWarningView Of(EventWarning warning) => new(warning.Kind, warning.Property, warning.Sentence);
}

/// <summary>The event parameters of the Add orders call, under the names that its users know.</summary>
/// <param name="EventKey">The event's unique key: an order's external id, else the sender's id of the event.</param>
/// <param name="OrderId">The event's id in Beckon.</param>
/// <param name="ContactId">The contact's id in Beckon.</param>
/// <param name="EmailAddress">The e-mail address that the event carried, else the contact's.</param>
/// <param name="Sms">The phone number that the event carried, else the contact's.</param>
public sealed record EventParameters(
    string EventKey,
    string OrderId,
    string? ContactId,
    [property: JsonPropertyName("EmailAddress")] string? EmailAddress,
    [property: JsonPropertyName("SMS")] string? Sms);
