using System.Security.Cryptography;
using System.Text;

namespace Beckon.Integrations.Reading;

/// <summary>The commonest signature of webhooks: HMAC-SHA256 over the raw body, in Base64.</summary>
public static class Base64Signature
{
    /// <summary>Whether it is this secret's, in a time that says nothing about how much of it is right.</summary>
    public static bool IsValid(string secret, ReadOnlySpan<byte> body, string signature)
    {
        Span<byte> sent = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature, sent, out var length) || length != sent.Length) return false;
        Span<byte> own = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, own);
        return CryptographicOperations.FixedTimeEquals(own, sent);
    }
}
