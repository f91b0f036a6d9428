using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>
/// What the fields of a sender's bodies mean. Places in a body are JSON Pointers (RFC 6901), such as <c>/customer/email</c>; those of items begin at the
/// item.
/// </summary>
public sealed record FieldMapping
{
    /// <summary>Where the list is whose elements are one event each; null: the body is one event, or a list of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Each { get; init; }

    /// <summary>The name of every event; null where <see cref="NameAt"/> says it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Where the sender's own name of what happened is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameAt { get; init; }

    /// <summary>What the sender's names are called here; one that is not listed stays as it is.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By what is meant, such as <c>email</c> or <c>order.total</c>, where it is.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string ToJson() => JsonSerializer.Serialize(this, FieldMappingJson.Default.FieldMapping);

    /// <summary>False for what is no JSON of a mapping.</summary>
    public static bool TryParse(string? json, [NotNullWhen(true)] out FieldMapping? mapping)
    {
        mapping = null;
        if (json is null) return false;
        try
        {
            mapping = JsonSerializer.Deserialize(json, FieldMappingJson.Default.FieldMapping);
            return mapping is { Names: not null, Fields: not null } && !mapping.Names.Values.Contains(null) && !mapping.Fields.Values.Contains(null);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Source-generated JSON of mappings.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FieldMapping))]
public sealed partial class FieldMappingJson : JsonSerializerContext;
