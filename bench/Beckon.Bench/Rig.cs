using System.Diagnostics;
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
    private const string Key = "bench-key-0123456789";

    private readonly string _folder;
    private readonly EmbeddedPostgres _postgres;
    private readonly Process _server;

    private Rig(string folder, EmbeddedPostgres postgres, Process server, Uri url)
    {
        (_folder, _postgres, _server) = (folder, postgres, server);
        Database = NpgsqlDataSource.Create(postgres.ConnectionString);
        Http = new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan, UseProxy = false };
        Client = new HttpMessageInvoker(Http);
        Url = url;
    }

    public NpgsqlDataSource Database { get; }

    public HttpMessageInvoker Client { get; }

    public Uri Url { get; }

    private SocketsHttpHandler Http { get; }

    public static async Task<Rig> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("beckon-bench-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, Settings = Statements.Settings }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var url = new Uri("http://127.0.0.1:5997");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Beckon.Server.dll")]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["BECKON_DATABASE"] = postgres.ConnectionString,
            ["BECKON_DATA"] = folder,
            ["BECKON_URLS"] = url.ToString(),
            ["BECKON_OWNER_EMAIL"] = "bench@example.com",
            ["BECKON_OWNER_PASSWORD"] = "measure-it-twice",
            ["BECKON_WORKSPACE"] = "Bench",
            ["BECKON_API_KEY"] = Key,
        })
        {
            start.Environment[name] = value;
        }
        var server = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        _ = server.StandardOutput.ReadToEndAsync();
        var rig = new Rig(folder, postgres, server, url);
        await rig.WaitUntilUpAsync();
        return rig;
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

    /// <summary>Memory of the server and of the database in MB, shared pages counted once where the system tells.</summary>
    public long ServerMegabytes()
    {
        _server.Refresh();
        return _server.WorkingSet64 >> 20;
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
        _server.Kill();
        await _server.WaitForExitAsync();
        await Database.DisposeAsync();
        Client.Dispose();
        Http.Dispose();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
