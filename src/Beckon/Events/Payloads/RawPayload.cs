using System.IO.Compression;

namespace Beckon.Events.Payloads;

/// <summary>The body of an accepted request as it came, and what the request said beside it: enough to take it in once more.</summary>
public sealed record RawPayload
{
    private const int SmallBytes = 1 << 10;

    public required Guid WorkspaceId { get; init; }

    /// <summary>Made at receipt: payloads sort by it in the order of their arrival, and the events of the request have it in common.</summary>
    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Which door it came through.</summary>
    public required string Door { get; init; }

    /// <summary>What the call said that this door reads beside the body, in the door's own JSON; null where it reads nothing else.</summary>
    public string? Call { get; init; }

    public string? ContentType { get; init; }

    public string? IdempotencyKey { get; init; }

    public required PackedBody Body { get; init; }

    /// <summary>Packs a body: small ones stay as they are, because packing them would gain nothing.</summary>
    public static PackedBody Pack(ReadOnlySpan<byte> body)
    {
        if (body.Length <= SmallBytes) return new(PackedBody.Plain, body.ToArray());
        using var packed = new MemoryStream(body.Length / 2);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(body);
        return packed.Length < body.Length ? new(PackedBody.Deflate, packed.ToArray()) : new(PackedBody.Plain, body.ToArray());
    }
}

/// <summary>A body as it is stored.</summary>
public readonly record struct PackedBody(string Encoding, byte[] Bytes)
{
    public const string Plain = "plain";
    public const string Deflate = "deflate";

    public byte[] Unpack()
    {
        if (Encoding == Plain) return Bytes;
        using var packed = new DeflateStream(new MemoryStream(Bytes), CompressionMode.Decompress);
        using var body = new MemoryStream(Bytes.Length * 4);
        packed.CopyTo(body);
        return body.ToArray();
    }
}
