using System.Security.Cryptography;
using System.Text;

namespace Beckon.Events;

/// <summary>
/// A source that a workspace has at most once and need not set up: a door that an API key opens.
/// </summary>
public sealed record BuiltInSource(string Kind, string Name, CartAbandonment CartAbandonment)
{
    /// <summary>What is set until the retailer sets something else.</summary>
    public SourceSettings Settings { get; init; } = SourceSettings.None;

    /// <summary>
    /// Always the same for a workspace and kind, so that nodes which meet the first event at the same time agree, and nobody has to ask the
    /// database. A UUID of version 8 (RFC 9562).
    /// </summary>
    public Guid IdIn(Guid workspaceId)
    {
        Span<byte> name = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(Kind.Length)];
        workspaceId.TryWriteBytes(name, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(Kind, name[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name[..length], hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
