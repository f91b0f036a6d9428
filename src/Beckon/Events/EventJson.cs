using System.Text.Json.Serialization;
using Beckon.Events.Catalogue;

namespace Beckon.Events;

/// <summary>Source-generated JSON of what passes through the inbox and of stored items.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<CanonicalEvent>))]
[JsonSerializable(typeof(IReadOnlyList<CanonicalEvent>))]
[JsonSerializable(typeof(CanonicalEvent))]
[JsonSerializable(typeof(IReadOnlyList<EventWarning>))]
[JsonSerializable(typeof(List<EventWarning>))]
[JsonSerializable(typeof(IReadOnlyList<LineItem>))]
[JsonSerializable(typeof(List<LineItem>))]
[JsonSerializable(typeof(IReadOnlyList<ProductVariant>))]
[JsonSerializable(typeof(List<ProductVariant>))]
public sealed partial class EventJson : JsonSerializerContext;
