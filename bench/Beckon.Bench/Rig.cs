using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Beckon.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Bench;

/// <summary>The real server as a process of its own on an embedded PostgreSQL with its real settings, both in a folder that goes when the run ends.</summary>
public sealed class Rig : IAsyncDisposable
{
    public const string Key = "bench-key-0123456789";

    private readonly string _folder;
    private readonly EmbeddedPostgres _postgres;
    private readonly ServerProcess _server;
    private readonly Timer _memory;

    private Rig(string folder, EmbeddedPostgres postgres, ServerProcess server)
    {
        (_folder, _postgres, _server) = (folder, postgres, server);
        _memory = new Timer(_ => Look(Memory.Megabytes(server.Id, postgres.ProcessId)), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Database = NpgsqlDataSource.Create(postgres.ConnectionString);
        Http = new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan, UseProxy = false };
        Client = new HttpMessageInvoker(Http);
    }

    public NpgsqlDataSource Database { get; }

    public HttpMessageInvoker Client { get; }

    public Uri Url => _server.Url;

    /// <summary>The most that server and database ever had in memory together, pages that they share counted once.</summary>
    public Peak Peak { get; private set; } = new(0, 0);

    private SocketsHttpHandler Http { get; }

    public static async Task<Rig> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("beckon-bench-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, Settings = Statements.Settings }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var server = ServerProcess.Start(folder, postgres.ConnectionString);
        var rig = new Rig(folder, postgres, server);
        await rig.WaitUntilUpAsync();
        return rig;
    }

    private void Look((long Server, long Database) now)
    {
        if (now.Server + now.Database > Peak.Server + Peak.Database) Peak = new(now.Server, now.Database);
    }

    public async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await Client.SendAsync(request, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path} answered {response.StatusCode}: {text}");
    }

    /// <summary>Sends a body that is ready as bytes, so that the sender costs as little as it can.</summary>
    public async Task PostAsync(string path, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await Client.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answered {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
#pragma warning disable CA2100 // Statements of the benchmark itself.
        await using var command = Database.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("No value."));
    }

    /// <summary>A second server on the same database.</summary>
    public async Task<ServerProcess> StartAnotherAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "second")).FullName;
        File.Copy(Path.Combine(_folder, "master.key"), Path.Combine(folder, "master.key"));
        var server = ServerProcess.Start(folder, _postgres.ConnectionString);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        return server;
    }

    /// <summary>Waits until the work is shared by so many nodes.</summary>
    public async Task WaitForSharesAsync(int nodes)
    {
        while (await ScalarAsync<long>("select count(distinct node_id) from slot where node_id is not null") != nodes)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }

    /// <summary>Waits until everything that was taken in is processed.</summary>
    public async Task DrainAsync()
    {
        while (await ScalarAsync<bool>("select exists (select from inbox)")) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    /// <summary>Seconds of processor time used until now; the database's are those of the server process and all its children, ended ones too.</summary>
    public CpuTime Cpu() => new(CpuTime.Of(_server.Id), CpuTime.OfFamily(_postgres.ProcessId), CpuTime.Of(Environment.ProcessId));

    private async Task WaitUntilUpAsync()
    {
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                await CallAsync(HttpMethod.Get, "/api/workspace", null);
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
        throw new InvalidOperationException("The server did not come up within 30 seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        await _server.DisposeAsync();
        await Database.DisposeAsync();
        Client.Dispose();
        Http.Dispose();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Memory in MB.</summary>
public sealed record Peak(long Server, long Database)
{
    public override string ToString() => $"{Server + Database} MB (server {Server}, database {Database})";
}
