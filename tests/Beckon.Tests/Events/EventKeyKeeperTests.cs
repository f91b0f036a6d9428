using Beckon.Events;
using Beckon.Storage;
using Beckon.Storage.Months;
using Beckon.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Events;

/// <summary>(workspace, source, message id) is unique for as long as the history is kept, wherever its key lies meanwhile.</summary>
public sealed class EventKeyKeeperTests
{
    private const string HowOften = "select coalesce(sum(count), 0) from trait where workspace_id = $1 and name = 'tea_drunk'";

    [Fact]
    public async Task A_repeat_is_noticed_wherever_its_key_lies()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await using var connection = await world.Source.OpenConnectionAsync();
        var first = Tea(world);
        await world.SendAsync(first);

        await EventKeyMergeStore.CloseAsync(connection, default);
        var second = Tea(world);
        await world.SendAsync(first, second);
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);

        await EventKeyMergeStore.MergeAsync(connection, null, default);
        await world.SendAsync(first, second, second);
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);

        await EventKeyMergeStore.ReplaceAsync(connection, default);
        var third = Tea(world);
        await world.SendAsync(third, first, second);
        (await world.RowsAsync(HowOften)).ShouldBe(["3"]);
        (await EventKeyMergeStore.SizesAsync(connection, default)).ShouldSatisfyAllConditions(
            sizes => sizes.Closing.ShouldBe(0), sizes => sizes.Past.ShouldBeGreaterThan(0), sizes => sizes.New.ShouldBeGreaterThan(0));
    }

    [Fact]
    public async Task The_window_after_which_a_repeat_is_news_holds_in_the_past_too()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await using var connection = await world.Source.OpenConnectionAsync();
        var sent = Tea(world) with { RepeatsAfter = TimeSpan.FromHours(1) };
        await world.SendAsync(sent);
        await MoveAsync(connection);

        await world.SendAsync(After(sent, 59));
        (await world.RowsAsync(HowOften)).ShouldBe(["1"]);
        await world.SendAsync(After(sent, 61));
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);
        // It was measured against the last that counted, which lies in the new keys while the first lies in the past.
        await world.SendAsync(After(sent, 90));
        await MoveAsync(connection);
        await world.SendAsync(After(sent, 100));
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);
    }

    // An event that was set aside is forgotten, so that it counts when it is sent again. The tables may just be changing places.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task A_key_that_is_forgotten_on_its_way_stays_forgotten_and_counts_once_more(int movesBefore)
    {
        await using var world = await PipelineWorld.CreateAsync();
        await using var connection = await world.Source.OpenConnectionAsync();
        Func<Task>[] moves =
        [
            () => EventKeyMergeStore.CloseAsync(connection, default),
            () => EventKeyMergeStore.MergeAsync(connection, null, default),
            () => EventKeyMergeStore.ReplaceAsync(connection, default),
        ];
        // From 4 on it lies in the past already.
        var aside = Tea(world);
        await world.SendAsync(aside);
        if (movesBefore > 3) await MoveAsync(connection);
        foreach (var move in moves.Take(movesBefore % 4)) await move();

        await EventKeyStore.ForgetAsync(connection, world.WorkspaceId, [aside], default);
        foreach (var move in moves.Skip(movesBefore % 4)) await move();

        await world.SendAsync(Again());
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);
        // From now on it is known like any other, through the next move too.
        await MoveAsync(connection);
        await world.SendAsync(Again());
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);

        CanonicalEvent Again() => After(aside, 1);
    }

    [Fact]
    public async Task Keys_are_forgotten_with_the_history_and_no_sooner()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var (old, young) = (Tea(world), Tea(world));
        await world.SendAsync(old);
        world.Time.Advance(TimeSpan.FromDays(31));
        young = young with { Id = Guid.CreateVersion7(world.Time.GetUtcNow()), ReceivedAt = world.Time.GetUtcNow(), OccurredAt = world.Time.GetUtcNow() };
        await world.SendAsync(young);
        world.Time.Advance(TimeSpan.FromDays(31));

        await KeepAsync(world, keepMonths: 2);
        await world.SendAsync(old, young);
        (await world.RowsAsync(HowOften)).ShouldBe(["2"]);

        await KeepAsync(world, keepMonths: 1);
        await world.SendAsync(old with { Id = Guid.CreateVersion7(world.Time.GetUtcNow()) }, young);
        (await world.RowsAsync(HowOften)).ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_few_keys_stay_where_they_are()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.SendAsync(Tea(world));
        await KeepAsync(world, keepMonths: null);
        (await world.RowsAsync("select count(*) from event_key_run where workspace_id = $1")).ShouldBe(["1"]);
    }

    // The lane changes hands among four takers, each of which tries to be the first with each key, while the tables change places under them, over and over.
    [Fact]
    public async Task A_key_on_its_way_is_never_missed()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var events = Enumerable.Range(0, 3_000).Select(_ => Tea(world)).ToArray();
        using var done = new CancellationTokenSource();
        var moves = MoveUntilAsync(world, done.Token);
        using var lane = new SemaphoreSlim(1);

        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(taker => Task.Run(() => TakeAsync(world, events, taker, lane))));
        await done.CancelAsync();

        (await moves).ShouldBeGreaterThan(0);
        var ids = kept.SelectMany(ids => ids).ToList();
        ids.ShouldBeUnique();
        ids.Count.ShouldBe(events.Length);
    }

    private static async Task<List<Guid>> TakeAsync(PipelineWorld world, CanonicalEvent[] events, int seed, SemaphoreSlim lane)
    {
        var mine = events.ToArray();
        var random = new Random(seed);
        random.Shuffle(mine);
        var kept = new List<Guid>();
        var batches = new Queue<CanonicalEvent[]>(mine.Chunk(50));
        while (batches.Count > 0)
        {
            await lane.WaitAsync();
            var seen = new SeenKeys();
            for (var turn = random.Next(1, 5); turn > 0 && batches.TryDequeue(out var batch); turn--)
            {
                kept.AddRange((await KeepAsync(world, seen, batch)).Select(e => e.Id));
                seen.Committed();
            }
            lane.Release();
        }
        return kept;
    }

    private static async Task<List<CanonicalEvent>> KeepAsync(PipelineWorld world, SeenKeys seen, CanonicalEvent[] batch)
    {
        await using var connection = await world.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var unseen = await EventKeyStore.KeepUnseenAsync(connection, world.WorkspaceId, seen, [.. batch], default);
        await transaction.CommitAsync();
        return unseen;
    }

    [Fact]
    public async Task What_was_rolled_back_was_not_seen()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var (tea, seen) = (Tea(world), new SeenKeys());
        await using (var connection = await world.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            (await EventKeyStore.KeepUnseenAsync(connection, world.WorkspaceId, seen, [tea], default)).ShouldBe([tea]);
        }

        (await KeepAsync(world, seen, [tea])).ShouldBe([tea]);
        seen.Committed();
        (await KeepAsync(world, seen, [tea])).ShouldBeEmpty();
        (await KeepAsync(world, new SeenKeys(), [tea])).ShouldBeEmpty();
    }

    private static async Task<int> MoveUntilAsync(PipelineWorld world, CancellationToken done)
    {
        await using var connection = await world.Source.OpenConnectionAsync(CancellationToken.None);
        var moves = 0;
        do
        {
            await MoveAsync(connection);
            moves++;
        }
        while (!done.IsCancellationRequested);
        return moves;
    }

    private static async Task MoveAsync(NpgsqlConnection connection)
    {
        await UntilLockedAsync(() => EventKeyMergeStore.CloseAsync(connection, default));
        await EventKeyMergeStore.MergeAsync(connection, null, default);
        await UntilLockedAsync(() => EventKeyMergeStore.ReplaceAsync(connection, default));
    }

    private static async Task UntilLockedAsync(Func<Task> work)
    {
        while (!await BriefLock.TryAsync(work, TimeProvider.System, default))
        {
        }
    }

    private static Task KeepAsync(PipelineWorld world, int? keepMonths)
    {
        var keeper = new EventKeyKeeper(
            world.Source, new RetentionOptions { EventsMonths = keepMonths }, world.Time, NullLogger<EventKeyKeeper>.Instance);
        return keeper.KeepAsync(forget: true, CancellationToken.None);
    }

    private static CanonicalEvent Tea(PipelineWorld world) =>
        world.Event("tea_drunk", e => e with { Who = new Identifiers { Email = "ada@example.com" } });

    private static CanonicalEvent After(CanonicalEvent e, int minutes)
    {
        var at = e.ReceivedAt.AddMinutes(minutes);
        return e with { Id = Guid.CreateVersion7(at), OccurredAt = at, ReceivedAt = at };
    }
}
