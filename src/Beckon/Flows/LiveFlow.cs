namespace Beckon.Flows;

/// <summary>A flow that starts runs now, on the version that is live.</summary>
public sealed record LiveFlow(Guid Id, int Version, FlowDefinition Definition);
