using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Server.Tests;

/// <summary>
/// A fresh workspace on the shared server with its owner at the dashboard and an API key. Take it as a class fixture
/// (<c>sealed class XyzTests(TestWorkspace shop) : IClassFixture&lt;TestWorkspace&gt;</c>) or make one with <see cref="CreateAsync"/>.
/// </summary>
public sealed class TestWorkspace : IAsyncLifetime
{
    public const string Password = "four words in a row";

    // Hashing a password costs a tenth of a second by design: once is enough.
    private static readonly Lazy<Task<string>> PasswordHash = new(async () =>
    {
        using var passwords = new Passwords();
        return await passwords.HashAsync(Password, CancellationToken.None);
    });

    private Server? _server;

    public Server Server => _server ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    /// <summary>The public number of the workspace, in digits.</summary>
    public string Uid { get; private set; } = "";

    public string OwnerEmail { get; private set; } = "";

    /// <summary>A key with all scopes.</summary>
    public string ApiKey { get; } = Secrets.ApiKey();

    /// <summary>The owner's browser at the dashboard.</summary>
    public HttpClient Owner { get; private set; } = new(new SocketsHttpHandler());

    /// <summary>A program with the key in <c>Authorization: Bearer</c>.</summary>
    public HttpClient Api { get; private set; } = new(new SocketsHttpHandler());

    /// <summary>Somebody without credentials.</summary>
    public HttpClient Anonymous { get; private set; } = new(new SocketsHttpHandler());

    public static async Task<TestWorkspace> CreateAsync(string country = "US", string zone = "UTC", string currency = "USD")
    {
        var workspace = new TestWorkspace();
        await workspace.OpenAsync(country, zone, currency);
        return workspace;
    }

    public Task InitializeAsync() => OpenAsync("US", "UTC", "USD");

    public Task DisposeAsync() => Task.CompletedTask;

    public T Get<T>() where T : notnull => Server.Get<T>();

    /// <summary>The browser of another member of this workspace.</summary>
    public async Task<HttpClient> SignedInAsync(Role role)
    {
        var userId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using var command = Get<NpgsqlDataSource>().CreateCommand(
            """
            with person as (insert into user_account (id, email, name, password_hash, created_at) values (@user, @email, 'Member', @hash, now()) returning id)
            insert into membership (workspace_id, user_id, role, created_at) select @workspace, id, @role, now() from person
            """);
        command.Parameters.AddWithValue("user", userId);
        command.Parameters.AddWithValue("email", $"{userId:n}@example.com");
        command.Parameters.AddWithValue("hash", await PasswordHash.Value);
        command.Parameters.AddWithValue("workspace", Id);
        command.Parameters.AddWithValue("role", Words.Of(role));
        await command.ExecuteNonQueryAsync();
        return await BrowserAsync(userId);
    }

    /// <summary>A program with a key of these scopes only.</summary>
    public async Task<HttpClient> WithKeyAsync(params KeyScope[] scopes)
    {
        var secret = Secrets.ApiKey();
        await Get<ApiKeyStore>().CreateAsync(Caller.Beckon(Id), new("Test", secret, scopes), CancellationToken.None);
        return Keyed(secret);
    }

    /// <summary>A program with this key.</summary>
    public HttpClient Keyed(string key)
    {
        var client = Server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    private async Task OpenAsync(string country, string zone, string currency)
    {
        _server = await Server.SharedAsync();
        OwnerEmail = $"owner-{Secrets.Uid()}@example.com";
        var created = await Get<AccountStore>().CreateAsync(
            new()
            {
                Email = OwnerEmail,
                UserName = "Owner",
                PasswordHash = await PasswordHash.Value,
                WorkspaceName = "Test shop",
                TimeZone = zone,
                Currency = currency,
                Country = country,
                EmailConsentDefault = ConsentDefault.Subscribed,
                ApiKey = ApiKey,
            },
            CancellationToken.None);
        (Id, OwnerId) = (created.WorkspaceId, created.UserId);
        Uid = (await Get<WorkspaceStore>().GetAsync(Id, CancellationToken.None)).PublicUid;
        (Owner, Api, Anonymous) = (await BrowserAsync(OwnerId), Keyed(ApiKey), Server.Client());
    }

    private async Task<HttpClient> BrowserAsync(Guid userId)
    {
        var token = await Get<SessionStore>().CreateAsync(userId, Id, CancellationToken.None);
        var client = Server.Client();
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={token}");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }
}
