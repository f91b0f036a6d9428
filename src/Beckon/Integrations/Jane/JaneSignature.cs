using System.Security.Cryptography;
using System.Text;

namespace Beckon.Integrations.Jane;

/// <summary><c>X-Jane-Signature</c>: hexadecimal HMAC-SHA256 over timestamp, colon and raw body.</summary>
public static class JaneSignature
{
    public static bool IsValid(string secret, string timestamp, ReadOnlySpan<byte> body, string signature)
    {
        if (signature.Length != SHA256.HashSizeInBytes * 2 || timestamp.Length == 0) return false;
        Span<byte> sent = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(signature, sent, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp + ":"));
        hash.AppendData(body);
        Span<byte> own = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(own);
        return CryptographicOperations.FixedTimeEquals(own, sent);
    }
}
