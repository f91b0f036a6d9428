using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Beckon.Events;

/// <summary>A source and what its platform proves itself with.</summary>
public sealed record ConnectedSource(Source Source, SourceSecrets Secrets);

/// <summary>The secrets of a source. They lie encrypted in the database and are never shown again.</summary>
public sealed record SourceSecrets
{
    public static SourceSecrets None { get; } = new();

    /// <summary>SHA-256 of the token that the platform sends, in hexadecimal: a token need only be recognised.</summary>
    public string? TokenHash { get; init; }

    /// <summary>The key of the platform's signatures, which must be known to check one.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>Further secrets by the names of the integration's settings, such as the key of the platform's own API.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [JsonIgnore]
    public bool IsNone => TokenHash is null && SigningSecret is null && More.Count == 0;

    /// <summary>The names of the settings that are kept, the token's apart.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Kept => SigningSecret is null ? [.. More.Keys] : ["signingSecret", .. More.Keys];

    /// <summary>A further secret; null when it was not filled in.</summary>
    public string? this[string name] => More.GetValueOrDefault(name);

    /// <summary>With these in their place. Null: it stays; an empty text: it is forgotten.</summary>
    public SourceSecrets With(string? signingSecret, IReadOnlyDictionary<string, string?>? more)
    {
        var kept = new Dictionary<string, string>(More, StringComparer.Ordinal);
        foreach (var (name, value) in more ?? new Dictionary<string, string?>())
        {
            if (name == "signingSecret") signingSecret ??= value;
            else if (string.IsNullOrEmpty(value)) kept.Remove(name);
            else kept[name] = value;
        }
        return this with { SigningSecret = signingSecret is null ? SigningSecret : signingSecret.Length == 0 ? null : signingSecret, More = kept };
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether this is the token, in a time that says nothing about how much of it is right.</summary>
    public bool IsToken(string token) =>
        TokenHash is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(TokenHash), Encoding.ASCII.GetBytes(HashOf(token)));
}
