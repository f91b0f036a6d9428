using Beckon.Storage;
using Dapper;
using Npgsql;

namespace Beckon.Tests.Storage;

public sealed class LeaseTests : IAsyncLifetime
{
    private const string Name = "work";

    private readonly Guid _first = Guid.CreateVersion7();
    private readonly Guid _second = Guid.CreateVersion7();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task One_node_holds_it_and_prolongs_it_under_the_same_number()
    {
        (await HoldAsync(_first)).ShouldBe(1);
        (await HoldAsync(_second)).ShouldBeNull();
        (await HoldAsync(_first)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_nodes_that_want_it_at_once_one_gets_it()
    {
        var fences = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HoldAsync(Guid.CreateVersion7())));

        fences.Count(fence => fence == 1).ShouldBe(1);
        fences.Count(fence => fence is null).ShouldBe(7);
    }

    [Fact]
    public async Task A_lease_that_was_given_back_goes_on_under_the_next_number()
    {
        await HoldAsync(_first);
        await using (var connection = await OpenAsync()) await Lease.ReleaseAsync(connection, Name, _first, default);

        (await HoldAsync(_second)).ShouldBe(2);
        (await HoldAsync(_first)).ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_wakes_up_after_the_lease_ran_out_cannot_commit()
    {
        await HoldAsync(_first);
        await ExpireAsync();
        (await HoldAsync(_second)).ShouldBe(2);

        await Should.ThrowAsync<LeaseLostException>(() => CommitAsync("late", fence: 1));
        await CommitAsync("in time", fence: 2);

        await using var connection = await OpenAsync();
        (await connection.QueryAsync<string>("select name from written")).ShouldBe(["in time"]);
    }

    [Fact]
    public async Task A_takeover_waits_for_the_commit_that_has_been_checked_already()
    {
        await HoldAsync(_first);
        await ExpireAsync();
        await using var holder = await OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await Lease.CheckAsync(holder, transaction, Name, 1, default);

        var takeover = HoldAsync(_second);
        await WaitUntilSomebodyWaitsForALockAsync();
        takeover.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();

        (await takeover).ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_stands_still_before_its_commit_holds_up_the_takeover_for_seconds_only_and_does_not_commit()
    {
        await HoldAsync(_first);
        await ExpireAsync();
        await using var paused = await OpenAsync();
        await using var transaction = await paused.BeginTransactionAsync();
        await Lease.CheckAsync(paused, transaction, Name, 1, default);

        (await HoldAsync(_second)).ShouldBe(2);

        await Should.ThrowAsync<NpgsqlException>(() => transaction.CommitAsync());
    }

    [Fact]
    public async Task Nodes_that_ask_in_vain_do_not_hold_up_the_commits_of_the_holder()
    {
        await HoldAsync(_first);
        await using var holder = await OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await Lease.CheckAsync(holder, transaction, Name, 1, default);

        (await HoldAsync(_second)).ShouldBeNull();

        await transaction.CommitAsync();
    }

    private async Task CommitAsync(string name, long fence)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync("create table if not exists written (name text)");
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("insert into written values (@name)", new { name });
        await Lease.CheckAsync(connection, transaction, Name, fence, default);
        await transaction.CommitAsync();
    }

    private async Task<long?> HoldAsync(Guid node)
    {
        await using var connection = await OpenAsync();
        return await Lease.TryHoldAsync(connection, Name, node, default);
    }

    private async Task ExpireAsync()
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync("update lease set expires_at = now() - interval '1 second'");
    }

    private async Task WaitUntilSomebodyWaitsForALockAsync()
    {
        await using var connection = await OpenAsync();
        const string Waiting =
            """
            select exists (
                select from pg_locks join pg_database on pg_database.oid = pg_locks.database
                where locktype = 'advisory' and not granted and datname = current_database())
            """;
        while (!await connection.ExecuteScalarAsync<bool>(Waiting)) await Task.Yield();
    }

    private ValueTask<NpgsqlConnection> OpenAsync() => _database.Db.OpenAsync(default);
}
