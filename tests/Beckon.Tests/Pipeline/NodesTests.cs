using Beckon.Audiences.Language;
using Beckon.Pipeline;
using Beckon.Tests.Audiences;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Pipeline;

/// <summary>
/// However many nodes share the work, and whichever of them die at it, events come to what one node comes to that takes them one at a time.
/// </summary>
public sealed class NodesTests : IAsyncLifetime
{
    // Small enough that a handful of events is shared out to the lanes of contacts.
    private static readonly PipelineOptions Small = new() { MostEvents = 4, Loops = 2, ShareFrom = 1 };

    private PipelineWorld _reference = null!;
    private PipelineWorld _shared = null!;

    public async Task InitializeAsync()
    {
        _reference = await PipelineWorld.CreateAsync();
        _shared = await PipelineWorld.CreateForNodesAsync();
    }

    public async Task DisposeAsync()
    {
        await _reference.DisposeAsync();
        await _shared.DisposeAsync();
    }

    // With a wait longer than the stream: what events begin and end, without a clock that could go on before some of them.
    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public async Task Many_nodes_that_die_and_join_come_to_what_one_event_at_a_time_comes_to(int delayMinutes)
    {
        const int Cases = 12;
        var streams = Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(24), codes => Enumerable.Range(0, codes.Length).Select(i => (int[])[.. codes[..i], .. codes[(i + 1)..]]));
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll(streams, stream => AgreesAsync(stream, delayMinutes).GetAwaiter().GetResult())));
    }

    // Several lanes, timers and builds decide about the same person: the last to decide must have seen everything.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whichever_node_followed_members_of_audiences_are_those_who_fit(int seed)
    {
        var random = new Random(seed);
        int[] codes = [.. Enumerable.Range(0, 70).Select(_ => random.Next())];
        await using var world = await _shared.NeighbourAsync();
        foreach (var filter in AudienceWorld.WithoutTime) await world.Audiences.AddAsync(FilterJson.Write(filter), filter);
        await RunAsync(world, new RandomStream(codes), codes);
        var compared = await world.Audiences.CompareAsync();
        foreach (var (name, kept, fitting) in compared) kept.ShouldBe(fitting, name);
        compared.Count(one => one.Kept.Count > 0).ShouldBeGreaterThan(AudienceWorld.WithoutTime.Count / 2, "The audiences must have members.");
    }

    private async Task<bool> AgreesAsync(int[] codes, int delayMinutes)
    {
        var stream = new RandomStream(codes);
        var oneByOne = await OneByOneAsync(stream, delayMinutes);
        var shared = await ByNodesAsync(stream, codes, delayMinutes);
        shared.Except(oneByOne).ShouldBeEmpty($"These come only with many nodes, instead of:\n{string.Join('\n', oneByOne.Except(shared))}");
        oneByOne.Except(shared).ShouldBeEmpty("These come only one by one.");
        shared.Count.ShouldBe(oneByOne.Count);
        return true;
    }

    private async Task<List<string>> OneByOneAsync(RandomStream stream, int delayMinutes)
    {
        await using var world = await _reference.NeighbourAsync();
        await world.GoLiveAsync(delayMinutes);
        foreach (var e in stream.Events)
        {
            if (RandomStream.Address(e, await MessagesAsync(world)) is { } addressed) await world.SendAsync(addressed);
        }
        return await FinalState.OfAsync(world);
    }

    // Nodes that take in without waiting for each other; now and then one dies and another joins.
    private async Task<List<string>> ByNodesAsync(RandomStream stream, int[] codes, int delayMinutes)
    {
        await using var world = await _shared.NeighbourAsync();
        await world.GoLiveAsync(delayMinutes);
        await RunAsync(world, stream, codes);
        return await FinalState.OfAsync(world);
    }

    private static async Task RunAsync(PipelineWorld world, RandomStream stream, int[] codes)
    {
        var nodes = new List<TestNode> { await TestNode.StartAsync(world.Database, Small), await TestNode.StartAsync(world.Database, Small) };
        foreach (var (e, code) in stream.Events.Zip(codes))
        {
            if (e.Feedback is not null) await IdleAsync(world);
            if (RandomStream.Address(e, e.Feedback is null ? new Dictionary<Guid, Guid>() : await MessagesAsync(world)) is not { } addressed) continue;
            await nodes[code % nodes.Count].SendAsync(world.WorkspaceId, addressed);
            if (code % 11 == 0) await ReplaceAsync(world, nodes, code);
        }
        await IdleAsync(world);
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private static async Task ReplaceAsync(PipelineWorld world, List<TestNode> nodes, int code)
    {
        var victim = nodes[code % 7 % nodes.Count];
        nodes.Remove(victim);
        nodes.Add(await TestNode.StartAsync(world.Database, Small));
        await victim.KillAsync();
        foreach (var node in nodes) node.Leases.BeatNow();
    }

    private static async Task IdleAsync(PipelineWorld world)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await world.RowsAsync("select 1 from inbox where workspace_id = $1 limit 1") is { Count: > 0 })
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }

    private static async Task<Dictionary<Guid, Guid>> MessagesAsync(PipelineWorld world)
    {
        var rows = await world.RowsAsync("select event_id, id from message where workspace_id = $1");
        return rows.Select(row => row.Split(' ')).ToDictionary(row => Guid.Parse(row[0]), row => Guid.Parse(row[1]));
    }
}
