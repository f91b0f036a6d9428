using System.Security.Cryptography;
using System.Text;

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

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether this is the token, in a time that says nothing about how much of it is right.</summary>
    public bool IsToken(string token) =>
        TokenHash is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(TokenHash), Encoding.ASCII.GetBytes(HashOf(token)));
}
