using System.Text.Json.Serialization;
using Beckon.Delivery;

namespace Beckon.Flows;

/// <summary>A flow as published: which event starts it, what takes people out, and its steps.</summary>
public sealed record FlowDefinition
{
    /// <summary>The name of the event that starts a run, such as <c>cart_abandoned</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>The campaign this flow was compiled from.</summary>
    public Guid? CampaignId { get; init; }

    public required ExitRule ExitRule { get; init; }

    /// <summary>An event that happened longer than this before Beckon heard of it starts nothing.</summary>
    public required TimeSpan MaxAge { get; init; }

    public required IReadOnlyList<FlowStep> Steps { get; init; }
}

/// <summary>Source-generated JSON of flow definitions. PostgreSQL orders the members of what it stores, so the type may come after others.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(FlowDefinition))]
public sealed partial class FlowJson : JsonSerializerContext;
