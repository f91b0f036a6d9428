namespace Beckon.Integrations.Doors;

/// <summary>
/// How much may be in the doors at once. Whatever senders do, the memory that their requests take stays below this, and who comes on top is told to
/// come again, before anything of the request is read.
/// </summary>
public sealed class IntakeRoom
{
    // The largest body of any door twice over. What is made of a body while it is being understood takes several times its size.
    private const long MostBytes = 32 << 20;

    // What any request costs, however small its body.
    private const int LeastBytes = 2 << 10;

    private long _taken;

    /// <summary>What is in the doors now, in bytes.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes room for so many bytes; null when there is none. Dispose to give it back.</summary>
    public Place? TryEnter(long bytes)
    {
        var place = new Place(this);
        return place.TryGrow(Math.Max(bytes, LeastBytes)) ? place : null;
    }

    /// <summary>The room of one request.</summary>
    public sealed class Place(IntakeRoom room) : IDisposable
    {
        private long _bytes;

        /// <summary>Takes more of it; false when there is none, and what was taken before stays taken.</summary>
        public bool TryGrow(long bytes)
        {
            if (Interlocked.Add(ref room._taken, bytes) <= MostBytes)
            {
                _bytes += bytes;
                return true;
            }
            Interlocked.Add(ref room._taken, -bytes);
            return false;
        }

        public void Dispose()
        {
            Interlocked.Add(ref room._taken, -_bytes);
            _bytes = 0;
        }
    }
}
