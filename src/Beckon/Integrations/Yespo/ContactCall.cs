using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>The body of a call that adds or changes one contact. It remembers whom it was about, for the answer.</summary>
public sealed class ContactCall(YespoCall call)
{
    public Identifiers Who { get; private set; } = new();

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        var said = new Loose(body);
        var contact = SentContact.Read(said, arrival.Workspace);
        contact = contact with { Who = call.Who(contact.Who, call.Addressed ?? said.Id("id")) };
        if (contact.Who.None)
        {
            faults.Add("channels", "Say who it is: send a channel of the type email or sms with a usable value, or externalCustomerId.");
            return [];
        }
        Who = contact.Who;
        return [SentContact.Told(arrival, contact, MessageOf(arrival, body))];
    }

    // In the address stands whom it is about: the same words to another address are another message.
    private string MessageOf(Arrival arrival, JsonElement body) =>
        arrival.IdempotencyKey is { } key ? $"contact:{call.Addressed}:key:{key}" : ContentHash.Of(body, $"contact:{call.Addressed}:");
}
