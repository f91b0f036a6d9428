using Beckon.Audiences.Language;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>What scenarios must look like to be kept. Pure. Whether they hold is no matter of that.</summary>
internal static class ScenarioRules
{
    private const int Most = 50;
    private const int MostParts = 100;
    private const int LongestName = 200;

    public static void Check(IReadOnlyList<FlowScenario> scenarios, Faults faults)
    {
        if (scenarios.Count > Most) faults.Add("definition.scenarios", $"A flow has at most {Most} scenarios.");
        for (var i = 0; i < scenarios.Count; i++)
        {
            var (path, scenario) = ($"definition.scenarios[{i}]", scenarios[i]);
            if (scenario is null || HasHoles(scenario))
            {
                faults.Add(path, "A list in it holds null. Leave out what is not there.");
                continue;
            }
            if (string.IsNullOrWhiteSpace(scenario.Name) || scenario.Name.Length > LongestName) faults.Add($"{path}.name", $"Say in 1 to {LongestName} characters what it shows.");
            if (scenario.Happens.Count > MostParts) faults.Add($"{path}.happens", $"At most {MostParts} things happen in a scenario.");
            if (scenario.Expects.Count > MostParts) faults.Add($"{path}.expects", $"Expect at most {MostParts} messages.");
            for (var j = 0; j < scenario.Happens.Count; j++) CheckSpan($"{path}.happens[{j}].after", scenario.Happens[j].After, faults);
            for (var j = 0; j < scenario.Expects.Count; j++) CheckSpan($"{path}.expects[{j}].after", scenario.Expects[j].After, faults);
        }
    }

    private static bool HasHoles(FlowScenario scenario) =>
        scenario.Happens.Any(one => one is null || one.Properties.Any(IsHole)) || scenario.Expects.Any(IsHole)
        || scenario.Who.Tags.Any(IsHole) || scenario.Who.Lists.Any(IsHole) || scenario.Who.Fields.Any(IsHole) || scenario.Who.Drawn.Any(IsHole);

    private static bool IsHole(object? one) => one is null;

    private static void CheckSpan(string path, Duration? span, Faults faults)
    {
        var longest = span?.Unit switch
        {
            TimeUnit.Minutes => 1_000_000,
            TimeUnit.Hours => 20_000,
            TimeUnit.Days => 1_100,
            TimeUnit.Weeks => 160,
            _ => 36,
        };
        if (span is not null && (span.Amount > longest || span.Amount < -longest)) faults.Add(path, "Stay within three years of the beginning.");
    }
}
