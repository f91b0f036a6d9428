using System.Buffers.Binary;

namespace Beckon.Events.Payloads;

/// <summary>
/// What the ids of a request and its events have in common. A version-7 UUID whose 12 bits behind the milliseconds count (RFC 9562, 6.2,
/// method 1): 0 is the request, 1 and up are its events. Behind them stands the part of the millisecond, so that requests sort in the order in
/// which they came, and then chance. Made again from a request's id, the ids of its events are the same.
/// </summary>
public static class RequestId
{
    public const int MostEvents = (1 << 12) - 1;

    // What events lead to is counted beyond those of any request that leads to something.
    private const int FirstFollower = 1 << 10;

    public static Guid Of(DateTimeOffset receivedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(receivedAt).TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], 0x7000);
        // 10,000 ticks need the 14 bits beside the variant.
        BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], (ushort)(0x8000 | receivedAt.Ticks % TimeSpan.TicksPerMillisecond));
        return new Guid(bytes, bigEndian: true);
    }

    public static Guid EventOf(Guid request, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MostEvents);
        return WithCount(request, number);
    }

    /// <summary>The request that an event came in, if it came in by one.</summary>
    public static Guid RequestOf(Guid eventId) => WithCount(eventId, 0);

    /// <summary>The id of an event that this one leads to, always the same: it came in by the same request.</summary>
    /// <param name="eventId">One of the first 1023 events of a request.</param>
    /// <param name="number">1 to 3: of those that one event leads to.</param>
    public static Guid FollowerOf(Guid eventId, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        eventId.TryWriteBytes(bytes, bigEndian: true, out _);
        var count = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) + FirstFollower * number;
        return WithCount(eventId, count & MostEvents);
    }

    private static Guid WithCount(Guid id, int count)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | count));
        return new Guid(bytes, bigEndian: true);
    }
}
