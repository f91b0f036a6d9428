using Beckon.Accounts;
using Beckon.Delivery;
using Beckon.Flows;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>Flows of a world, and its rules of sending.</summary>
internal static class FlowWorld
{
    public static async Task<LiveFlow> PublishAsync(this PipelineWorld world, FlowDefinition definition)
    {
        var id = Guid.CreateVersion7(PipelineWorld.Start);
        await using var connection = await world.Source.OpenConnectionAsync();
        await FlowStore.CreateAsync(connection, world.WorkspaceId, id, "Flow", PipelineWorld.Start, CancellationToken.None);
        var version = await FlowStore.PublishAsync(connection, world.WorkspaceId, id, definition, PipelineWorld.Start, CancellationToken.None);
        world.Flows.Forget(world.WorkspaceId);
        return new LiveFlow(id, version, definition);
    }

    public static async Task RuleAsync(this PipelineWorld world, SendingRules rules)
    {
        await using var connection = await world.Source.OpenConnectionAsync();
        var (_, version) = await SendingRulesStore.ReadAsync(connection, world.WorkspaceId, CancellationToken.None);
        (await world.Rules.SaveAsync(Caller.Beckon(world.WorkspaceId), rules, version, CancellationToken.None)).ShouldBeTrue();
    }
}
