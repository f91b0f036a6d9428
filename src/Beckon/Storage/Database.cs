using Beckon.Storage.Embedded;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage;

/// <summary>The database of this program, from its start to its stop.</summary>
public sealed partial class Database(
    DatabaseOptions options, Node node, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory logs) : IAsyncDisposable
{
    private static readonly Version OldestServer = new(15, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = logs.CreateLogger<Database>();
    private EmbeddedPostgres? _embedded;
    private NpgsqlDataSource? _source;

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The database has not been started.");

    public async Task StartAsync(CancellationToken ct)
    {
        var connectionString = options.ConnectionString ?? await StartEmbeddedAsync(ct);
        _source = DatabaseOptions.Source(connectionString, node.ApplicationName);
        await ReachAsync(_source, ct);
        await new Migrator(_source, Migration.Embedded, logs.CreateLogger<Migrator>()).RunAsync(ct);
        if (_embedded is not null) await ForgetOthersAsync(_source, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }

    private static async Task ForgetOthersAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await SlotStore.ForgetAllAsync(connection, ct);
    }

    private async Task<string> StartEmbeddedAsync(CancellationToken ct)
    {
        _embedded = await EmbeddedPostgres.StartAsync(
            new() { DataFolder = options.DataFolder }, time, logs.CreateLogger<EmbeddedPostgres>(), ct);
        _ = StopWithItAsync(_embedded);
        return _embedded.ConnectionString;
    }

    // Without its database the program can only refuse. It ends, so that whoever watches over it starts both again.
    private async Task StopWithItAsync(EmbeddedPostgres embedded)
    {
        if (!await embedded.DiedAsync()) return;
        LogDied(embedded.LogFile);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    // A server that is started beside Beckon may need some seconds more.
    private async Task ReachAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                if (connection.PostgreSqlVersion >= OldestServer) return;
                throw new StorageException(
                    $"The database server is PostgreSQL {connection.PostgreSqlVersion}. Beckon needs PostgreSQL 15 or newer: upgrade the server.");
            }
            catch (PostgresException exception) when (Refusal(exception) is { } sentence)
            {
                throw new StorageException(sentence, exception);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                var where = Where(source);
                if (time.GetElapsedTime(begun) >= Patience)
                    throw new StorageException($"The database server at {where} cannot be reached: {exception.Message}. Check BECKON_DATABASE.", exception);
                LogWaiting(where, exception.Message);
            }
            await Task.Delay(Pause, time, ct);
        }
    }

    private static string? Refusal(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database server refuses the user: {exception.MessageText}. Check user name and password in BECKON_DATABASE.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"The database server has no such database: {exception.MessageText}. Create it (create database …) or mend BECKON_DATABASE.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The database user may not connect: {exception.MessageText}. Grant it the right, or name another user in BECKON_DATABASE.",
        _ => null,
    };

    private static string Where(NpgsqlDataSource source)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"{settings.Host}:{settings.Port}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the database server at {Where}: {Reason}")]
    private partial void LogWaiting(string where, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedded database has ended by itself; its last words are in {LogFile}. Stopping")]
    private partial void LogDied(string logFile);
}
