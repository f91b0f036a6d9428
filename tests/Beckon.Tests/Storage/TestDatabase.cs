using System.Diagnostics;
using Beckon.Storage;
using Beckon.Storage.Embedded;
using Beckon.Storage.Months;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Storage;

/// <summary>A database for one test or test class, with the whole schema. All of a test process share one embedded server, made at the first call.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string FolderPrefix = "beckon-test-postgres-";
    private const string Template = "beckon_template";
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(StartAsync);
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static int _count;
    private static Process? _clearing;

    private TestDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        Source = DatabaseOptions.Source(connectionString);
        Db = new Db(Source);
    }

    /// <summary>Can be given to a server as BECKON_DATABASE.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public Db Db { get; }

    /// <summary>A new database with the current schema and no rows.</summary>
    public static Task<TestDatabase> CreateAsync() => CreateAsync(Template);

    /// <summary>A new database with nothing in it.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database;
        await ExecuteAsync(await Server.Value, $"drop database if exists {name} with (force)");
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await Server.Value;
        var name = $"test_{Interlocked.Increment(ref _count)}";
        // PostgreSQL copies a template for one at a time.
        await OneAtATime.WaitAsync();
        try
        {
            await ExecuteAsync(server, $"create database {name} template {template}");
        }
        finally
        {
            OneAtATime.Release();
        }
        return new(To(server, name));
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        DeleteLeftFolders();
        var folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        // The server's user must be able to enter it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = folder,
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "off",
                ["full_page_writes"] = "off",
                ["autovacuum_naptime"] = "1min",
                ["max_connections"] = "300",
            },
        };
        var server = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        EndWithThisProcess(server, folder);
        await ExecuteAsync(server, $"create database {Template}");
        await using var template = NpgsqlDataSource.Create(To(server, Template) + ";Pooling=false");
        await new Migrator(template, Migration.Embedded, NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);
        await new MonthKeeper(template, new RetentionOptions(), TimeProvider.System, NullLogger<MonthKeeper>.Instance).KeepAsync(CancellationToken.None);
        return server;
    }

    // The test host may be killed without notice. A shell that waits for the end of its input sees that too, and clears up.
    private static void EndWithThisProcess(EmbeddedPostgres server, string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        const string Script =
            "cat >/dev/null; kill -INT $0 2>/dev/null; n=0; while kill -0 $0 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done; rm -rf \"$1\"";
        // Kept: when the object is collected, its end of the pipe closes, which is what the shell waits for.
        _clearing = Process.Start(new ProcessStartInfo("sh", ["-c", Script, $"{server.ProcessId}", folder]) { RedirectStandardInput = true });
    }

    // Of test runs whose shell was killed with them. A folder in use is locked.
    private static void DeleteLeftFolders()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            try
            {
                using (File.Open(Path.Combine(folder, "beckon.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another run's.
            }
        }
    }

    private static string To(EmbeddedPostgres server, string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(To(server, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names of our own making.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
