using Beckon.Storage;
using Beckon.Storage.Lanes;
using Dapper;
using Npgsql;

namespace Beckon.Tests.Storage.Lanes;

public sealed class SlotStoreTests : IAsyncLifetime
{
    private const int Slot = 7;

    private readonly Node _first = new(Guid.CreateVersion7(), Works: true, DateTimeOffset.UnixEpoch);
    private readonly Node _second = new(Guid.CreateVersion7(), Works: true, DateTimeOffset.UnixEpoch);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task One_node_holds_a_slot_as_long_as_it_lives()
    {
        (await TakeAsync(_first)).ShouldBe(1);
        (await TakeAsync(_second)).ShouldBeNull();
        (await TakeAsync(_first)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_nodes_that_want_it_at_once_one_gets_it()
    {
        var fences = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(_first with { Id = Guid.CreateVersion7() })));
        fences.Count(fence => fence is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_slot_that_has_changed_hands_since_it_was_seen_is_not_taken()
    {
        await TakeAsync(_first);
        await using var connection = await OpenAsync();
        await SlotStore.ReleaseAsync(connection, _first.Id, [Slot], default);
        await SlotStore.BeatAsync(connection, _second, default);
        (await TakeAsync(connection, _second, fence: 0)).ShouldBeNull();
        (await TakeAsync(connection, _second, fence: 1)).ShouldBe(2);
    }

    [Fact]
    public async Task A_slot_that_was_given_back_goes_on_under_the_next_number()
    {
        await TakeAsync(_first);
        await using (var connection = await OpenAsync()) await SlotStore.ReleaseAsync(connection, _first.Id, [Slot], default);
        (await TakeAsync(_second)).ShouldBe(2);
        (await TakeAsync(_first)).ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_wakes_up_after_it_was_taken_for_dead_cannot_commit()
    {
        await TakeAsync(_first);
        await ExpireAsync(_first);
        (await TakeAsync(_second)).ShouldBe(2);

        await Should.ThrowAsync<LeaseLostException>(() => CommitAsync("late", fence: 1));
        await CommitAsync("in time", fence: 2);
        await using var connection = await OpenAsync();
        (await connection.QueryAsync<string>("select name from written")).ShouldBe(["in time"]);
    }

    [Fact]
    public async Task A_slot_is_not_taken_between_the_check_and_the_commit()
    {
        await TakeAsync(_first);
        await ExpireAsync(_first);
        await using var holder = await OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await SlotStore.CheckAsync(holder, Slot, 1, default);

        (await TakeAsync(_second)).ShouldBeNull();
        await transaction.CommitAsync();
        (await TakeAsync(_second)).ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_stands_still_before_its_commit_is_ended_when_it_is_taken_for_dead()
    {
        await TakeAsync(_first);
        await ExpireAsync(_first);
        await using var frozen = DatabaseOptions.Source(_database.ConnectionString, _first.ApplicationName);
        await using var paused = await frozen.OpenConnectionAsync();
        await using var transaction = await paused.BeginTransactionAsync();
        await SlotStore.CheckAsync(paused, Slot, 1, default);

        await using (var connection = await OpenAsync()) await SlotStore.BuryAsync(connection, [_first.Id], default);
        long? fence = null;
        while (fence is null) fence = await TakeAsync(_second);
        fence.ShouldBe(2);
        await Should.ThrowAsync<NpgsqlException>(() => transaction.CommitAsync());
    }

    [Fact]
    public async Task The_embedded_database_forgets_who_had_it_before()
    {
        await TakeAsync(_first);
        await using (var connection = await OpenAsync()) await SlotStore.ForgetAllAsync(connection, default);
        (await TakeAsync(_second)).ShouldBe(2);
    }

    private async Task CommitAsync(string name, long fence)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync("create table if not exists written (name text)");
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("insert into written values (@name)", new { name });
        await SlotStore.CheckAsync(connection, Slot, fence, default);
        await transaction.CommitAsync();
    }

    private async Task<long?> TakeAsync(Node node)
    {
        await using var connection = await OpenAsync();
        if ((await SlotStore.NodesAsync(connection, default)).TrueForAll(known => known.Id != node.Id)) await SlotStore.BeatAsync(connection, node, default);
        return await TakeAsync(connection, node, await connection.ExecuteScalarAsync<long>("select fence from slot where number = @Slot", new { Slot }));
    }

    private static async Task<long?> TakeAsync(NpgsqlConnection connection, Node node, long fence)
    {
        var taken = await SlotStore.TakeAsync(connection, node.Id, [(Slot, fence)], default);
        return taken.Count == 0 ? null : taken[0].Fence;
    }

    private async Task ExpireAsync(Node node)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync("update node set expires_at = now() - interval '1 second' where id = @Id", new { node.Id });
    }

    private ValueTask<NpgsqlConnection> OpenAsync() => _database.Db.OpenAsync(default);
}
