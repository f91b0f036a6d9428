using Beckon.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Pipeline;

/// <summary>The laws of a replay, for any stream: again it changes nothing, from nothing it comes to the same, and it never sends.</summary>
public sealed class ReplayLawTests : IAsyncLifetime
{
    private PipelineWorld _house = null!;

    public async Task InitializeAsync() => _house = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Replayed_over_itself_a_stream_changes_nothing_and_from_nothing_it_comes_to_the_same_and_sends_nothing()
    {
        const int Cases = 12;
        var streams = Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(18), Shorter);
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll(streams, stream => HoldsAsync(stream).GetAwaiter().GetResult())));
    }

    [Fact]
    public async Task A_replayed_abandonment_is_skipped_with_its_reason()
    {
        await _house.GoLiveAsync();
        await _house.SendAsync(_house.Abandoned("ada@example.com", "c1") with { Replayed = true });
        (await _house.RowsAsync("select status, reason from message where workspace_id = $1")).ShouldBe(["skipped replay"]);
        (await _house.RowsAsync("select status from cart where workspace_id = $1")).ShouldBe(["abandoned"]);
    }

    [Fact]
    public async Task An_abandonment_that_was_mended_in_time_is_asked_for_and_one_mended_too_late_is_not()
    {
        await _house.GoLiveAsync();
        var soon = _house.Abandoned("ada@example.com", "c1");
        var late = _house.Abandoned("bo@example.com", "c2");
        await _house.SendAsync(
            soon with { Retry = new Retry(1, soon.ReceivedAt.AddDays(6)) },
            late with { Retry = new Retry(1, late.ReceivedAt.AddDays(8)) });
        (await _house.RowsAsync("select status, coalesce(reason, '') from message where workspace_id = $1 order by event_id")).ShouldBe(["queued ", "skipped too_old"]);
    }

    private static IEnumerable<int[]> Shorter(int[] codes) => Enumerable.Range(0, codes.Length).Select(i => (int[])[.. codes[..i], .. codes[(i + 1)..]]);

    // What Beckon tells itself comes through no door and is not replayed.
    private async Task<bool> HoldsAsync(int[] codes)
    {
        CanonicalEvent[] stream = [.. new RandomStream(codes).Events.Where(e => e.Feedback is null)];
        CanonicalEvent[] replayed = [.. stream.Select(e => e with { Replayed = true })];
        if (stream.Length == 0) return true;
        await using var original = await LiveAsync();
        await original.SendAsync(stream);
        var first = await FinalState.OfAsync(original);
        await original.SendAsync(replayed);
        await original.SendAsync([.. replayed, .. replayed]);
        (await FinalState.OfAsync(original)).ShouldBe(first);

        await using var fresh = await LiveAsync();
        await fresh.SendAsync([.. replayed, .. replayed]);
        var (again, messages) = Split(await FinalState.OfAsync(fresh));
        again.ShouldBe(Split(first).Kept);
        messages.ShouldAllBe(row => row.Contains(" replay ", StringComparison.Ordinal));
        return true;
    }

    private async Task<PipelineWorld> LiveAsync()
    {
        var world = await _house.NeighbourAsync();
        await world.GoLiveAsync();
        return world;
    }

    private static (List<string> Kept, List<string> Sending) Split(List<string> state) =>
        (state.FindAll(row => !IsSending(row)), state.FindAll(IsSending));

    private static bool IsSending(string row) => row.StartsWith("run:", StringComparison.Ordinal) || row.StartsWith("message:", StringComparison.Ordinal);
}
