using System.Text.Json;
using Beckon.Tests.Storage;
using Npgsql;

namespace Beckon.Server.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    private TestDatabase? _database;
    private Server? _server;

    private TestDatabase Database => _database ?? throw new InvalidOperationException("Not initialized.");

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _server = await Server.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await Database.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_can_do_its_work_says_of_each_check_that_it_is_well()
    {
        var (status, body) = await ReadyAsync();

        status.ShouldBe(200);
        body.GetProperty("status").GetString().ShouldBe("ready");
        Checks(body).ShouldBe(["database: True", "schema: True", "intake: True"]);
        (await RowsAsync("select count(*) from inbox")).ShouldBe(0, "asking leaves nothing behind");
    }

    [Fact]
    public async Task Without_its_database_a_node_is_alive_and_not_ready()
    {
        await AllowConnectionsAsync(false);
        try
        {
            var (status, body) = await ReadyAsync();

            status.ShouldBe(503);
            Checks(body).ShouldBe(["database: False", "schema: False", "intake: False"]);
            Says(body, 0).ShouldBe("The database refuses (SQLSTATE 55000).");
            Says(body, 1).ShouldBe("Not asked, because of the check before.");
            using var client = _server?.Client();
            (await client.ShouldNotBeNull().GetAnswerAsync("/health/live")).Text.ShouldBe("alive");
        }
        finally
        {
            await AllowConnectionsAsync(true);
        }
    }

    [Fact]
    public async Task A_schema_that_lacks_a_step_is_not_ready()
    {
        await ExecuteAsync("delete from schema_migration where number = 12");

        var (status, body) = await ReadyAsync();

        status.ShouldBe(503);
        Checks(body).ShouldBe(["database: True", "schema: False", "intake: False"]);
        Says(body, 1).ShouldBe("The database lacks schema step 0012_home. Restart Beckon, which applies it.");
    }

    // During an upgrade the older nodes go on until they are replaced.
    [Fact]
    public async Task A_schema_of_a_newer_program_is_ready_and_says_so()
    {
        await ExecuteAsync("insert into schema_migration (number, name, checksum) values (9999, '9999_future', 'x')");

        var (status, body) = await ReadyAsync();

        status.ShouldBe(200);
        Says(body, 1).ShouldEndWith("and newer ones: upgrade this node too.");
    }

    [Fact]
    public async Task A_node_whose_database_stores_nothing_is_not_ready()
    {
        await ExecuteAsync("alter table inbox add constraint closed check (count > 1000000)");

        var (status, body) = await ReadyAsync();

        status.ShouldBe(503);
        Checks(body).ShouldBe(["database: True", "schema: True", "intake: False"]);
        Says(body, 2).ShouldBe("The database refuses (SQLSTATE 23514).");
    }

    [Fact]
    public async Task A_database_that_hangs_is_not_waited_for()
    {
        await using var connection = await Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table inbox in access exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync();

        var (status, body) = await ReadyAsync();

        status.ShouldBe(503);
        Says(body, 2).ShouldBe("The database did not answer within 2 seconds.");
    }

    private async Task<(int Status, JsonElement Body)> ReadyAsync()
    {
        using var client = _server?.Client() ?? throw new InvalidOperationException("Not initialized.");
        var answer = await client.GetAnswerAsync("/health/ready");
        return ((int)answer.Status, answer.Body);
    }

    private static string[] Checks(JsonElement body) =>
        [.. body.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("check").GetString()}: {check.GetProperty("ok").GetBoolean()}")];

    private static string? Says(JsonElement body, int check) => body.GetProperty("checks")[check].GetProperty("says").GetString();

    private async Task AllowConnectionsAsync(bool allow)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Pooling = false };
        var name = settings.Database;
        settings.Database = "postgres";
        await using var elsewhere = NpgsqlDataSource.Create(settings);
#pragma warning disable CA2100 // Names of our own making.
        await using var command = elsewhere.CreateCommand(
            $"alter database {name} allow_connections {allow}; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and not {allow}");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
#pragma warning disable CA2100 // Literals of this file.
        await using var command = Database.Source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> RowsAsync(string sql)
    {
#pragma warning disable CA2100 // Literals of this file.
        await using var command = Database.Source.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
