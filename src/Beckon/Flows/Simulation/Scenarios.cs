using Beckon.Audiences;
using Beckon.Delivery;
using Npgsql;

namespace Beckon.Flows.Simulation;

/// <summary>Plays the scenarios of drafts.</summary>
public sealed class Scenarios(AudienceDesk audiences, SendingRulesStore rules)
{
    /// <summary>What a draft that is ready to go live would do with each of its scenarios.</summary>
    public async Task<List<ScenarioOutcome>> PlayAsync(NpgsqlConnection connection, Guid workspaceId, Flow flow, CancellationToken ct)
    {
        var (_, zone) = await audiences.TodayAsync(workspaceId, ct);
        var context = await AudienceDesk.ContextAsync(connection, workspaceId, ct);
        var (sending, _) = await rules.OfAsync(connection, workspaceId, ct);
        // Nobody who is made up is left out.
        var definition = flow.Draft.Fixed(_ => Guid.Empty) with { HoldoutPercent = 0 };
        var play = new ScenarioPlay(new LiveFlow(flow.Id, 0, definition), context, zone, sending);
        return [.. flow.Draft.Scenarios.Select(play.Play)];
    }
}
