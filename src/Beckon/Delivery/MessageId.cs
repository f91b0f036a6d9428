using System.Security.Cryptography;
using System.Text;
using Beckon.Contacts;
using Beckon.Kernel;

namespace Beckon.Delivery;

/// <summary>
/// The id of a message is made of what it must be unique by, its run, step and channel: whoever decides on the same message twice, after a crash
/// or on another machine, gets the same id, and the primary key says no. Its time is that of the run, so that a message lies in its run's month.
/// </summary>
public static class MessageId
{
    private const int TimeBytes = 6;
    private const int IdBytes = 16;

    public static Guid Of(Guid run, string step, Channel channel)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        run.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // The run and the channel hold no line feed: no two triples read alike.
        SHA256.HashData(Encoding.UTF8.GetBytes($"{run:n}\n{Words.Of(channel)}\n{step}"), hash);
        // 74 bits of the hash: two messages of one millisecond that meet are not to be expected in the life of anybody.
        hash[..(IdBytes - TimeBytes)].CopyTo(id[TimeBytes..]);
        id[6] = (byte)(0x70 | id[6] & 0x0f);
        id[8] = (byte)(0x80 | id[8] & 0x3f);
        return new Guid(id, bigEndian: true);
    }
}
