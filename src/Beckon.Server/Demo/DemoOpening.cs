using Beckon.Accounts;
using Beckon.Delivery.Tracking;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Beckon.Server.Demo;

/// <summary>Opens the demonstration shop: fills the installation at its first start and gives the shop its keys, as its owner would at the dashboard.</summary>
public sealed partial class DemoOpening(
    DemoSeed seed, DemoDoors doors, PublicUrl publicUrl, IServer server, IHostApplicationLifetime life, TimeProvider time, ILogger<DemoOpening> log)
{
    // So that a person can watch a cart being left behind.
    private const string IdleMinutes = "1";

    private readonly TaskCompletionSource<DemoShop?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The shop, as soon as it is open; null when the installation belongs to somebody.</summary>
    public Task<DemoShop?> OpenedAsync(CancellationToken ct) => _opened.Task.WaitAsync(ct);

    public bool IsOpen => _opened.Task.IsCompletedSuccessfully;

    public async Task<DemoShop?> OpenAsync(CancellationToken ct)
    {
        await ListeningAsync(ct);
        if (await seed.RunAsync(publicUrl.Value, ct) is not { } workspaceId)
        {
            LogNotFresh();
            _opened.SetResult(null);
            return null;
        }
        await doors.SettleIdleAsync(workspaceId, IdleMinutes, ct);
        var keys = await doors.KeysAsync(workspaceId, Sites(), ct);
        var shop = new DemoShop(workspaceId, publicUrl.Value, new DemoBackend(Client(), keys, time));
        _opened.SetResult(shop);
        LogReady(publicUrl.Value, DemoSeed.Email, DemoSeed.Password);
        return shop;
    }

    // Which address it is may be known only then, and the shop's calls need somebody who answers.
    private async Task ListeningAsync(CancellationToken ct)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (life.ApplicationStarted.Register(listening.SetResult)) await listening.Task.WaitAsync(ct);
    }

    private HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Own() };

    // Wherever it is reached from outside, from here it is near.
    private Uri Own()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? publicUrl.Value;
        return new(address.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://[::1]", StringComparison.Ordinal));
    }

    // However the people at this machine call it.
    private BrowserOrigins Sites()
    {
        var own = Own();
        return new([.. new[] { publicUrl.Value, $"http://localhost:{own.Port}", $"http://127.0.0.1:{own.Port}" }
            .Select(BrowserOrigins.Normalize).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: ready at {Url}, its shop at {Url}/shop. Sign in as {Email} with the password {Password}.")]
    private partial void LogReady(string url, string email, string password);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Demo: this installation is set up already, so it is left alone. Give --demo a fresh folder with --data.")]
    private partial void LogNotFresh();
}

/// <summary>Where the demonstration plays.</summary>
public sealed record DemoShop(Guid WorkspaceId, string PublicUrl, DemoBackend Backend);
