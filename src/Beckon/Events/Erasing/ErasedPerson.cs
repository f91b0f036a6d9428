using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beckon.Events.Erasing;

/// <summary>Somebody who is being forgotten: what finds what is kept of them. It lies sealed in the database, and only until it is done.</summary>
public sealed record ErasedPerson
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact and those that were merged into it; none when nobody was known.</summary>
    public Guid[] Ids { get; init; } = [];

    public IReadOnlyList<KnownBy> Known { get; init; } = [];

    /// <summary>Contacts that claimed the same events: theirs may name this person.</summary>
    public Guid[] Neighbours { get; init; } = [];

    [JsonIgnore]
    public string[] Emails => Of("email");

    [JsonIgnore]
    public string[] Phones => Of("phone");

    public string ToJson() => JsonSerializer.Serialize(this, ErasedPersonJson.Default.ErasedPerson);

    public static ErasedPerson Parse(string json) =>
        JsonSerializer.Deserialize(json, ErasedPersonJson.Default.ErasedPerson) ?? throw new JsonException("Nobody is named.");

    private string[] Of(string kind) => [.. Known.Where(one => one.Kind == kind).Select(one => one.Value).Distinct(StringComparer.Ordinal)];
}

/// <summary>One identifier, in the words of <c>contact_identifier</c>: its kind, the source of a customer id, and the value in normal form.</summary>
public sealed record KnownBy(string Kind, Guid Scope, string Value);

/// <summary>Source-generated JSON of who is being forgotten.</summary>
[JsonSerializable(typeof(ErasedPerson))]
public sealed partial class ErasedPersonJson : JsonSerializerContext;
