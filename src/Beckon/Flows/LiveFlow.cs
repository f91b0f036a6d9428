using Beckon.Audiences.Language;
using Beckon.Flows.Products;

namespace Beckon.Flows;

/// <summary>A flow that starts runs now, on the version that is live.</summary>
public sealed record LiveFlow(Guid Id, int Version, FlowDefinition Definition);

/// <summary>What starts and hears in a workspace now.</summary>
/// <param name="Flows">Those that start runs.</param>
/// <param name="Listens">The names of events that runs hear of while they wait, of all versions.</param>
/// <param name="Zone">Where the shop is.</param>
public sealed record LiveFlows(IReadOnlyList<LiveFlow> Flows, IReadOnlySet<string> Listens, TimeZoneInfo Zone)
{
    /// <summary>What live and paused flows are for.</summary>
    public IReadOnlyList<(Guid FlowId, FlowGoal Goal)> Goals { get; init; } = [];

    /// <summary>The names of events that start runs.</summary>
    public IReadOnlySet<string> Triggers { get; } = Flows.Select(flow => flow.Definition.Trigger.EventName).ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that begin with news of products.</summary>
    public IReadOnlyList<(Guid FlowId, ProductTrigger Trigger)> OfProducts { get; } =
        [.. Flows.Where(flow => flow.Definition.Trigger is ProductTrigger).Select(flow => (flow.Id, (ProductTrigger)flow.Definition.Trigger))];

    /// <summary>Those of which it must be known who has ever been in them.</summary>
    public Guid[] Remembering { get; } = [.. Flows.Where(flow => flow.Definition.Reentry.Mode is ReentryMode.Once or ReentryMode.OncePerPeriod).Select(flow => flow.Id)];

    /// <summary>Whether an event of this name may begin or concern a run.</summary>
    public bool Hears(string name) => Listens.Contains(name) || Triggers.Contains(name);

    public Today TodayAt(DateTimeOffset now) => new(now, Zone);
}
