using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// The body of a subscription form: a contact, and the form's name. As with Yespo the person's address is not confirmed by that: the consent waits for
/// the confirmation, and somebody who has said yes or no before stays where they are.
/// </summary>
public sealed class SubscribeCall(YespoCall call)
{
    private const string NewOne = "subscribeFromApi";
    private const string KnownOne = "subscribeUpdateFromApi";
    private const int LongestForm = 60;

    public Identifiers Who { get; private set; } = new();

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (new Loose(body).Nested("contact") is not { } said)
        {
            faults.Add("contact", "Send the contact: {\"contact\": {\"channels\": [{\"type\": \"email\", \"value\": \"ada@example.com\"}]}}.");
            return [];
        }
        var contact = SentContact.Read(said, arrival.Workspace);
        if (contact.Who.Email is null && contact.Who.Phone is null)
        {
            faults.Add("contact.channels", "Say what they subscribe with: send a channel of the type email or sms with a usable value.");
            return [];
        }
        Who = contact.Who;
        var form = FormOf(new Loose(body));
        var message = arrival.IdempotencyKey is { } key ? "subscribe:key:" + key : ContentHash.Of(body, "subscribe:");
        var told = SentContact.Told(arrival, contact, message);
        return
        [
            told with { Name = (call.Known ? KnownOne : NewOne) + (form is null ? "" : "-" + form) },
            told with
            {
                Id = arrival.NewId(),
                MessageId = message + ":consent",
                Name = EventNames.CustomerOptinStatusChanged,
                Status = "pending",
                Profile = null,
                Consents = [.. ClaimsOf(contact.Who, form)],
                Properties = SaidProperties.Of([], ("channel", contact.Who.Email is null ? "sms" : "email"), ("form", form)),
            },
        ];
    }

    private static IEnumerable<ConsentClaim> ClaimsOf(Identifiers who, string? form)
    {
        var wording = form is null ? "A subscription form, not confirmed yet" : $"The subscription form {form}, not confirmed yet";
        if (who.Email is not null) yield return new ConsentClaim(ConsentChannel.Email, ConsentAnswer.Unconfirmed, Wording: wording);
        if (who.Phone is not null) yield return new ConsentClaim(ConsentChannel.Sms, ConsentAnswer.Unconfirmed, Wording: wording);
    }

    // Part of an event's name, so without what such a name cannot have.
    private static string? FormOf(Loose body)
    {
        var form = body.Text("formType", LongestForm);
        return form is null || form.Any(char.IsControl) ? null : form;
    }
}
