using Beckon.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Storage;

public sealed class MigratorTests
{
    private static readonly Migration First = new(1, "0001_first", "create table fruit (name text); insert into fruit values ('apple');");
    private static readonly Migration Second = new(2, "0002_second", "update fruit set name = name || '$;$'; insert into fruit values ('pear');");

    [Fact]
    public async Task Applies_what_is_missing_in_order_and_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await RunAsync(database, First);
        await RunAsync(database, First, Second);
        await RunAsync(database, First, Second);

        await using var connection = await database.Db.OpenAsync(default);
        (await connection.QueryAsync<string>("select name from fruit order by name")).ShouldBe(["apple$;$", "pear"]);
        (await connection.QueryAsync<string>("select name from schema_migration order by number")).ShouldBe(["0001_first", "0002_second"]);
    }

    [Fact]
    public async Task Several_nodes_that_start_at_once_apply_each_step_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync(database, First, Second)));

        await using var connection = await database.Db.OpenAsync(default);
        (await connection.ExecuteScalarAsync<long>("select count(*) from fruit")).ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_a_step_that_was_changed_after_it_was_applied()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await RunAsync(database, First);

        var refusal = await Should.ThrowAsync<StorageException>(() => RunAsync(database, First with { Sql = "create table fruit (id int)" }));
        refusal.Message.ShouldStartWith("Schema step 0001_first was changed after this database applied it.");
    }

    [Fact]
    public async Task Line_ends_are_no_change()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var step = new Migration(1, "0001_lines", "create table a ();\ncreate table b ();\n");
        await RunAsync(database, step);
        await RunAsync(database, new Migration(1, "0001_lines", step.Sql.ReplaceLineEndings("\r\n")));
    }

    [Fact]
    public async Task Refuses_a_database_that_is_newer_than_the_program()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await RunAsync(database, First, Second);

        var refusal = await Should.ThrowAsync<StorageException>(() => RunAsync(database, First));
        refusal.Message.ShouldStartWith("The database is newer than this program: it has schema step 0002_second");
    }

    [Fact]
    public async Task Refuses_a_step_that_was_put_before_applied_ones()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await RunAsync(database, Second with { Sql = "create table late ()" });

        var refusal = await Should.ThrowAsync<StorageException>(() => RunAsync(database, First, Second with { Sql = "create table late ()" }));
        refusal.Message.ShouldStartWith("Schema step 0001_first comes before steps that this database already has");
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_of_itself_and_keeps_those_before()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var broken = new Migration(2, "0002_broken", "insert into fruit values ('plum'); select 1 / 0;");

        var failure = await Should.ThrowAsync<StorageException>(() => RunAsync(database, First, broken));

        failure.Message.ShouldBe("Schema step 0002_broken failed and was undone: division by zero");
        await using var connection = await database.Db.OpenAsync(default);
        (await connection.QueryAsync<string>("select name from fruit")).ShouldBe(["apple"]);
        (await connection.QueryAsync<int>("select number from schema_migration")).ShouldBe([1]);
    }

    [Fact]
    public void No_two_steps_of_the_program_have_the_same_number() =>
        Migration.Embedded.Select(step => step.Number).ShouldBeUnique();

    private static Task RunAsync(TestDatabase database, params IReadOnlyList<Migration> migrations) =>
        new Migrator(database.Source, migrations, NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);
}
