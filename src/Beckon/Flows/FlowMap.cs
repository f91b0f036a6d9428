namespace Beckon.Flows;

/// <summary>Where each step of a flow is, and which follows it.</summary>
public sealed class FlowMap
{
    private readonly Dictionary<string, FlowStep> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FlowStep?> _next = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FlowStep> Steps => _steps.Values;

    /// <summary>The ids that more than one step has.</summary>
    public List<string> Repeated { get; } = [];

    public static FlowMap Of(IReadOnlyList<FlowStep> steps)
    {
        var map = new FlowMap();
        map.Enter(steps, after: null);
        return map;
    }

    /// <summary>The step of this id; a version that has none is a fault of whoever stands at it.</summary>
    public FlowStep Step(string id) => _steps.GetValueOrDefault(id) ?? throw new InvalidDataException($"Its version of the flow has no step “{id}”.");

    public bool Has(string id) => _steps.ContainsKey(id);

    /// <summary>What follows a step, its branches left out; null: the end.</summary>
    public FlowStep? After(FlowStep step) => _next[step.Id];

    /// <summary>What a branch of a step begins with: what follows the step where the branch is empty.</summary>
    public FlowStep? Into(FlowStep step, IReadOnlyList<FlowStep> branch) => branch.Count > 0 ? branch[0] : After(step);

    // Lists may hold nothing where somebody has written so; that is told by the rules.
    private void Enter(IReadOnlyList<FlowStep?> steps, FlowStep? after)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is not { } step) continue;
            var next = i + 1 < steps.Count ? steps[i + 1] : after;
            if (!_steps.TryAdd(step.Id, step)) Repeated.Add(step.Id);
            _next[step.Id] = next;
            foreach (var branch in step.Branches) Enter(branch, next);
        }
    }
}
