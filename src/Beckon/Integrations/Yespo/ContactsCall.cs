using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// The body of a call that adds or changes many contacts. Those of whom it does not say who they are fail one by one, and the others are taken. It
/// remembers both, for the answer.
/// </summary>
public sealed class ContactsCall(YespoCall call)
{
    public const int MostContacts = 3_000;

    private readonly List<RawJson> _failed = [];

    /// <summary>The contacts that were not taken, each with its <c>error</c>.</summary>
    public IReadOnlyList<RawJson> Failed => _failed;

    /// <summary>Under what the state of the import can be asked for; null when nothing was taken.</summary>
    public ImportSession? Session { get; private set; }

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (Fields.Of(body, Spot.Root, faults) is null) return [];
        if (new Loose(body)["contacts"] is not { ValueKind: JsonValueKind.Array } contacts)
        {
            faults.Add("contacts", "Send the contacts as a list: {\"contacts\": […]}.");
            return [];
        }
        var count = contacts.GetArrayLength();
        if (count > MostContacts)
        {
            faults.Add("contacts", string.Create(CultureInfo.InvariantCulture, $"There are {count} contacts; send at most {MostContacts} in one request."));
            return [];
        }
        var batch = NameOf(arrival, body);
        var events = new List<CanonicalEvent>(count);
        foreach (var contact in contacts.EnumerateArray())
        {
            if (WhyNot(contact, arrival, out var read) is { } why) _failed.Add(SentContact.Failed(contact, why));
            else events.Add(SentContact.Told(arrival, read, ImportSession.MessageOf(batch, events.Count)));
        }
        if (events.Count > 0) Session = new ImportSession(arrival.RequestId, events.Count, batch);
        return events;
    }

    private string? WhyNot(JsonElement element, Arrival arrival, out SentContact read)
    {
        var said = new Loose(element);
        read = SentContact.Read(said, arrival.Workspace);
        if (element.ValueKind != JsonValueKind.Object) return "This must be a JSON object.";
        read = read with { Who = call.Who(read.Who, said.Id("id")) };
        return read.Who.None ? "It has neither externalCustomerId nor a channel of the type email or sms with a usable value." : null;
    }

    // The same words are the same import.
    private static string NameOf(Arrival arrival, JsonElement body) => arrival.IdempotencyKey is { } key
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("key:" + key))[..16])
        : ContentHash.Of(body, "");
}
