using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Beckon.Integrations.Reading;

/// <summary>A message id made of what was said, for senders that give none: the same words are the same message.</summary>
public static class ContentHash
{
    private const int Bytes = 16;

    public static string Of(JsonElement element, string prefix)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(JsonMarshal.GetRawUtf8Value(element), hash);
        return prefix + Convert.ToHexStringLower(hash[..Bytes]);
    }
}
