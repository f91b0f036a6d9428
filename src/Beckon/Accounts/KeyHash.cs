using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Beckon.Accounts;

/// <summary>SHA-256 of a secret token. Tokens are random and long, so a fast hash keeps them safe.</summary>
public readonly record struct KeyHash(UInt128 High, UInt128 Low)
{
    /// <summary>A longer text is no key; hashing it would only be work for whoever sent it to ask for.</summary>
    public const int LongestKey = 512;

    public static KeyHash Of(ReadOnlySpan<char> key)
    {
        Span<byte> text = stackalloc byte[LongestKey * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(key, text)], hash);
        return From(hash);
    }

    public static KeyHash From(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));

    public byte[] ToBytes()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }
}
