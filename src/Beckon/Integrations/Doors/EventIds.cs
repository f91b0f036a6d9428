using System.Buffers.Binary;

namespace Beckon.Integrations.Doors;

/// <summary>
/// Version-7 UUIDs that ascend within a request: where a random one would do, the 12 bits behind the milliseconds count (RFC 9562, 6.2,
/// method 1), because the id is the event's place in the history.
/// </summary>
public sealed class EventIds(DateTimeOffset receivedAt)
{
    private const int PerMillisecond = 1 << 12;

    private int _count;

    public Guid Next()
    {
        var number = _count++;
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(receivedAt.AddMilliseconds(number / PerMillisecond)).TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | number % PerMillisecond));
        return new Guid(bytes, bigEndian: true);
    }
}
