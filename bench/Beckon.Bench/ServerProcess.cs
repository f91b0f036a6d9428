using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Beckon.Bench;

/// <summary>The real program as a process of its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri url)
    {
        (_process, Url) = (process, url);
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public Uri Url { get; }

    public static ServerProcess Start(string folder, string database)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Beckon.Server.dll")]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["BECKON_DATABASE"] = database,
            ["BECKON_DATA"] = folder,
            ["BECKON_URLS"] = url.ToString(),
            ["BECKON_OWNER_EMAIL"] = "bench@example.com",
            ["BECKON_OWNER_PASSWORD"] = "measure-it-twice",
            ["BECKON_WORKSPACE"] = "Bench",
            ["BECKON_API_KEY"] = Rig.Key,
        })
        {
            start.Environment[name] = value;
        }
        return new(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."), url);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
