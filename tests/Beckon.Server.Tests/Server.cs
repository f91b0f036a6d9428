using Beckon.Storage;
using Beckon.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Server.Tests;

/// <summary>
/// The real program on a loopback port of its own and a real PostgreSQL. Nearly all tests share one (<see cref="SharedAsync"/>) and
/// keep apart by having a <see cref="TestWorkspace"/> each; what needs an empty installation starts its own.
/// </summary>
public sealed class Server : IAsyncDisposable
{
    private static readonly Lazy<Task<Server>> Shared = new(() => StartAsync());

    private readonly WebApplication _app;
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly string _folder;

    private Server(WebApplication app, TestDatabase database, bool ownsDatabase, string folder)
    {
        _app = app;
        _database = database;
        _ownsDatabase = ownsDatabase;
        _folder = folder;
    }

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <summary>The one server of this test run; it ends with the process.</summary>
    public static Task<Server> SharedAsync() => Shared.Value;

    public static Task<Server> StartAsync(params (string Name, string Value)[] settings) => StartAsync(null, settings);

    /// <summary>A server of the test's own; with a database given, on that one, which the test then disposes itself.</summary>
    public static async Task<Server> StartAsync(TestDatabase? database, params (string Name, string Value)[] settings)
    {
        var own = database ?? await TestDatabase.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("beckon-test-").FullName;
        var configuration = new Dictionary<string, string?>
        {
            ["BECKON_URLS"] = "http://127.0.0.1:0",
            ["BECKON_DATABASE"] = own.ConnectionString,
            ["BECKON_DATA"] = folder,
            ["BECKON_BIGCOMMERCE_API"] = FakeBigCommerce.Shared.Address,
            ["BECKON_TWILIO_API"] = FakeTwilio.Shared.Address,
            ["BECKON_WEBHOOKS_ANYWHERE"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (name, value) in settings) configuration[name] = value;
        var server = new Server(ServerApp.Build(configuration), own, ownsDatabase: database is null, folder);
        try
        {
            await server._app.StartStorageAsync(CancellationToken.None);
            await server._app.StartAsync();
            return server;
        }
        catch
        {
            await server.EndAsync();
            throw;
        }
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A client without credentials, cookies or redirects: each test sees exactly what the server answers.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await EndAsync();
    }

    private async Task EndAsync()
    {
        await _app.DisposeAsync();
        if (_ownsDatabase) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
