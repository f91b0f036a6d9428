using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Identity;

namespace Beckon.Pipeline;

/// <summary>
/// Events that take effect together, after the merges before them. Mostly a batch is one stretch; a merge that must see the effects of earlier
/// events of its batch begins another.
/// </summary>
public sealed record Stretch(List<Merge> Merges, List<ResolvedEvent> Events)
{
    /// <summary>Merges that are undone, before everything else; null for none.</summary>
    public List<Split>? Splits { get; set; }

    /// <summary>As it is handed to the lane of its contacts.</summary>
    public static byte[] Write(List<Stretch> stretches) => JsonSerializer.SerializeToUtf8Bytes(stretches, StretchJson.Default.ListStretch);

    public static List<Stretch> Read(byte[] utf8) => JsonSerializer.Deserialize(utf8, StretchJson.Default.ListStretch) ?? [];

    /// <summary>Without these events; the merges stay.</summary>
    public Stretch Without(IReadOnlyDictionary<Guid, string> poison) =>
        poison.Count == 0 ? this : this with { Events = Events.FindAll(resolved => !poison.ContainsKey(resolved.Event.Id)) };
}

/// <summary>Source-generated JSON of stretches.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<Stretch>))]
public sealed partial class StretchJson : JsonSerializerContext;
