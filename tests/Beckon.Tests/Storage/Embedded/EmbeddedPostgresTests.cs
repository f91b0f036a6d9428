using System.Diagnostics;
using System.Globalization;
using Beckon.Storage;
using Beckon.Storage.Embedded;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Storage.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _data = Open(Directory.CreateTempSubdirectory("beckon-embedded-").FullName);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        await using (var first = await StartAsync()) await ExecuteAsync(first, "create table fruit as select 'apple' as name");

        await using var second = await StartAsync();

        (await FruitAsync(second)).ShouldBe("apple");
        (await File.ReadAllTextAsync(second.LogFile)).ShouldNotContain("interrupted");
    }

    [Fact]
    public async Task The_second_of_two_on_one_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await StartAsync();

        var refusal = await Should.ThrowAsync<StorageException>(() => StartAsync());

        refusal.Message.ShouldStartWith($"Another Beckon is running on the data folder {_data}. Stop that one, or give this one a folder of its own");
        await ExecuteAsync(first, "select 1");
    }

    [Fact]
    public async Task A_killed_postmaster_is_noticed_and_the_next_start_recovers_what_was_committed()
    {
        await using (var killed = await StartAsync())
        {
            await ExecuteAsync(killed, "create table fruit as select 'apple' as name");
            var died = killed.DiedAsync();
            Process.GetProcessById(killed.ProcessId).Kill();
            (await died).ShouldBeTrue();
        }
        File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")).ShouldBeTrue();

        await using var next = await StartAsync();

        (await FruitAsync(next)).ShouldBe("apple");
    }

    [Fact]
    public async Task A_database_left_running_by_a_killed_program_is_stopped_first()
    {
        await using (var first = await StartAsync()) await ExecuteAsync(first, "create table fruit as select 'apple' as name");
        using var orphan = await StartWithoutProgramAsync();

        await using var next = await StartAsync();

        orphan.HasExited.ShouldBeTrue();
        (await FruitAsync(next)).ShouldBe("apple");
    }

    [Fact]
    public async Task A_process_file_with_the_number_of_a_stranger_does_not_block_the_start()
    {
        await (await StartAsync()).DisposeAsync();
        var cluster = Path.Combine(_data, "postgres");
        // 1 always runs, and is no database.
        await File.WriteAllTextAsync(Path.Combine(cluster, "postmaster.pid"), $"1\n{cluster}\n1790000000\n5432\n\n127.0.0.1\n 1 1\nready   \n");

        await (await StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_first_start_that_was_killed_half_way_does_not_block_the_next()
    {
        Directory.CreateDirectory(Path.Combine(_data, "postgres.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(_data, "postgres.new", "PG_VERSION"), "18\n");
        await File.WriteAllTextAsync(Path.Combine(_data, "postgres.new.password"), "half");

        await using var postgres = await StartAsync();

        await ExecuteAsync(postgres, "select 1");
    }

    [Fact]
    public async Task Refuses_a_folder_with_somebody_elses_files()
    {
        Directory.CreateDirectory(Path.Combine(_data, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(_data, "postgres", "holiday.jpg"), "");

        (await Should.ThrowAsync<StorageException>(() => StartAsync())).Message.ShouldContain("is not empty and holds no database");
    }

    [Fact]
    public async Task Refuses_files_of_another_major_version()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_data, "postgres", "PG_VERSION"), "17\n");

        (await Should.ThrowAsync<StorageException>(() => StartAsync())).Message.ShouldContain("was made by PostgreSQL 17; this Beckon carries PostgreSQL 18");
    }

    [Fact]
    public async Task Says_what_the_server_said_when_it_does_not_start()
    {
        var failure = await Should.ThrowAsync<StorageException>(() => StartAsync(
            Options() with { Settings = new Dictionary<string, string> { ["fsync"] = "off", ["no_such_setting"] = "1" } }));

        failure.Message.ShouldContain("unrecognized configuration parameter \"no_such_setting\"");
    }

    [Fact]
    public async Task Runs_without_root_and_with_files_that_only_its_user_reads_even_below_a_closed_folder()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(_data, OwnerOnly);

        await using var postgres = await StartAsync();

        await ExecuteAsync(postgres, "select 1");
        var owner = (await File.ReadAllLinesAsync($"/proc/{postgres.ProcessId}/status")).Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        int.Parse(owner.Split('\t')[2], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        File.GetUnixFileMode(Path.Combine(_data, "postgres")).ShouldBe(OwnerOnly);
        File.GetUnixFileMode(Path.Combine(_data, "postgres", "beckon.password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Listens_on_the_loopback_where_the_folder_is_too_deep_for_a_socket_and_demands_the_password()
    {
        var deep = Path.Combine(_data, new string('x', 80));
        await using var postgres = await StartAsync(Options() with { DataFolder = deep });

        var settings = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        settings.Host.ShouldBe("127.0.0.1");
        await ExecuteAsync(postgres, "select 1");
        settings.Password = "guess";
        await using var intruder = new NpgsqlConnection(settings.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => intruder.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    // The tests kill processes, not the machine.
    private EmbeddedPostgresOptions Options() =>
        new() { DataFolder = _data, Settings = new Dictionary<string, string> { ["fsync"] = "off" } };

    private Task<EmbeddedPostgres> StartAsync() => StartAsync(Options());

    private static Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options) =>
        EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, default);

    /// <summary>What is left when the program ends and its database does not: a server and no lock.</summary>
    private async Task<Process> StartWithoutProgramAsync()
    {
        var folder = new ClusterFolder(_data);
        var runner = await Runner.ChooseAsync(Options().Binaries, folder, default);
        var settings = ServerSettings.For(folder, folder.Cluster, 5432).SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        var process = await ServerProcess.StartAsync(runner.ServerWords(folder.LogFile, ["-D", folder.Cluster, .. settings]));
        var state = "";
        while (!state.Contains("ready", StringComparison.Ordinal) && !process.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            if (File.Exists(folder.ProcessFile)) state = await File.ReadAllTextAsync(folder.ProcessFile);
        }
        return process;
    }

    private static async Task<string?> FruitAsync(EmbeddedPostgres postgres)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        return await connection.ExecuteScalarAsync<string>("select name from fruit");
    }

    private static async Task ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    private static string Open(string folder)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        return folder;
    }
}
