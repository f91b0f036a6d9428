using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// What was looked up for a call before it was read, and is kept with its payload, so that a replay reads it alike: whom the numbers in it meant.
/// </summary>
public sealed record YespoCall
{
    public static YespoCall Bare { get; } = new();

    /// <summary>By Yespo's <c>contactId</c>: whom it means, and what else they are known by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, Identifiers>? Contacts { get; init; }

    /// <summary>The number in the address of the call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Addressed { get; init; }

    /// <summary>Whether who subscribes was known before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Known { get; init; }

    public static YespoCall Parse(string? json) => json is null ? Bare : JsonSerializer.Deserialize(json, YespoJson.Default.YespoCall) ?? Bare;

    /// <summary>Null where nothing was looked up.</summary>
    public string? ToJson() => this == Bare ? null : JsonSerializer.Serialize(this, YespoJson.Default.YespoCall);

    public List<CanonicalEvent> ReadEvent(Arrival arrival, JsonElement body, Faults faults) => EventCall.Read(arrival, this, body, faults);

    public List<CanonicalEvent> ReadContact(Arrival arrival, JsonElement body, Faults faults) => new ContactCall(this).Read(arrival, body, faults);

    public List<CanonicalEvent> ReadContacts(Arrival arrival, JsonElement body, Faults faults) => new ContactsCall(this).Read(arrival, body, faults);

    public List<CanonicalEvent> ReadSubscription(Arrival arrival, JsonElement body, Faults faults) => new SubscribeCall(this).Read(arrival, body, faults);

    public List<CanonicalEvent> ReadTracker(Arrival arrival, JsonElement body, Faults faults) => TrackerCall.Read(arrival, this, body, faults);

    /// <summary>
    /// Who it is, given what the call says and the number it names them by. What they are known by stands in for what the call leaves out, so that a
    /// replay elsewhere, where the number means nobody, finds them too.
    /// </summary>
    public Identifiers Who(Identifiers said, string? number)
    {
        if (number is null || Contacts?.GetValueOrDefault(number) is not { } known) return said;
        return said with
        {
            ContactId = known.ContactId,
            CustomerId = said.CustomerId ?? known.CustomerId,
            Email = said.Email ?? known.Email,
            Phone = said.Phone ?? known.Phone,
        };
    }
}

/// <summary>Source-generated JSON of what is kept of a call.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(YespoCall))]
[JsonSerializable(typeof(string))]
public sealed partial class YespoJson : JsonSerializerContext;
