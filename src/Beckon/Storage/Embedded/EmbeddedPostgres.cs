using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage.Embedded;

/// <summary>A PostgreSQL of Beckon's own: a child process with its files in the data folder, reachable from this machine only.</summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    public const string User = "beckon";

    private const string DatabaseName = "beckon";
    private const int SocketPort = 5432;
    private const int Attempts = 3;
    private const int LargestLog = 4 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly EmbeddedPostgresOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ClusterFolder _folder;
    private readonly FileStream _lock;
    private Runner? _runner;
    private Process? _process;
    private bool _stopping;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, TimeProvider time, ILogger log)
    {
        _options = options;
        _time = time;
        _log = log;
        _folder = new(options.DataFolder);
        _lock = FolderLock.Take(_folder);
    }

    public string ConnectionString { get; private set; } = "";

    public string LogFile => _folder.LogFile;

    /// <summary>The number of the server's process.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The embedded database has not been started.");

    /// <summary>Starts the server, making its files at the first time, and returns when it takes connections.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, TimeProvider time, ILogger log, CancellationToken ct)
    {
        var postgres = new EmbeddedPostgres(options, time, log);
        try
        {
            await postgres.StartAsync(ct);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the server has ended: true when nobody stopped it.</summary>
    public async Task<bool> DiedAsync()
    {
        if (_process is null) return false;
        await _process.WaitForExitAsync();
        return !_stopping;
    }

    /// <summary>A fast stop: transactions that run are undone, all that was committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping) return;
        _stopping = true;
        await StopAsync();
        _process?.Dispose();
        await _lock.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken ct)
    {
        _runner = await Runner.ChooseAsync(_options.Binaries, _folder, ct);
        await new Leftovers(_folder, _runner, _time, _log).EndAsync(ct);
        await ClusterMaker.EnsureAsync(_folder, _runner, _options.Settings.GetValueOrDefault("fsync") != "off", ct);
        if (new FileInfo(LogFile) is { Exists: true, Length: > LargestLog }) File.Move(LogFile, LogFile + ".1", overwrite: true);
        // A socket in the folder, or a port of the loopback where sockets cannot be: long paths, Windows, some shared file systems.
        for (var attempt = 1; ; attempt++)
        {
            var socket = attempt == 1 && _folder.CanHoldSocket ? _folder.Cluster : null;
            if (await TryStartAsync(socket, socket is null ? FreePort() : SocketPort, ct)) break;
            if (attempt == Attempts) throw new StorageException($"The embedded database does not start. The end of {LogFile}:\n{await LogEndAsync(ct)}");
        }
        await EnsureDatabaseAsync(ct);
        LogStarted(_folder.Cluster, ProcessId);
    }

    private async Task<bool> TryStartAsync(string? socket, int port, CancellationToken ct)
    {
        var settings = ServerSettings.For(_folder, socket, port);
        foreach (var (name, value) in _options.Settings) settings[name] = value;
        var arguments = settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        _process = await ServerProcess.StartAsync(
            _runner!.ServerWords(LogFile, ["-D", _folder.Cluster, .. arguments]));
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = socket ?? "127.0.0.1",
            Port = port,
            Username = User,
            Password = (await File.ReadAllTextAsync(_folder.Password, ct)).Trim(),
            Database = DatabaseName,
        }.ConnectionString;
        return await BecomesReadyAsync(ct);
    }

    /// <summary>False when the server has ended instead.</summary>
    private async Task<bool> BecomesReadyAsync(CancellationToken ct)
    {
        var begun = _time.GetTimestamp();
        while (!_process!.HasExited)
        {
            if (ReadyLine() is "ready") return true;
            if (_time.GetElapsedTime(begun) > _options.Patience)
            {
                throw new StorageException(
                    $"The embedded database is not ready after {_options.Patience.TotalSeconds:0} seconds. The end of {LogFile}:\n{await LogEndAsync(ct)}");
            }
            await Task.Delay(Pause, _time, ct);
        }
        return false;
    }

    // The postmaster writes its state into the eighth line of its file; the first has its number.
    private string? ReadyLine()
    {
        try
        {
            var lines = File.ReadAllLines(_folder.ProcessFile);
            return lines.Length >= 8 && lines[0] == ProcessId.ToString(CultureInfo.InvariantCulture) ? lines[7].Trim() : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = 'beckon')", connection);
        if (await exists.ExecuteScalarAsync(ct) is true) return;
        await using var create = new NpgsqlCommand("create database beckon", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private async Task StopAsync()
    {
        if (_process is null || _process.HasExited || _runner is null) return;
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        try
        {
            // SIGINT is the fast shutdown.
            await Command.RunAsync(
                _runner.Words("pg_ctl", "kill", "INT", ProcessId.ToString(CultureInfo.InvariantCulture)), patience.Token);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Nothing committed is lost: the next start recovers it from the log of writes.
            LogForced(_options.Patience.TotalSeconds);
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task<string> LogEndAsync(CancellationToken ct) =>
        File.Exists(LogFile) ? string.Join('\n', (await File.ReadAllLinesAsync(LogFile, ct)).TakeLast(10)) : "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The embedded database runs in {Cluster} (process {ProcessId})")]
    private partial void LogStarted(string cluster, int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedded database did not stop within {Seconds} seconds and was killed")]
    private partial void LogForced(double seconds);
}
