using Beckon.Kernel;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Beckon.Delivery.Tracking;

/// <summary>The base of the links in messages, without a slash at the end: how shoppers' mail programs reach this server.</summary>
public sealed class PublicUrl
{
    private readonly string _configured;
    private readonly Func<string?> _listening;

    public PublicUrl(string url)
        : this(url, () => null)
    {
    }

    private PublicUrl(string configured, Func<string?> listening)
    {
        _configured = configured;
        _listening = listening;
    }

    // With port 0 the system chooses, and only the listening server knows.
    public string Value => _configured.EndsWith(":0", StringComparison.Ordinal) ? _listening() ?? _configured : _configured;

    /// <summary>BECKON_PUBLIC_URL, or else the first address the server listens on.</summary>
    public static PublicUrl From(IConfiguration configuration, IServer server)
    {
        if (configuration["BECKON_PUBLIC_URL"] is { Length: > 0 } given) return new(Check(given));
        var listens = (configuration["BECKON_URLS"] ?? "http://localhost:5080").Split(';')[0].TrimEnd('/');
        return new(Reachable(listens), () => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/'));
    }

    private static string Check(string given)
    {
        if (Uri.TryCreate(given, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0)
            return given.TrimEnd('/');
        throw new SettingException($"BECKON_PUBLIC_URL must be a web address such as https://mail.example.com, not '{given}'.");
    }

    // "http://*:5080" listens everywhere but is no address to go to.
    private static string Reachable(string listens) => listens
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
