using System.Text.Json.Serialization;

namespace Beckon.Delivery;

/// <summary>Source-generated JSON of stored traces.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<TraceLine>))]
[JsonSerializable(typeof(List<TraceLine>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class DeliveryJson : JsonSerializerContext;
