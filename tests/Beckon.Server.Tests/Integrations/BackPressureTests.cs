using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Beckon.Integrations.Doors;
using Beckon.Storage;
using Beckon.Tests.Storage;
using Npgsql;

namespace Beckon.Server.Tests.Integrations;

/// <summary>When there is no room or no database, senders are told to come again, and nothing is half-written.</summary>
public sealed class BackPressureTests : IAsyncLifetime
{
    private const string Key = "back-pressure-key-0123456789";

    private TestDatabase _database = null!;
    private Server _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _server = await Server.StartAsync(
            _database,
            ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"), ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", Key));
        _client = _server.Client();
        _client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_when_the_doors_are_full_is_told_to_come_again_and_is_let_in_later()
    {
        using (var first = await BeginLargeOrdersAsync())
        using (var second = await BeginLargeOrdersAsync())
        {
            await Eventually.Async(() => Task.FromResult(_server.Get<IntakeRoom>().Taken == 32 << 20));
            using var refused = await SendAsync("a");
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            (await refused.Content.ReadAsStringAsync()).ShouldContain("Nothing of the request was stored");
        }
        await Eventually.Async(async () =>
        {
            using var taken = await SendAsync("a");
            return taken.StatusCode == HttpStatusCode.Accepted;
        });
    }

    [Fact]
    public async Task While_the_database_is_away_nothing_is_acknowledged_and_afterwards_everything_goes_on()
    {
        (await SendAsync("before")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await AllowAsync(false);
        using (var refused = await SendAsync("meanwhile"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }
        await AllowAsync(true);
        await Eventually.Async(async () => (await SendAsync("after")).StatusCode == HttpStatusCode.Accepted, seconds: 30);
        await Eventually.Async(async () => (await NamesAsync()).SequenceEqual(["after", "before"]), seconds: 30);
    }

    private Task<HttpResponseMessage> SendAsync(string name) =>
        _client.PostAsJsonAsync("/api/events", new { @event = name, messageId = name, email = "ada@example.com" });

    // As large as the largest door takes, and never finished.
    private async Task<TcpClient> BeginLargeOrdersAsync()
    {
        var slow = new TcpClient();
        await slow.ConnectAsync(_server.Address.Host, _server.Address.Port);
        var authorization = Convert.ToBase64String(Encoding.ASCII.GetBytes($"any:{Key}"));
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/orders HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nAuthorization: Basic {authorization}\r\nContent-Length: {(16 << 20) - 1}\r\n\r\n{{")));
        return slow;
    }

    private async Task AllowAsync(bool allow)
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        var name = settings.Database;
        settings.Database = "postgres";
        settings.Pooling = false;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await connection.Command($"alter database {name} with allow_connections {(allow ? "true" : "false")}").RunAsync(CancellationToken.None);
        if (!allow) await connection.Command("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1").With(name).RunAsync(CancellationToken.None);
    }

    private async Task<List<string>> NamesAsync()
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        return await connection.Command("select distinct name from event order by name").ReadAsync(row => row.GetString(0), CancellationToken.None);
    }
}
