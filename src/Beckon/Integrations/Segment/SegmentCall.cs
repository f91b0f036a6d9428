using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Integrations.Segment;

/// <summary>What the address says that was called: the type of the one message in the body, or none where the body is a batch.</summary>
/// <param name="Type">Such as <c>track</c>; null: a batch, whose messages name their types.</param>
/// <param name="Import">Whether it is the address for history; old messages there start nothing.</param>
/// <param name="Origins">The sites of the browser key with which a page called; null: a server did, with a secret key.</param>
public sealed record SegmentCall(string? Type, bool Import = false, IReadOnlyList<string>? Origins = null)
{
    public static SegmentCall Parse(string? json) =>
        json is null ? new((string?)null) : JsonSerializer.Deserialize(json, SegmentJson.Default.SegmentCall) ?? new((string?)null);

    public string ToJson() => JsonSerializer.Serialize(this, SegmentJson.Default.SegmentCall);

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults) => SegmentBody.Read(arrival, this, body, faults);
}

/// <summary>Source-generated JSON of what is kept of a call.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SegmentCall))]
public sealed partial class SegmentJson : JsonSerializerContext;
