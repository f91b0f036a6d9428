using Beckon.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Pipeline;

/// <summary>However events are cut into batches, they come to the same: what one by one leads to is what the pipeline means.</summary>
public sealed class ParallelEqualsSequentialTests : IAsyncLifetime
{
    private PipelineWorld _house = null!;

    public async Task InitializeAsync() => _house = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    public async Task Batches_of_any_size_come_to_what_one_event_at_a_time_comes_to(int delayMinutes)
    {
        const int Cases = 25;
        var streams = Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(18), Shorter);
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll(streams, stream => AgreesAsync(stream, delayMinutes).GetAwaiter().GetResult())));
    }

    private static IEnumerable<int[]> Shorter(int[] codes) => Enumerable.Range(0, codes.Length).Select(i => (int[])[.. codes[..i], .. codes[(i + 1)..]]);

    private async Task<bool> AgreesAsync(int[] codes, int delayMinutes)
    {
        var stream = new RandomStream(codes);
        var fires = codes.Select(code => delayMinutes > 0 && code % 3 == 0).ToList();
        var oneByOne = await PlayAsync(stream, codes.Select(_ => true), fires, delayMinutes);
        var inBatches = await PlayAsync(stream, codes.Select(code => code % 5 == 0), fires, delayMinutes);
        inBatches.Except(oneByOne).ShouldBeEmpty($"These come only in batches, instead of:\n{string.Join('\n', oneByOne.Except(inBatches))}");
        oneByOne.Except(inBatches).ShouldBeEmpty("These come only one by one.");
        inBatches.Count.ShouldBe(oneByOne.Count);
        return true;
    }

    /// <summary>Plays the stream to a workspace of its own, a new batch beginning, and what is due going on before, where it is told.</summary>
    private async Task<List<string>> PlayAsync(RandomStream stream, IEnumerable<bool> begins, IEnumerable<bool> fires, int delayMinutes)
    {
        await using var world = await _house.NeighbourAsync();
        await world.GoLiveAsync(delayMinutes);
        var batch = new List<CanonicalEvent>();
        foreach (var (e, begin, fire) in stream.Events.Zip(begins, fires))
        {
            // Nobody clicks in a message that is not committed yet.
            var early = e.Feedback is { MessageId: var trigger } && (delayMinutes > 0 || batch.Exists(one => one.Id == trigger));
            if (begin || fire || early) await FlushAsync(world, batch);
            if (fire) await world.FireAsync(e.ReceivedAt);
            batch.Add(e);
        }
        await FlushAsync(world, batch);
        if (delayMinutes > 0) await world.FireAsync(PipelineWorld.Start.AddDays(8));
        return await FinalState.OfAsync(world);
    }

    private static async Task FlushAsync(PipelineWorld world, List<CanonicalEvent> batch)
    {
        var rows = await world.RowsAsync("select event_id, id from message where workspace_id = $1");
        var messages = rows.Select(row => row.Split(' ')).ToDictionary(row => Guid.Parse(row[0]), row => Guid.Parse(row[1]));
        var events = batch.Select(e => RandomStream.Address(e, messages)).OfType<CanonicalEvent>().ToArray();
        if (events.Length > 0) await world.SendAsync(events);
        batch.Clear();
    }
}
