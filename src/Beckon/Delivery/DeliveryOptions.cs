using Microsoft.Extensions.Configuration;

namespace Beckon.Delivery;

/// <summary>What sending needs to know of this installation.</summary>
public sealed record DeliveryOptions
{
    /// <summary>The base of the links in messages, without a slash at the end: how shoppers' mail programs reach this server.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>BECKON_PUBLIC_URL, or else the first address the server listens on.</summary>
    public static DeliveryOptions From(IConfiguration configuration)
    {
        if (configuration["BECKON_PUBLIC_URL"] is { Length: > 0 } given)
        {
            if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0)
                throw new InvalidOperationException($"BECKON_PUBLIC_URL must be a web address such as https://mail.example.com, not '{given}'.");
            return new() { PublicUrl = given.TrimEnd('/') };
        }
        var listens = (configuration["urls"] ?? configuration["BECKON_URLS"] ?? "http://localhost:5080").Split(';')[0].TrimEnd('/');
        return new() { PublicUrl = Reachable(listens) };
    }

    // "http://*:5080" listens everywhere but is no address to go to.
    private static string Reachable(string listens) => listens
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
